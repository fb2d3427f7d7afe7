# SPDX-License-Identifier: Apache-2.0
"""What a run gave fits a terminal, hides nothing that is odd, and is JSON without NaN."""

import io
import json
from pathlib import Path

from cutaway.cli import answers, run_report
from cutaway.cli.run_report import Ran
from cutaway.cli.terminal import Terminal
from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription
from cutaway.description.ranked import Ranked, Score
from cutaway.description.running import (
    FittedInput,
    FittedInputs,
    OperatorTime,
    Profile,
    RunAnswer,
    RunOutput,
    StoredValue,
    Timing,
)
from cutaway.description.signatures import Signature
from cutaway.description.statistics import Statistics
from cutaway.description.tensors import TensorSpec
from cutaway.session.confinement import Limits
from cutaway.session.run_export import Exported

SPEC = TensorSpec("scores", "Identity:0", "float32", (None, 3))
SIGNATURE = Signature("serving_default", "declared", (), (SPEC,))
MODEL = ModelDescription("saved_model", "folder/model", "folder/model", signatures=(SIGNATURE,))
ODD = Statistics(6, 0.25, 2.0, 1.0, 0.5, nans=2, infinities=1)


def value(name: str, dtype: str = "float32", shape: tuple[int, ...] = (2, 3)) -> StoredValue:
    return StoredValue(name, dtype, shape, f"out/{name}.npy")


def ran(answer: RunAnswer, *ranked: Ranked) -> Ran:
    fitted = FittedInputs((FittedInput(value("x"), "cat.png", Statistics(6, 0, 1, 0.5), ("Scaled.",)),))
    limits = Limits("", ("It cannot reach the network.",), ("It could fill the memory.",))
    return Ran(
        MODEL, SIGNATURE, fitted, answer, limits, ranked, Path("run"), ("Inputs are those of set.json.",)
    )


def example() -> Ran:
    outputs = (
        RunOutput(value("scores"), "scores", ODD, preview=[[0.25, None, 2.0], [1.0, None, None]]),
        RunOutput(value("words", "string", (1,)), "words", Statistics(1, longest=3), preview=["a\u202eb"]),
        RunOutput(None, "gone", note="It has no value for these inputs."),
    )
    taps = (RunOutput(None, "loop/x:0", note="It is not executed."),)
    profile = Profile(
        tuple(OperatorTime(f"n{place}", "ADD", place / 1000, 2) for place in range(20)), "How.", 0.2
    )
    finding = Finding("custom-objects", "info", "Something was made up.")
    answer = RunAnswer(
        "serving_default",
        "TensorFlow 2.21.0",
        outputs,
        Timing(0.5, 0.02, 10, 0.002, 0.003, 0.001, 1234.5),
        taps,
        profile,
        1_000_000,
        2_000,
        findings=(finding,),
    )
    best = tuple(Score(place, "" if place else "cat", 1.0 - place / 10) for place in range(2))
    return ran(answer, Ranked("scores", (best,) * 9, "labels.txt"))


def text(found: Ran, width: int = 100, saved: Exported | None = None) -> list[str]:
    stream = io.StringIO()
    run_report.write(Terminal(stream, width, False, True, False), found, saved, Path("out.npz"))
    return stream.getvalue().splitlines()


def test_everything_of_note_is_told() -> None:
    lines = text(
        example(), saved=Exported(100, ("scores",), ("scores is bfloat16 and was saved as float32.",))
    )
    whole = "\n".join(lines)
    for words in (
        "serving_default with TensorFlow 2.21.0",
        "loaded in 500 ms",
        "median 2 ms of 10",
        "1,234 samples a second",
        "arena 2 kB",
        "Inputs are those of set.json.",
        "cat.png",
        "x: Scaled.",
        "scores: 2 NaN, 1 infinite",
        "gone: It has no value for these inputs.",
        "loop/x:0: It is not executed.",
        "classes of scores · names from labels.txt",
        "and 1 more row",
        "and 5 more",
        "Something was made up.",
        "1 array → out.npz",
        "saved as float32",
    ):
        assert words in whole, words
    assert "\u202e" not in whole


def test_lines_fit_the_terminal() -> None:
    for width in (60, 80, 120):
        assert max(map(len, text(example(), width))) <= width


def test_json_says_the_same_without_nan() -> None:
    found = run_report.answer(example(), None, None)
    told = json.loads(answers.text(found, pretty=False))
    scores, words, gone = told["outputs"]
    assert scores["tensor"] == "Identity:0"
    assert scores["values"] == [[0.25, None, 2.0], [1.0, None, None]]
    assert scores["labels"][0][0] == {"index": 0, "label": "cat", "value": 1.0}
    assert scores["labels"][0][1]["label"] is None
    assert words["labels"] is None
    assert (gone["dtype"], gone["shape"], gone["note"]) == (None, None, "It has no value for these inputs.")
    assert told["taps"][0]["tensor"] == "loop/x:0"
    assert len(told["profile"]["operators"]) == 20
    assert told["timing"]["p95"] == 0.003
    assert (told["peak_bytes"], told["arena_bytes"]) == (1_000_000, 2_000)
    assert told["sandbox"] == ["It cannot reach the network."]
    assert told["not_enforced"] == ["It could fill the memory."]
    assert told["findings"][0]["code"] == "custom-objects"


def test_first_values_are_whole_ones() -> None:
    many = RunOutput(value("y"), "y", Statistics(100), preview=[[-1.0, 2.5, None], [True, 7, "a b"]])
    assert run_report.first_values(many) == '−1 2.5 NaN true 7 "a b" …'
    long = RunOutput(value("y"), "y", Statistics(3), preview=["a" * 30, "b" * 30])
    assert run_report.first_values(long) == f'"{"a" * 30}" …'
