# SPDX-License-Identifier: Apache-2.0
"""`cutaway run` as scripts and people meet it: two whole commands, and many whose children are in this process."""

import gc
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import numpy
import pytest

from cutaway.cli import main
from cutaway.session.blocking import BlockingLoop
from cutaway.session.in_process import InProcessTransport
from helpers.commands import Outcome, cutaway

KEYS = {
    *("schema", "path", "signature", "runner", "inputs", "outputs", "taps", "timing", "profile"),
    *("peak_bytes", "arena_bytes", "sandbox", "findings"),
}
HELLO, SPEECH = "hello_world_int8.tflite", "micro_speech_quantized.tflite"


Run: TypeAlias = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command with its readers and its LiteRT in this process."""

    def connect(loop: BlockingLoop) -> InProcessTransport:
        return InProcessTransport(loop)

    monkeypatch.setattr(BlockingLoop, "transport", connect)

    def command(*arguments: str | Path) -> Outcome:
        words = ["run", *(os.fspath(argument) for argument in arguments)]
        try:
            status = main.run(words, lambda _paths: 0)
        finally:
            gc.enable()  # a command does without, which ends in a moment
        told = capsys.readouterr()
        return Outcome(status, told.out, told.err, 0.0, 0)

    return command


def answer(run: Run, *arguments: str | Path) -> dict[str, Any]:
    outcome = run(*arguments, "--json")
    assert outcome.status == 0, outcome.stdout + outcome.stderr
    return outcome.json()


def whole(*arguments: str | Path) -> Outcome:
    """The command with all its processes."""
    return cutaway("run", *arguments, patience=90.0)


def test_the_answer_has_the_keys_of_the_contract(run: Run, samples: Path) -> None:
    found = answer(run, samples / SPEECH, "--tap", "add_1", "--repeat", "2")
    assert found.keys() >= KEYS
    assert (found["schema"], found["path"], found["runner"][:6]) == (1, str(samples / SPEECH), "LiteRT")
    (given,) = found["inputs"]
    assert (given["name"], given["dtype"], given["shape"]) == ("Reshape_1", "int8", [1, 1960])
    assert given["source"] == "random integers from 0 to 9"
    (output,) = found["outputs"]
    assert (output["name"], output["shape"], output["statistics"]["count"]) == ("labels_softmax", [1, 4], 4)
    assert numpy.array(output["values"]).shape == (1, 4)
    assert [tap["tensor"] for tap in found["taps"]] == ["add_1"]
    assert found["timing"]["runs"] == 2
    assert found["timing"]["median"] > 0
    assert found["arena_bytes"] > 0
    assert found["profile"] is None


def test_random_inputs_are_those_of_the_seed(run: Run, samples: Path) -> None:
    first, again, other = (
        answer(run, samples / SPEECH, "--seed", seed)["inputs"] for seed in ("3", "3", "4")
    )
    assert first == again
    assert first != other


def test_the_text_tells_inputs_outputs_and_times(run: Run, samples: Path) -> None:
    outcome = run(samples / HELLO, "--input", "dense_input=value:3", "--repeat", "1")
    assert outcome.status == 0, outcome.stderr
    lines = outcome.stdout.splitlines()
    assert lines[0].startswith(f"{HELLO}  serving_default with LiteRT")
    times = "".join(lines[1:4])
    assert "first run" in times
    assert "median" in times
    assert [line for line in lines if not line.startswith(" ")][1:] == ["Inputs", "Outputs"]
    assert "dense_input  int8  1 × 1" in outcome.stdout
    assert "typed value" in outcome.stdout
    assert "\x1b" not in outcome.stdout


def test_values_are_saved_and_an_archive_feeds_them_again(run: Run, samples: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.npz"
    outcome = run(samples / SPEECH, "--tap", "add_1", "--output", target, "--with-inputs", "--seed", "7")
    assert outcome.status == 0, outcome.stderr
    assert f"3 arrays → {target}" in outcome.stdout
    with numpy.load(target, allow_pickle=False) as archive:
        assert sorted(archive.files) == ["add_1", "in__Reshape_1", "labels_softmax"]
        expected = archive["labels_softmax"]
    found = answer(run, samples / SPEECH, "--input", target)
    assert numpy.array_equal(numpy.array(found["outputs"][0]["values"]), expected)
    again = run(samples / SPEECH, "--output", target)
    assert again.status == 1
    assert "exists already" in again.stderr
    assert run(samples / SPEECH, "--output", target, "--overwrite").status == 0


def test_classes_are_named(run: Run, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("silence\nunknown\nyes\nno\n", encoding="utf-8")
    arguments = (samples / SPEECH, "--labels", tmp_path / "words.txt", "--top", "2")
    (rows,) = answer(run, *arguments)["outputs"][0]["labels"]
    assert len(rows) == 2
    assert rows[0]["label"] in {"silence", "unknown", "yes", "no"}
    assert rows[0]["value"] >= rows[1]["value"]
    text = run(*arguments).stdout
    assert "Best  classes of labels_softmax · names from words.txt" in text
    assert answer(run, samples / SPEECH)["outputs"][0]["labels"] is None


def test_a_profile_lists_operators(run: Run, samples: Path) -> None:
    found = answer(run, samples / SPEECH, "--profile")["profile"]
    assert found["how"]
    assert "FULLY_CONNECTED" in {row["op"] for row in found["operators"]}
    assert "FULLY_CONNECTED" in run(samples / SPEECH, "--profile").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--input", "dense_input=value:[1, 2]"), 1, "takes int8"),
        (("--input", "dense_input=value:0.5"), 1, "no whole numbers"),
        (("--input", "dense_input=nowhere.npy"), 1, "does not exist"),
        (("--input", "other=zeros"), 1, "no input called other"),
        (("--signature", "other"), 1, "no signature called other"),
        (("--input", "dense_input=value:[1"), 1, "dense_input: This is no JSON"),
        (("--runner", "tf_keras"), 1, "tf-keras does not run hello_world_int8.tflite."),
        (("--delegate", "none/such.so"), 1, "such.so cannot be loaded as a delegate"),
        (("--tap", "nowhere:0"), 1, "nowhere:0"),
        (("--dim", "x"), 2, "--dim x"),
        (("--output", "x.txt"), 2, "does not end in .npz"),
        (("--nonsense",), 2, "no option"),
    ],
)
def test_what_is_wrong_is_told_without_a_traceback(
    run: Run, samples: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    outcome = run(samples / HELLO, *arguments)
    assert (outcome.status, outcome.stdout) == (status, "")
    assert words in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_an_error_is_one_object_with_json(run: Run, samples: Path) -> None:
    outcome = run(samples / HELLO, "--input", "dense_input=value:[1, 2]", "--json")
    assert outcome.status == 1
    error = json.loads(outcome.stdout)["error"]
    assert error.keys() == {"kind", "message", "hint", "path"}
    assert error["kind"] == "RequestError"


def test_a_pickle_is_refused(run: Run, samples: Path, tmp_path: Path) -> None:
    numpy.save(tmp_path / "x.npy", numpy.array([{}], object), allow_pickle=True)
    outcome = run(samples / HELLO, "--input", f"dense_input={tmp_path / 'x.npy'}")
    assert outcome.status == 1
    assert "pickled Python objects" in outcome.stderr


def test_a_limit_of_time_ends_with_status_4(samples: Path) -> None:
    outcome = whole(samples / SPEECH, "--repeat", "10000", "--timeout", "0.001")
    assert outcome.status == 4
    assert "Traceback" not in outcome.stderr


def test_a_checkpoint_cannot_be_run(run: Run, samples: Path) -> None:
    outcome = run(samples / "regression_checkpoint")
    assert outcome.status == 1
    assert "has no signature" in outcome.stderr


@pytest.mark.tensorflow
def test_tensorflow_runs_what_it_wrote(samples: Path) -> None:
    outcome = whole(samples / "half_plus_two", "--input", "x=value:[[1], [2]]", "--json")
    assert outcome.status == 0, outcome.stdout + outcome.stderr
    found = outcome.json()
    assert found["outputs"][0]["values"] == [[2.5], [3.0]]
    assert found["runner"].startswith("TensorFlow")
    assert found["inputs"][0]["shape"] == [2, 1]
    assert found["sandbox"]
