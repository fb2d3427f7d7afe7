# SPDX-License-Identifier: Apache-2.0
"""`cutaway doctor` tells what is there, tries what works, and says what the lack of something costs."""

import json
from importlib import metadata

import pytest

import cutaway
from cutaway.cli.main import run


@pytest.fixture(autouse=True)
def without_tensorflow(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the small package, which saves the test six seconds."""
    real = metadata.version

    def version(name: str) -> str:
        if name == "tensorflow":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)


def test_it_tells_and_tries(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--json"], lambda _: 0) == 0
    rows = {fact["name"]: fact for fact in json.loads(capsys.readouterr().out)["facts"]}
    assert rows["Cutaway"]["value"] == cutaway.__version__
    assert rows["numpy"]["verdict"] == "good"
    assert rows["tensorflow"]["verdict"] == "lacking"
    assert "only .tflite can be run" in rows["tensorflow"]["value"]
    assert rows["Opening a model"]["verdict"] == "good"
    assert rows["Drawing a model"]["verdict"] == "good"
    assert "TensorFlow in its sandbox" not in rows
    assert {"Graphics card", "Memory of a reader", "Log", "Double click"} <= rows.keys()


def test_what_does_not_work_is_told_with_its_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cutaway.paths.resource", lambda name: cutaway.__file__)
    assert run(["doctor"], lambda _: 0) == 1
    out = capsys.readouterr().out
    assert "✗ Opening a model" in out
    assert "Traceback" not in out
