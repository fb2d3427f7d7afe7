# SPDX-License-Identifier: Apache-2.0
"""The values of two runs are taken from each other, and those of one are written to files that others read."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest

from cutaway.errors import RequestError
from cutaway.sampling import run_record, stored
from cutaway.sampling.values import Ragged, Value
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.run_values import difference, export_run


def call(**arguments: str) -> Call:
    """Give a call that nobody watches."""

    def silent(*_: object) -> None:
        pass

    return Call(("", (), ""), arguments, Models(), silent, silent)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Give a function that makes the folder of a run with these outputs."""

    def made(name: str, **outputs: Value) -> str:
        folder = tmp_path / name
        folder.mkdir()
        kept = [stored.store(folder, key, value, "out") for key, value in outputs.items()]
        run_record.record(folder, "out", kept)
        return str(folder)

    return made


Run = Callable[..., str]


def test_the_difference_is_the_second_less_the_first(run: Run) -> None:
    first = run("a", y=numpy.array([1.0, 2.0, 3.0], numpy.float32))
    second = run("b", y=numpy.array([1.0, 2.5, 3.0], numpy.float32))
    target = run("c")
    (found,) = difference(call(first=first, second=second, folder=target))
    assert (found.name, found.equal, found.max_abs) == ("y", False, 0.5)
    assert found.value is not None
    assert numpy.array_equal(stored.load(Path(target), found.value), [0.0, 0.5, 0.0])  # type: ignore[arg-type]
    assert [value.name for value in run_record.read(Path(target))["out"]] == ["y"]


def test_texts_differ_without_a_difference(run: Run) -> None:
    one, other = numpy.array([b"a", b"b"], object), numpy.array([b"a", b"c"], object)
    (found,) = difference(call(first=run("a", y=one), second=run("b", y=other), folder=run("c")))
    assert not found.equal
    assert "1 of 2 texts" in found.note
    assert found.value is None


def test_other_shapes_are_told(run: Run) -> None:
    first, second = (
        run("a", y=numpy.zeros((2, 3), numpy.float32)),
        run("b", y=numpy.zeros((3, 2), numpy.float32)),
    )
    (found,) = difference(call(first=first, second=second, folder=run("c")))
    assert "shapes" in found.note
    assert found.value is None


def test_outputs_of_one_run_alone_are_left_out(run: Run) -> None:
    same = numpy.zeros(2, numpy.float32)
    found = difference(call(first=run("a", x=same, y=same), second=run("b", y=same, z=same), folder=run("c")))
    assert [row.name for row in found] == ["y"]
    assert found[0].equal


def test_json_has_null_for_what_is_no_number_and_text_for_strings(run: Run, tmp_path: Path) -> None:
    folder = run(
        "a",
        y=numpy.array([[1.5, numpy.nan]], numpy.float32),
        words=numpy.array([b"caf\xc3\xa9", b"\xff"], object),
        rows=Ragged(numpy.array([1, 2, 3]), (numpy.array([0, 1, 3]),)),
    )
    file = tmp_path / "out.json"
    assert export_run(call(folder=folder, file=str(file))) == [str(file)]
    found = json.loads(file.read_bytes())["outputs"]
    assert found["y"]["values"] == [[1.5, None]]
    assert found["words"]["values"] == ["café", "\\xff"]
    assert (found["rows"]["values"], found["rows"]["row_splits"]) == ([1, 2, 3], [[0, 1, 3]])


def test_each_output_has_a_table_of_its_own(run: Run, tmp_path: Path) -> None:
    folder = run("a", y=numpy.array([[1, 2]], numpy.int32), **{"a/b:0": numpy.array([3], numpy.int32)})
    written = export_run(call(folder=folder, file=str(tmp_path / "out.csv")))
    assert [Path(name).name for name in written] == ["out-y.csv", "out-a_b_0.csv"]
    with Path(written[0]).open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [["1", "2"]]


def test_another_ending_is_refused(run: Run, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"\.json or \.csv"):
        export_run(call(folder=run("a"), file=str(tmp_path / "out.xls")))
