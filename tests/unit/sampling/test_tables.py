# SPDX-License-Identifier: Apache-2.0
"""Values become the shortest text that says them."""

import ml_dtypes
import numpy
import pytest

from cutaway.sampling import tables


def test_gives_a_part_of_a_plane() -> None:
    found = tables.table(numpy.arange(100).reshape(10, 10), 0, 1, None, (2, 4), (8, 99))
    assert found.cells == (("28", "29"), ("38", "39"))
    assert (found.first_row, found.first_column, found.total_rows, found.total_columns) == (2, 8, 10, 10)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (numpy.float32(0.1), "0.1"),
        (numpy.array(0.1, ">f4"), "0.1"),
        (numpy.array(-5, ">i8"), "-5"),
        (numpy.float16(0.1), "0.1"),
        (numpy.array(0.5, ml_dtypes.bfloat16), "0.5"),
        (numpy.array(-8, ml_dtypes.int4), "-8"),
        (numpy.float64("nan"), "nan"),
        (numpy.True_, "True"),
        (numpy.int64(1 << 62), str(1 << 62)),
    ],
)
def test_writes_values(values: numpy.ndarray, text: str) -> None:
    assert tables.table(numpy.asarray(values), -1, -1).cells == ((text,),)


@pytest.mark.parametrize(
    ("value", "text"),
    [(b"", ""), ("äö".encode(), "äö"), (b"\xff\x00", "b'\\xff\\x00'"), (b"a" * 2000, "a" * 1000 + "…")],
)
def test_writes_strings(value: bytes, text: str) -> None:
    assert tables.text(value) == text


def test_a_character_is_not_cut_in_two() -> None:
    assert tables.text(b"a" * 999 + "ä".encode() * 9) == "a" * 999 + "…"


def test_never_gives_more_cells_than_can_be_shown() -> None:
    found = tables.table(numpy.zeros((10_000, 1000), numpy.int8), 0, 1, None, (0, 10_000), (0, 1000))
    assert sum(map(len, found.cells)) <= tables.MOST_CELLS
