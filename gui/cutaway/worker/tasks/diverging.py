# SPDX-License-Identifier: Apache-2.0
"""Finds tensors inside two models that may be the same, and compares their values from the folders of two runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy

from cutaway.comparing.candidates import candidates, is_exact
from cutaway.comparing.tensors import tensors
from cutaway.conversion.proof import is_within
from cutaway.description.conversion import Figures, Tolerance
from cutaway.description.inside import Insides, Met
from cutaway.description.tensors import Quantization
from cutaway.sampling import run_record, stored
from cutaway.sampling.comparing import compare
from cutaway.sampling.values import Value
from cutaway.worker.models import open_file
from cutaway.worker.questions import Call
from cutaway.worker.tasks.proving import figures_of, real, scale_of

_LAYOUTS: dict[int, tuple[tuple[int, ...], ...]] = {
    3: ((0, 2, 1),),
    4: ((0, 2, 3, 1), (0, 3, 1, 2)),
    5: ((0, 2, 3, 4, 1), (0, 4, 1, 2, 3)),
}
"""Where ONNX and TensorFlow put the channels, either way."""


def inside(call: Call) -> Insides:
    """Tensors inside the model and inside the one at `second` (path, tags, version), and which may be the same.

    Arguments: `signatures`, the keys of both; `ends`, the tensors that each gives, those at the same place the same.
    Raises ModelError, RequestError.
    """
    path, tags, version = call.arguments["second"]
    keys, ends = call.arguments["signatures"], call.arguments["ends"]
    first = call.models.open(call.source, call.progress)
    second = open_file((path, tuple(tags), version), call.progress)
    try:
        ones = tensors(first, keys[0], ends[0])
        others = tensors(second, keys[1], ends[1])
        kinds = first.description.format, second.description.format
        same = list(zip(*ends, strict=True)) if len(ends[0]) == len(ends[1]) else []
        found = candidates((kinds[0], ones), (kinds[1], others), same)
        return Insides(tuple(ones), tuple(others), found, is_exact(*kinds))
    finally:
        second.close()


def measure(call: Call) -> list[Met]:
    """Compare what two runs were asked for inside the models; what either has no value for is left out.

    Arguments: `folders`, of the runs; `candidates`, rows of a number, places of the source and of the result;
    `names`, of the tensors by place, of both; `scales`, of those that are quantised, of both; `tolerance`.
    """
    asked = call.arguments
    borne = Tolerance(**asked["tolerance"])
    sides = [
        _Side(Path(folder), _by_place(names), _by_place(scales))
        for folder, names, scales in zip(asked["folders"], asked["names"], asked["scales"], strict=True)
    ]
    found = []
    for number, sources, targets in asked["candidates"]:
        call.progress("Comparing what is inside", None)
        met = _meet(number, sources, targets, sides, borne)
        if met is not None:
            found.append(met)
    return found


def _by_place(rows: Sequence[Sequence[object]]) -> dict[int, object]:
    return {int(str(place)): value for place, value in rows}


class _Side:
    """The values of one run. names, scales: of tensors by their places."""

    def __init__(self, folder: Path, names: Mapping[int, object], scales: Mapping[int, object]) -> None:
        self._folder = folder
        self._names = names
        self._scales = scales
        self._stored = {value.name: value for value in run_record.read(folder)["tap"]}

    def value(self, place: int) -> Value | None:
        """The real numbers of a tensor; None where the run did not give it."""
        found = self._stored.get(str(self._names[place]))
        return None if found is None else real(stored.load(self._folder, found), self._scaled(place))

    def step(self, place: int) -> float | None:
        """Of its quantisation."""
        scaled = self._scaled(place)
        return scaled.scale[0] if scaled is not None and scaled.scale else None

    def _scaled(self, place: int) -> Quantization | None:
        given = self._scales.get(place)
        if not isinstance(given, list):
            return None
        return Quantization(tuple(given[0]), tuple(given[1]))


def _meet(
    number: int, sources: Sequence[int], targets: Sequence[int], sides: Sequence[_Side], borne: Tolerance
) -> Met | None:
    """The first pair that agrees, else the first that can be compared, else the first that has values."""
    told: list[Met] = []
    for source in sources:
        reference = sides[0].value(source)
        for target in targets:
            other = sides[1].value(target)
            if reference is None or other is None:
                continue
            figures, passed = nearest(reference, other, borne, sides[1].step(target) or sides[0].step(source))
            met = Met(number, source, target, figures, passed, _tells(reference))
            if passed:
                return met
            told.append(met)
    return min(told, key=lambda each: bool(each.figures.note), default=None)


def nearest(reference: Value, other: Value, borne: Tolerance, step: float | None) -> tuple[Figures, bool]:
    """The figures of the layout of the other in which it is nearest, and whether that is near enough."""
    best: Figures | None = None
    scale = scale_of(reference)
    for one, two in _layouts(reference, other):
        figures = figures_of(compare(one, two))
        if is_within(figures, borne, scale, step):
            return figures, True
        if best is None or best.note or (not figures.note and (figures.rmse or 0) < (best.rmse or 0)):
            best = figures
    return best or Figures(equal=False, note="They cannot be compared."), False


def _layouts(reference: Value, other: Value) -> Iterator[tuple[Value, Value]]:
    """Ways in which the other may lie like the reference; at last as they are."""
    if not isinstance(reference, numpy.ndarray) or not isinstance(other, numpy.ndarray):
        yield reference, other
        return
    if reference.shape == other.shape:
        yield reference, other
    for axes in _LAYOUTS.get(other.ndim, ()):
        turned = other.transpose(axes)
        if turned.shape == reference.shape:
            yield reference, turned
    if reference.shape != other.shape:
        if _squeezed(reference) == _squeezed(other):
            yield reference, other.reshape(reference.shape)
        else:
            yield reference, other


def _squeezed(value: numpy.ndarray) -> tuple[int, ...]:
    return tuple(size for size in value.shape if size != 1)


def _tells(value: Value) -> bool:
    flat = value if isinstance(value, numpy.ndarray) else value.values
    return flat.dtype.kind == "f" and flat.size > 1 and bool((flat != flat.reshape(-1)[0]).any())
