# SPDX-License-Identifier: Apache-2.0
"""Values of weights as they are compared: as real numbers, mapped from the file wherever they lie there as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy

from cutaway.comparing import names
from cutaway.description.dtypes import size_in_bytes
from cutaway.description.tensors import Quantization
from cutaway.description.variables import Variable
from cutaway.errors import ModelError, RequestError

if TYPE_CHECKING:
    from cutaway.formats.opened import OpenModel

_BLOCK = 1 << 18


class Sketch(NamedTuple):
    """Few figures of many values that no order of axes changes. size: the largest magnitude."""

    figures: numpy.ndarray
    size: float

    def apart(self, other: Sketch) -> float:
        """How different two sets of values look: 0 the same, 1 as far as they are large; the same both ways."""
        scale = max(self.size, other.size)
        if scale == 0:
            return 0.0
        return float(numpy.abs(self.figures - other.figures).max() / scale)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of an open model. scales: how stored integers of a constant stand for real numbers.

    shape: that of what a node of the graph gives first, as text, by its number. scopes: layers as an export calls them,
    and as the other model does. scalars: constants without an axis, which are weights where the other model says so.
    has_state: the state of an optimizer that an older .h5 keeps beside its variables counts, too.
    """

    model: OpenModel
    scales: Callable[[str], Quantization | None]
    shape: Callable[[int], str] | None = None
    has_state: bool = False
    scalars: Callable[[], Mapping[str, numpy.ndarray]] = dict
    sketches: dict[str, Sketch | None] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    scopes: dict[str, str] = field(default_factory=dict)

    def listed(self) -> tuple[Variable, ...]:
        """Variables and constants with values, names once each; what only keeps the file together is left out."""
        described = self.model.description
        found: dict[str, Variable] = {}
        state = _state(described.metadata.get("optimizer_state")) if self.has_state else ()
        for variable in (*described.variables, *described.constants, *state):
            if variable.dtype != "string" and variable.role != "constant":
                found.setdefault(variable.name, variable)
        return tuple(found.values())

    def tail(self, variable: Variable) -> str:
        """The layer and what the weight is in it: `conv2d/kernel`; what names tell where no layer claims it.

        Old Keras calls the weights of a layer that was made anew `conv2d_1/kernel`, whatever the layer is called.
        """
        if not self.owners:
            layers = self.model.description.layers or ()
            self.owners.update({name: layer.name for layer in layers for name in layer.variables})
        told = names.tail(variable)
        owner = self.owners.get(variable.name)
        return f"{owner.lower()}/{told.rpartition('/')[2]}" if owner and told else told

    def fused(self, variable: Variable) -> names.Fused | None:
        """What the name of a converter's constant tells, with layers called as in the other model."""
        found = names.fused(variable)
        if found is None or not self.scopes:
            return found
        layer, normalisation = (self.scopes.get(name, name) for name in (found.layer, found.normalisation))
        return found._replace(layer=layer, normalisation=normalisation)

    def normalised(self) -> dict[str, str]:
        """By the name of a layer that of the batch normalisation that it feeds, both in lower case."""
        return {
            before.lower(): layer.name.lower()
            for layer in self.model.description.layers or ()
            if layer.class_name.endswith("BatchNormalization")
            for before in layer.inbound
        }

    def real(self, name: str) -> tuple[numpy.ndarray, bool]:
        """Values as real numbers, and whether scales were needed for that. Raises ModelError, RequestError."""
        lone = self.scalars().get(name)
        if lone is not None:
            return lone, False
        stored = self.model.array(name)
        scaled = self.scales(name)
        if scaled is None or not scaled.scale or stored.dtype.kind == "f":
            return stored, False
        return dequantised(stored, scaled), True

    def is_beside_variables(self, variable: Variable) -> bool:
        """Whether it is a constant of a graph that has variables, so that nothing that was learnt need be in it."""
        described = self.model.description
        return bool(described.variables) and variable in described.constants

    def scalar(self, name: str) -> Variable:
        """One of the scalars as a variable."""
        value = self.scalars()[name]
        return Variable(name, name, value.dtype.name, (), value.nbytes, "weight", trainable=None)

    def are_equal(self, name: str, other: str) -> bool:
        """Whether two weights have the same values, bit for bit; not where they cannot be read."""
        try:
            return self.model.array(name).tobytes() == self.model.array(other).tobytes()
        except (ModelError, RequestError):
            return False

    def sketch(self, name: str) -> Sketch | None:
        """Figures to recognise the values by; None where they cannot be read."""
        if name not in self.sketches:
            try:
                self.sketches[name] = _sketch(self.real(name)[0])
            except (ModelError, RequestError):
                self.sketches[name] = None
        return self.sketches[name]


def _state(told: object) -> Iterator[Variable]:
    """Arrays that `metadata` tells of: `optimizer_weights/Adam/dense/kernel/m:0` is `Adam/dense/kernel/m`."""
    for each in told.get("items", ()) if isinstance(told, dict) else ():
        name, dtype, shape = each["name"], each["dtype"], tuple(each["shape"])
        path = name.partition("/")[2].removesuffix(":0")
        size = size_in_bytes(dtype, shape)
        yield Variable(name, path, dtype, shape, size, "optimizer", trainable=False)


def dequantised(stored: numpy.ndarray, scaled: Quantization) -> numpy.ndarray:
    """Real = scale × (stored − zero point), in float32, of a whole tensor or for each index along an axis."""
    shape = [1] * stored.ndim
    if scaled.axis is not None and len(scaled.scale) > 1:
        shape[scaled.axis] = len(scaled.scale)
    scale = numpy.asarray(scaled.scale if len(scaled.scale) > 1 else scaled.scale[:1], numpy.float64)
    zero = numpy.asarray(scaled.zero_point[: len(scale)] or (0,), numpy.float64)
    steps = stored.astype(numpy.float32) if stored.dtype.itemsize < 4 else stored.astype(numpy.float64)
    if zero.any():
        steps -= zero.reshape(shape if zero.size > 1 else [1] * stored.ndim).astype(steps.dtype)
    steps *= scale.reshape(shape if scale.size > 1 else [1] * stored.ndim).astype(steps.dtype)
    found: numpy.ndarray = steps
    return found


def _sketch(array: numpy.ndarray) -> Sketch | None:
    """Least, largest, mean, mean magnitude and root mean square of what is finite, block by block."""
    flat = array.reshape(-1)
    if flat.dtype == object:
        return None
    low, high, count = numpy.inf, -numpy.inf, 0
    sums = numpy.zeros(3)
    for start in range(0, flat.size, _BLOCK):
        block = flat[start : start + _BLOCK]
        values = (numpy.abs(block) if block.dtype.kind == "c" else block).astype(numpy.float64)
        values = values[numpy.isfinite(values)]
        if values.size:
            low, high = min(low, float(values.min())), max(high, float(values.max()))
            sums += (values.sum(), numpy.abs(values).sum(), float(numpy.dot(values, values)))
            count += values.size
    if not count:
        return None
    mean, size, square = sums / count
    return Sketch(numpy.array([low, high, mean, size, float(numpy.sqrt(square))]), max(abs(low), abs(high)))
