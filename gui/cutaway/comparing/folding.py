# SPDX-License-Identifier: Apache-2.0
"""Normalisation that a converter folded into kernels and biases: folded into the other side, too, before comparing.

A batch normalisation after a convolution gives gamma × (x − μ) ÷ √(σ² + ε) + β, so that with s = gamma ÷ √(σ² + ε) the
kernel becomes s × kernel and the bias becomes s × (bias − μ) + β: tensorflow/compiler/mlir/lite/transforms/optimize.cc.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from cutaway.comparing import normalising
from cutaway.comparing.matching import Found, Matched
from cutaway.comparing.values import Weights
from cutaway.description.variables import Variable
from cutaway.errors import ModelError, RequestError


@dataclass(frozen=True, slots=True)
class Folded:
    """How the side that is not folded is brought to where the other is. name: of the normalisation.

    is_second: which side that is. factor: one for each output channel, the last axis of what Keras keeps, or the one
    before it where a depthwise kernel ends in 1; the first of kernels of ONNX. offset: likewise, None for kernels.
    """

    name: str
    is_second: bool
    factor: numpy.ndarray
    offset: numpy.ndarray | None
    axes: tuple[int, ...] = (-1, -2)

    def into(self, array: numpy.ndarray) -> numpy.ndarray:
        """The array with the normalisation in it, float64; as it was where the channels are not those."""
        shape = [1] * array.ndim
        axis = next(
            (at for at in self.axes if -at <= array.ndim and array.shape[at] == self.factor.size), None
        )
        if axis is None:
            return array
        shape[axis] = self.factor.size
        made: numpy.ndarray = array * self.factor.reshape(shape)
        return made if self.offset is None else made + self.offset.reshape(shape)


class Folds:
    """What was folded, looked up by pairs. used: names of the normalisations' own weights in the first, the second."""

    def __init__(self, first: Weights, second: Weights, found: Found) -> None:
        self.used: tuple[set[str], set[str]] = (set(), set())
        self._folds: dict[tuple[str, str], Folded] = {}
        every = ((first, found.only_first), (second, found.only_second))
        for number, (plain, left) in enumerate(every):
            beside = [pair.side(number) for pair in found.pairs if pair.how == "fused"]
            known = normalising.normalisations(plain, [*left, *beside])
            if known:
                other = (second, first)[number]
                self._collect(plain, other, found.pairs, known, is_second=number == 1)

    def of(self, pair: Matched) -> Folded | None:
        """What is to be folded into one of the pair; None where nothing was."""
        return self._folds.get((pair.first.name, pair.second.name))

    def _collect(
        self,
        plain: Weights,
        exported: Weights,
        pairs: list[Matched],
        known: dict[str, dict[str, Variable]],
        *,
        is_second: bool,
    ) -> None:
        told = [
            (pair, exported.fused(pair.side(0 if is_second else 1))) for pair in pairs if pair.how == "fused"
        ]
        behind = plain.normalised()
        normalised = {
            each.layer: name
            for _, each in told
            if each is not None and each.leaf == "bias"
            if (name := each.normalisation or (behind.get(each.layer, "") if each.is_folded else "")) in known
        }
        separable = {each.layer for _, each in told if each is not None and each.leaf == "pointwise_kernel"}
        for pair, each in told:
            if each is not None and not each.leaf and each.normalisation in known:
                self._stand_alone(plain, pair, each.normalisation, known, is_second=is_second)
            if each is None or each.layer not in normalised:
                continue
            if each.leaf == "depthwise_kernel" and each.layer in separable:
                continue  # what follows its other kernel is folded into that
            name = normalised[each.layer]
            try:
                factor, shift = normalising.factors(plain, name, known[name])
            except (ModelError, RequestError):
                continue
            own = pair.side(int(is_second))
            if own.name == known[name]["beta"].name:  # a convolution without a bias: β − s × μ
                shift, factor = shift - plain.real(own.name)[0], numpy.ones_like(factor)
            offset = shift if len(own.shape) == 1 else None
            is_onnx = plain.model.description.format == "onnx" and len(own.shape) > 2
            axes = (-len(own.shape),) if is_onnx else (-1, -2)
            self._folds[pair.first.name, pair.second.name] = Folded(name, is_second, factor, offset, axes)
            self.used[int(is_second)].update(part.name for part in known[name].values())

    def _stand_alone(
        self,
        plain: Weights,
        pair: Matched,
        name: str,
        known: dict[str, dict[str, Variable]],
        *,
        is_second: bool,
    ) -> None:
        """A normalisation that became a product and a sum: gamma and beta are brought to what is kept of them."""
        own = pair.side(int(is_second))
        try:
            factor, offset = normalising.narrowing(plain, name, known[name]), None
            if own.name == known[name]["beta"].name:
                offset = normalising.factors(plain, name, known[name])[1] - plain.real(own.name)[0]
                factor = numpy.ones_like(factor)
        except (ModelError, RequestError):
            return
        self._folds[pair.first.name, pair.second.name] = Folded(name, is_second, factor, offset)
        self.used[int(is_second)].update(part.name for part in known[name].values())
