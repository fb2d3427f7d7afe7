# SPDX-License-Identifier: Apache-2.0
"""Saved files hold all values, or do not exist."""

import csv
import errno
import os
from pathlib import Path
from typing import NoReturn

import ml_dtypes
import numpy
import pytest

from cutaway.errors import CancelledError, CutawayError, MissingFileError, RequestError
from cutaway.sampling import export

ARRAYS = [
    numpy.arange(24, dtype=numpy.float32).reshape(2, 3, 4) / 10,
    numpy.array(3.5),
    numpy.zeros((0, 3)),
    numpy.zeros((2, 0)),
    numpy.arange(5, dtype=">i8"),
    numpy.array([[True, False]]),
    numpy.array([1 + 2j]),
    numpy.arange(1 << 21, dtype=numpy.int16),
]


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: f"{array.dtype}{array.shape}")
def test_npy_gives_the_values_back(tmp_path: Path, array: numpy.ndarray) -> None:
    written = export.save(array, tmp_path / "v.npy")
    found = numpy.load(tmp_path / "v.npy")
    assert (found.shape, found.dtype.name) == (array.shape, array.dtype.name)
    assert (found == array).all()
    assert written == (tmp_path / "v.npy").stat().st_size


@pytest.mark.parametrize(
    ("name", "stored"), [("bfloat16", "float32"), ("float8_e5m2", "float32"), ("int4", "int8")]
)
def test_types_that_npy_does_not_know_are_widened(tmp_path: Path, name: str, stored: str) -> None:
    array = numpy.arange(5).astype(getattr(ml_dtypes, name))
    export.save(array, tmp_path / "v.npy")
    found = numpy.load(tmp_path / "v.npy")
    assert found.dtype.name == stored
    assert found.tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("values", "kind"), [([b"a", "äö".encode()], "U"), ([b"a", b"\xff"], "S")])
def test_npy_holds_strings(tmp_path: Path, values: list[bytes], kind: str) -> None:
    export.save(numpy.array(values, object), tmp_path / "v.npy")
    found = numpy.load(tmp_path / "v.npy")
    assert found.dtype.kind == kind
    assert [value if isinstance(value, bytes) else value.encode() for value in found.tolist()] == values


@pytest.mark.parametrize("values", [[b"a\0"], [b"x"] * 200 + [b"y" * (1 << 21)]])
def test_npy_refuses_strings_that_it_would_spoil(tmp_path: Path, values: list[bytes]) -> None:
    with pytest.raises(RequestError, match="strings"):
        export.save(numpy.array(values, object), tmp_path / "v.npy")
    assert not list(tmp_path.iterdir())


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_csv_of_two_axes_is_a_sheet(tmp_path: Path) -> None:
    export.save(numpy.array([[0.1, 2], [3, 4]], numpy.float32), tmp_path / "v.csv")
    assert rows(tmp_path / "v.csv") == [["0.1", "2.0"], ["3.0", "4.0"]]


def test_csv_of_one_axis_is_a_column(tmp_path: Path) -> None:
    export.save(numpy.array([b"a,b", "ä\n".encode()], object), tmp_path / "v.csv")
    assert rows(tmp_path / "v.csv") == [["a,b"], ["ä\n"]]


def test_csv_of_more_axes_has_their_indices(tmp_path: Path) -> None:
    export.save(numpy.arange(8).reshape(2, 2, 2), tmp_path / "v.csv")
    assert rows(tmp_path / "v.csv")[:3] == [
        ["axis 0", "axis 1", "0", "1"],
        ["0", "0", "0", "1"],
        ["0", "1", "2", "3"],
    ]


def test_csv_is_written_in_blocks(tmp_path: Path) -> None:
    array = numpy.arange(200_000, dtype=numpy.int32)
    export.save(array, tmp_path / "v.csv")
    assert [int(row[0]) for row in rows(tmp_path / "v.csv")] == array.tolist()


def test_never_replaces_a_file_unless_told(tmp_path: Path) -> None:
    target = tmp_path / "v.npy"
    target.write_bytes(b"mine")
    with pytest.raises(RequestError, match=r"v\.npy exists already"):
        export.save(ARRAYS[0], target)
    assert target.read_bytes() == b"mine"
    export.save(ARRAYS[0], target, overwrite=True)
    assert numpy.load(target).shape == ARRAYS[0].shape


def test_a_name_taken_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "v.npy"
    with pytest.raises(RequestError, match="exists already"):
        export.save(ARRAYS[0], target, watch=lambda _: None if target.exists() else target.touch())
    assert target.read_bytes() == b""
    assert [path.name for path in tmp_path.iterdir()] == ["v.npy"]


@pytest.mark.parametrize("name", ["v", "v.txt", "v.npz"])
def test_refuses_other_endings(tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError, match=r"saved as \.npy or \.csv"):
        export.save(ARRAYS[0], tmp_path / name)


def test_says_that_the_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="does not exist"):
        export.save(ARRAYS[0], tmp_path / "no" / "v.npy")


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CutawayError, match="no room left on its disk"):
        export.save(ARRAYS[0], tmp_path / "v.npy")
    assert not list(tmp_path.iterdir())


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    def cancel(_: float) -> NoReturn:
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        export.save(ARRAYS[0], tmp_path / "v.npy", watch=cancel)
    assert not list(tmp_path.iterdir())
