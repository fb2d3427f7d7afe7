# SPDX-License-Identifier: Apache-2.0
"""`cutaway convert` and `targets` up to where a library would be needed: what is wrong is told before."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from cutaway.cli import main
from cutaway.conversion.targets import TARGETS
from cutaway.session.blocking import BlockingLoop
from cutaway.session.in_process import InProcessTransport
from helpers.commands import Outcome

HELLO = "hello_world_int8.tflite"
Run: TypeAlias = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command with its readers in this process."""
    monkeypatch.setattr(BlockingLoop, "transport", lambda loop: InProcessTransport(loop))  # noqa: PLW0108 - bound

    def command(*arguments: str | Path) -> Outcome:
        status = main.run([os.fspath(argument) for argument in arguments], lambda _paths: 0)
        told = capsys.readouterr()
        return Outcome(status, told.out, told.err, 0.0, 0)

    return command


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("m",), "convert needs --to."),
        (("m", "--to", "onnx"), "convert needs --output."),
        (("--to", "onnx", "--output", "o"), "convert needs the path of a model."),
        (("m", "n", "--to", "onnx", "--output", "o"), "Several models are converted by a recipe"),
        (("m", "--to", "onnx", "--output", "o", "--samples", "0"), "--samples 0 would prove nothing."),
        (("m", "--to", "onnx", "--output", "o", "--option", "opset"), "--option opset gives no value."),
        (("m", "--to", "onnx", "--output", "o", "--report", "r.txt"), "does not end in .html or .json"),
        (("m", "--to", "onnx", "--output", "o", "--dim", "x=1"), "which axis has which size"),
        (("m", "--to", "onnx", "--output", "o", "--workers", "2"), "--workers is for models that a recipe"),
        (("m", "--recipe", "r", "--to", "onnx"), "--to is told by the recipe"),
        (("m", "--recipe", "r"), "A recipe needs --output OUT or --output-dir FOLDER."),
        (("m", "n", "--recipe", "r", "--output", "o"), "--output is for one model"),
    ],
)
def test_a_wrong_command_line_exits_with_2(run: Run, words: tuple[str, ...], message: str) -> None:
    outcome = run("convert", *words)
    assert outcome.status == 2
    assert message in outcome.stderr


def test_a_target_that_is_not_there_is_told_with_those_that_are(run: Run, samples: Path) -> None:
    outcome = run("convert", samples / HELLO, "--to", "coreml", "--output", "o")
    assert outcome.status == 1
    assert "There is no target called coreml." in outcome.stderr
    assert "onnx" in outcome.stderr


def test_an_option_or_a_value_that_is_not_there_is_told(run: Run, samples: Path) -> None:
    outcome = run("convert", samples / HELLO, "--to", "onnx", "--output", "o", "--option", "opset=99")
    assert outcome.status == 1
    assert "It takes a whole number from 9 to 18." in outcome.stderr


def test_what_cannot_be_is_told_with_its_reason(run: Run, samples: Path, tmp_path: Path) -> None:
    outcome = run("convert", samples / HELLO, "--to", "saved_model", "--output", tmp_path / "o", "--json")
    assert outcome.status == 1
    assert "A .tflite cannot be turned back" in json.loads(outcome.stdout)["error"]["message"]
    assert not list(tmp_path.iterdir())


def test_calibration_data_that_is_not_there_is_told(run: Run, samples: Path, tmp_path: Path) -> None:
    words = ("--to", "onnx", "--output", tmp_path / "o.onnx", "--calibration", tmp_path / "none")
    outcome = run("convert", samples / HELLO, *words)
    assert outcome.status == 1
    assert "none does not exist." in outcome.stderr


def test_a_recipe_without_a_model_asks_for_one(run: Run, tmp_path: Path) -> None:
    recipe = tmp_path / "r.json"
    recipe.write_text('{"schema": 1, "target": "onnx"}')
    outcome = run("convert", "--recipe", recipe, "--output-dir", tmp_path / "out")
    assert outcome.status == 2
    assert "The recipe names no model of its own." in outcome.stderr


def test_a_batch_tells_of_each_model_and_exits_with_the_worst(
    run: Run, samples: Path, tmp_path: Path
) -> None:
    recipe, out = tmp_path / "r.json", tmp_path / "out"
    recipe.write_text('{"schema": 1, "target": "saved_model"}')
    outcome = run(
        "convert", "--recipe", recipe, samples / HELLO, tmp_path / "none.pb", "--output-dir", out, "--json"
    )
    assert outcome.status == 1
    items = outcome.json()["items"]
    assert [item["error"]["kind"] for item in items] == ["RequestError", "MissingFileError"]
    assert "2 of 2" in outcome.stderr
    assert [file.name for file in out.iterdir()] == ["conversion-summary.json"]


def test_targets_are_listed_with_their_options(run: Run) -> None:
    rows = run("targets", "--json").json()["targets"]
    assert [row["id"] for row in rows] == [target.id for target in TARGETS]
    assert {option["key"] for option in rows[0]["options"]} >= {"quantization", "select_tf_ops"}
    text = run("targets").stdout
    assert "quantization=float32" in text


def test_targets_of_a_model_have_reasons(run: Run, samples: Path) -> None:
    rows = {row["id"]: row for row in run("targets", samples / HELLO, "--json").json()["targets"]}
    assert rows["onnx"]["possible"]
    assert not rows["saved_model"]["possible"]
    assert "cannot be turned back" in rows["saved_model"]["reason"]
    assert "cannot be turned back" in run("targets", samples / HELLO).stdout
