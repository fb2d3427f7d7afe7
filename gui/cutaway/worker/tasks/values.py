# SPDX-License-Identifier: Apache-2.0
"""What the values of variables are like: statistics, planes, filters, tables, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description.statistics import Plane, Tiles, ValueTable
from cutaway.errors import ModelError, RequestError
from cutaway.sampling import export, planes, tables
from cutaway.sampling.statistics import measure
from cutaway.worker.questions import Call

if TYPE_CHECKING:
    import numpy


def statistics(call: Call) -> int:
    """Statistics of the variables `names`, each told as a part as soon as it is there; returns how many there were.

    A variable whose values are missing or damaged is left out; the error is raised where no other remains.
    """
    model = call.models.open(call.source, call.progress)
    names: list[str] = call.arguments["names"]
    described = model.description
    sizes = {variable.name: variable.bytes for variable in (*described.variables, *described.constants)}
    total = sum(sizes.get(name, 0) for name in names) or 1
    done = 0
    told = 0
    failed: ModelError | None = None
    for name in names:
        share = sizes.get(name, 0) / total
        try:
            figures = measure(model.array(name), _watch(call, name, done / total, share))
        except ModelError as error:
            failed = error
        else:
            call.part((name, figures))
            told += 1
        done += sizes.get(name, 0)
    if failed is not None and not told:
        raise failed
    return told


def plane(call: Call) -> Plane:
    """Two axes of a variable, thinned; an axis of −1 is one that the array lacks."""
    rows, columns = call.arguments["row_axis"], call.arguments["column_axis"]
    return planes.heatmap(_array(call), rows, columns, _fixed(call), call.arguments["limit"])


def tiles(call: Call) -> Tiles:
    """The filters of a convolution, at most `limit` of them."""
    return planes.filters(_array(call), call.arguments["limit"])


def table(call: Call) -> ValueTable:
    """Values of the last two axes as text; those of a vector under one another."""
    array = _array(call)
    rows, columns = {0: (-1, -1), 1: (0, -1)}.get(array.ndim, (array.ndim - 2, array.ndim - 1))
    top, bottom = call.arguments["rows"]
    left, right = call.arguments["columns"]
    return tables.table(array, rows, columns, _fixed(call), (top, bottom), (left, right))


def save(call: Call) -> int:
    """Write a variable to `file`; the answer is the size of the file in bytes."""
    file, kind = Path(call.arguments["file"]), call.arguments["kind"]
    if file.suffix.lower() != f".{kind}":
        message = f"{file.name} does not end in .{kind}, as the file would be."
        raise RequestError(message, hint=f"Choose a name that ends in .{kind}.", path=file)
    watch = _watch(call, file.name, 0.0, 1.0)
    return export.save(_array(call), file, overwrite=call.arguments["overwrite"], watch=watch)


def _array(call: Call) -> numpy.ndarray:
    return call.models.open(call.source, call.progress).array(call.arguments["name"])


def _fixed(call: Call) -> dict[int, int]:
    return dict(call.arguments["fixed"])


def _watch(call: Call, words: str, begun: float, share: float) -> Callable[[float], None]:
    return lambda fraction: call.progress(words, min(1.0, begun + fraction * share))
