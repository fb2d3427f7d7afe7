# SPDX-License-Identifier: Apache-2.0
"""Values of .tflite constants: every way in which they are packed, and refusals instead of wrong numbers."""

import struct
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import numpy.typing as npt
import pytest

from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats.opened import OpenRequest, silent
from cutaway.formats.tflite import open_model
from helpers.flat import Scalar, Table, Tables, Vector
from helpers.lite import FLOAT, INT4, INT8, STRING, Graph, Model, Tensor

BOOL, INT16, BFLOAT16, INT2, UINT4, RESOURCE = 6, 7, 18, 19, 20, 13


def _array(folder: Path, data: bytes, **tensor: Any) -> npt.NDArray[Any]:  # noqa: ANN401 - fields of Tensor
    model = Model([Graph([Tensor("x"), Tensor("w", buffer=1, **tensor), Tensor("z")])], buffers=[data])
    return open_model(OpenRequest(model.write(folder / "m.tflite"), "m.tflite"), silent).array("w")


def test_four_bit_integers_are_unpacked_with_the_low_half_first(tmp_path: Path) -> None:
    found = _array(tmp_path, bytes((0x21, 0xF8, 0x07)), type=INT4, shape=(5,))
    assert (found.dtype, found.astype(int).tolist()) == (ml_dtypes.int4, [1, 2, -8, -1, 7])


def test_unsigned_four_bit_integers_keep_their_upper_half(tmp_path: Path) -> None:
    found = _array(tmp_path, bytes((0x21, 0xF8)), type=UINT4, shape=(2, 2))
    assert (found.dtype, found.astype(int).tolist()) == (ml_dtypes.uint4, [[1, 2], [8, 15]])


def test_two_bit_integers_are_unpacked(tmp_path: Path) -> None:
    found = _array(tmp_path, bytes((0b11100100,)), type=INT2, shape=(4,))
    assert found.astype(int).tolist() == [0, 1, -2, -1]


def test_booleans_are_true_for_any_byte_but_zero(tmp_path: Path) -> None:
    assert _array(tmp_path, bytes((0, 1, 7)), type=BOOL, shape=(3,)).tolist() == [False, True, True]


def test_bfloat16_keeps_its_type(tmp_path: Path) -> None:
    found = _array(tmp_path, np.array([1.5, -2.0], ml_dtypes.bfloat16).tobytes(), type=BFLOAT16, shape=(2,))
    assert (found.dtype, found.astype(float).tolist()) == (ml_dtypes.bfloat16, [1.5, -2.0])


def test_strings_come_as_bytes(tmp_path: Path) -> None:
    words = (b"one", b"", b"\xff\0three")
    assert _array(tmp_path, _strings(*words), type=STRING, shape=(3, 1)).tolist() == [
        [word] for word in words
    ]


def _strings(*words: bytes) -> bytes:
    head = 4 * (len(words) + 2)
    ends = [head + sum(map(len, words[:index])) for index in range(len(words) + 1)]
    return struct.pack(f"<{len(words) + 2}I", len(words), *ends) + b"".join(words)


@pytest.mark.parametrize(
    "data",
    [
        b"\1",
        struct.pack("<I", 1 << 31) + bytes(8),
        struct.pack("<IIII", 2, 16, 9999, 20) + b"abcd",
        struct.pack("<IIII", 2, 20, 16, 20) + b"abcd",
    ],
    ids=["no count", "too many", "past the end", "out of order"],
)
def test_strings_that_lie_elsewhere_are_damage(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DamagedFileError, match="w"):
        _array(tmp_path, data, type=STRING, shape=(2,))


def test_a_shape_that_needs_more_bytes_than_there_are_is_damage_without_an_allocation(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match=r"needs .* bytes, but 24 are stored"):
        _array(tmp_path, bytes(24), shape=(2**31 - 1, 2**31 - 1, 2**31 - 1))


def test_handles_have_no_values(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="of type resource, which has no values"):
        _array(tmp_path, bytes(24), type=RESOURCE)


