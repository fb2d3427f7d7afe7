# SPDX-License-Identifier: Apache-2.0
"""Saves an array as `.npy` or CSV: whole or not at all, and over an existing file only where that was asked for."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy

from cutaway.errors import RequestError
from cutaway.sampling import tables
from cutaway.sampling.statistics import Watch, unwatched
from cutaway.wire import whole

_BLOCK = 1 << 20
_CSV_BLOCK = 1 << 16
_MOST_TEXT_BYTES = 1 << 30


def save(array: numpy.ndarray, target: Path, *, overwrite: bool = False, watch: Watch = unwatched) -> int:
    """Write `array` to `target` in the form its ending says, in blocks; returns the bytes written.

    .npy: bfloat16 and 8-bit floats become float32, types under 8 bits int8, strings unicode (or bytes where they are
    no text). .csv: rank 2 as it is, rank 0 and 1 as one column, higher ranks with a column of indices for each axis but
    the last. Raises RequestError (ending, existing file, no room) and MissingFileError (no such folder). What `watch`
    raises leaves nothing behind.
    """
    fill = _writer(target)
    return whole.write(target, lambda file: fill(file, array, watch), overwrite=overwrite)


def _writer(target: Path) -> Callable[[BinaryIO, numpy.ndarray, Watch], None]:
    match target.suffix.lower():
        case ".npy":
            return _write_npy
        case ".csv":
            return _write_csv
        case other:
            message = f"{target.name} ends in {other or 'nothing'}, and values are saved as .npy or .csv."
            raise RequestError(message, hint="Choose a name with one of these endings.", path=target)


def storable(dtype: numpy.dtype) -> numpy.dtype:
    """The dtype under which `.npy` holds values of a dtype: ml_dtypes' own are unknown to readers of such files."""
    return tables.plain(dtype).newbyteorder("<")


def _write_npy(file: BinaryIO, array: numpy.ndarray, watch: Watch) -> None:
    if array.dtype == object:
        array = _as_text(array)
    kind = storable(array.dtype)
    header = {"descr": numpy.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": array.shape}
    numpy.lib.format.write_array_header_1_0(file, header)
    flat = array.reshape(-1)
    for start in range(0, flat.size, _BLOCK):
        watch(start / flat.size)
        block = numpy.ascontiguousarray(flat[start : start + _BLOCK], kind)
        file.write(block.tobytes())


def _as_text(array: numpy.ndarray) -> numpy.ndarray:
    """Strings as fixed-width unicode, or fixed-width bytes where they are no text. Raises RequestError."""
    values: list[bytes] = array.reshape(-1).tolist()
    if any(value.endswith(b"\0") for value in values):
        raise RequestError(
            "These strings end in zero bytes, which .npy would lose.", hint="Save them as .csv instead."
        )
    width = max((len(value) for value in values), default=1)
    if width * 4 * len(values) > _MOST_TEXT_BYTES:
        raise RequestError(
            "These strings differ too much in length for .npy, which gives each the room of the longest.",
            hint="Save them as .csv instead.",
        )
    try:
        return numpy.array([value.decode("utf-8") for value in values], dtype=numpy.str_).reshape(array.shape)
    except UnicodeDecodeError:
        return numpy.array(values, dtype=numpy.bytes_).reshape(array.shape)


def _write_csv(file: BinaryIO, array: numpy.ndarray, watch: Watch) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text)
    if array.ndim > 2:
        axes = [f"axis {axis}" for axis in range(array.ndim - 1)]
        rows.writerow([*axes, *range(array.shape[-1])])
    for part in _csv_rows(array, watch):
        rows.writerows(part)
    text.detach()


def _csv_rows(array: numpy.ndarray, watch: Watch) -> Iterator[list[list[str]]]:
    """Blocks of rows, each led by its indices where the array has more than two axes."""
    leading = array.shape[:-1] if array.ndim > 1 else array.shape
    sheet = array.reshape(math.prod(leading), array.shape[-1] if array.ndim > 1 else 1)
    count = max(1, _CSV_BLOCK // max(1, sheet.shape[1]))
    for start in range(0, len(sheet), count):
        watch(start / len(sheet))
        cells = _csv_cells(sheet[start : start + count])
        if array.ndim > 2:
            places = numpy.unravel_index(numpy.arange(start, start + len(cells)), leading)
            cells = [
                [*(str(int(place[row])) for place in places), *values] for row, values in enumerate(cells)
            ]
        yield cells


def _csv_cells(block: numpy.ndarray) -> list[list[str]]:
    if block.dtype == object:
        return [[_whole(value) for value in row] for row in block]
    return tables.texts(block)


def _whole(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return repr(value)
