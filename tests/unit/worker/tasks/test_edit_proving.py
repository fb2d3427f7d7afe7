# SPDX-License-Identifier: Apache-2.0
"""Values between a model and its edited copy are cast as the edit says, and what has no defined cast is told."""

from pathlib import Path
from typing import Any

import numpy

from cutaway.sampling import run_record, stored
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.edit_proving import carry_over


def _silent(*_: object) -> None:
    """Nobody listens."""


def _carried(tmp_path: Path, values: list[float], **port: object) -> tuple[list[str], list[Any]]:
    """What `x` of one run becomes as `y` of the other."""
    folders = tmp_path / "first", tmp_path / "second"
    folders[1].mkdir(exist_ok=True)
    value = stored.store(folders[0], "x", numpy.array(values, numpy.float32), "out")
    run_record.record(folders[0], "out", [value])
    how = {"from": "x", "to": "y", "dtype": "float32", "scale": 1.0, "offset": 0.0, "is_input": False}
    arguments = {
        "folders": [list(map(str, folders))],
        "from": ["out"],
        "to": "out",
        "ports": [how | port],
        "constants": [],
    }
    undefined = carry_over(Call(("", (), ""), arguments, Models(), _silent, _silent))
    found = run_record.read(folders[1])["out"]
    return undefined, [numpy.asarray(stored.load(folders[1], each)).tolist() for each in found]


def test_an_output_is_scaled_before_it_is_cast(tmp_path: Path) -> None:
    assert _carried(tmp_path, [0.5, 1.0], dtype="uint8", scale=4.0, offset=1.0) == ([], [[3, 5]])


def test_an_input_is_cast_before_it_is_scaled(tmp_path: Path) -> None:
    found = _carried(tmp_path, [0.5, 1.5], dtype="float16", scale=2.0, offset=1.0, is_input=True)
    assert found == ([], [[2.0, 4.0]])


def test_a_cast_without_a_defined_result_is_told(tmp_path: Path) -> None:
    assert _carried(tmp_path, [300.0], dtype="uint8") == (["y"], [])
    assert _carried(tmp_path, [float("nan")], dtype="int32") == (["y"], [])