def _level(size: int) -> Table:
    return Table({0: Scalar("b", 0), 1: Scalar("i", size)})


def _compressed(segments: list[int], indices: list[int], width: tuple[int, str] = (1, "i")) -> Table:
    kind, code = width
    held = [Table({0: Vector(code, values)}) for values in (segments, indices)]
    return Table({0: Scalar("b", 1), 2: Scalar("B", kind), 3: held[0], 4: Scalar("B", kind), 5: held[1]})


def _sparsity(order: list[int], levels: list[Table], block_map: list[int] | None = None) -> Table:
    return Table({0: Vector("i", order), 1: Vector("i", block_map) if block_map else None, 2: Tables(levels)})


def test_rows_that_are_compressed_are_spread_out(tmp_path: Path) -> None:
    sparsity = _sparsity([0, 1], [_level(3), _compressed([0, 2, 2, 3], [0, 3, 1])])
    data = np.array([1.0, 2.0, 3.0], np.float32).tobytes()
    found = _array(tmp_path, data, type=FLOAT, shape=(3, 4), sparsity=sparsity)
    assert found.tolist() == [[1, 0, 0, 2], [0, 0, 0, 0], [0, 3, 0, 0]]


@pytest.mark.parametrize("width", [(2, "H"), (3, "B")])
def test_columns_that_are_stored_first_and_narrow_indices_are_understood(
    tmp_path: Path, width: tuple[int, str]
) -> None:
    sparsity = _sparsity([1, 0], [_level(2), _compressed([0, 1, 3], [2, 0, 1], width)])
    found = _array(tmp_path, bytes((5, 6, 7)), type=INT8, shape=(3, 2), sparsity=sparsity)
    assert found.tolist() == [[0, 6], [0, 7], [5, 0]]


def test_blocks_are_put_where_they_belong(tmp_path: Path) -> None:
    sparsity = _sparsity(
        [0, 1, 2, 3], [_level(2), _compressed([0, 1, 2], [1, 0]), _level(2), _level(2)], [0, 1]
    )
    found = _array(tmp_path, bytes(range(1, 9)), type=INT8, shape=(4, 4), sparsity=sparsity)
    assert found.tolist() == [[0, 0, 1, 2], [0, 0, 3, 4], [5, 6, 0, 0], [7, 8, 0, 0]]


@pytest.mark.parametrize(
    "sparsity",
    [
        _sparsity([0, 0], [_level(3), _level(4)]),
        _sparsity([0, 1], [_level(3)]),
        _sparsity([0, 1], [_level(3), _compressed([0, 2], [0, 1])]),
        _sparsity([0, 1], [_level(3), _compressed([0, 2, 1, 3], [0, 1, 2])]),
        _sparsity([0, 1], [_level(3), _compressed([0, 1, 2, 3], [0, 99, 2])]),
        _sparsity([0, 1], [_level(3), _compressed([0, 1, 2, 900], [0, 1, 2])]),
        _sparsity([0, 1], [_level(2**31 - 1), _level(2**31 - 1)]),
        _sparsity([0, 1], [_level(3), Table({0: Scalar("b", 1)})]),
        _sparsity([0, 1, 2], [_level(3), _level(2), _level(2)], [9]),
    ],
    ids=["order", "levels", "segments", "disorder", "outside", "indices", "huge", "missing", "blocks"],
)
def test_sparsity_that_does_not_fit_is_damage(tmp_path: Path, sparsity: Table) -> None:
    with pytest.raises(DamagedFileError, match="w"):
        _array(tmp_path, bytes(12), type=FLOAT, shape=(3, 4), sparsity=sparsity)


def test_a_sparse_tensor_too_large_to_spread_out_is_refused(tmp_path: Path) -> None:
    sparsity = _sparsity([0, 1], [_level(1), _compressed([0, 1], [0])])
    with pytest.raises(RequestError, match="too large to spread out"):
        _array(tmp_path, bytes(4), type=FLOAT, shape=(1 << 20, 1 << 20), sparsity=sparsity)
