# SPDX-License-Identifier: Apache-2.0
"""Ragged inputs that a signature takes by their parts: given as rows, they are passed as flat values and row splits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy

from cutaway.description import wording
from cutaway.description.running import InputChoice
from cutaway.description.signatures import Signature
from cutaway.description.sources import RANDOM
from cutaway.description.tensors import TensorSpec
from cutaway.errors import RequestError
from cutaway.sampling.values import Ragged, Value


def rows_of(signature: Signature, chosen: Mapping[str, InputChoice]) -> dict[str, tuple[TensorSpec, ...]]:
    """Inputs whose row splits follow from their values: nobody has chosen splits. By name, the outermost first."""
    found: dict[str, list[TensorSpec]] = {}
    for spec in signature.inputs:
        if spec.splits_of:
            found.setdefault(spec.splits_of, []).append(spec)
    ordered = {
        name: sorted(parts, key=lambda part: (len(part.name), part.name)) for name, parts in found.items()
    }
    return {
        name: tuple(parts)
        for name, parts in ordered.items()
        if all(chosen.get(part.name, InputChoice()).source == RANDOM for part in parts)
    }


def whole(spec: TensorSpec, splits: int) -> TensorSpec:
    """The input with its ragged axes before the others: what rows are fitted to."""
    return spec if spec.shape is None else replace(spec, shape=(*[None] * splits, *spec.shape))


def parted(value: Value, name: str, splits: int) -> tuple[numpy.ndarray, tuple[numpy.ndarray, ...]]:
    """Flat values and row splits (int64, the outermost first) of rows. Raises RequestError for other nestings.

    Rows of one length are an array, of which the first axes are cut.
    """
    if isinstance(value, Ragged) and len(value.splits) <= splits:
        inner, cut = value.values, list(value.splits)
    elif isinstance(value, numpy.ndarray) and value.ndim > splits:
        inner, cut = value, []
    else:
        axes = wording.counted(splits, "axis", "axes")
        raise RequestError(
            f"Input {wording.name(name)} takes rows in which {axes} may differ in length, and the value is none such.",
            hint="Give a list of rows: value:[[1, 2], [3]].",
        )
    while len(cut) < splits:  # the axes that are left are as long in every row
        rows, length, *rest = inner.shape
        cut.append(numpy.arange(rows + 1, dtype=numpy.int64) * length)
        inner = inner.reshape(rows * length, *rest)
    return inner, tuple(cut)


def one_row(flat: numpy.ndarray, splits: int) -> tuple[numpy.ndarray, ...]:
    """Row splits that leave all values in a single row."""
    outer = [numpy.array([0, 1], numpy.int64)] * (splits - 1)
    return (*outer, numpy.array([0, len(flat)], numpy.int64))
