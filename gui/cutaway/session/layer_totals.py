# SPDX-License-Identifier: Apache-2.0
"""What the rows of a layer table add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cutaway.description.layers import Layer
from cutaway.description.variables import Variable


@dataclass(frozen=True, slots=True)
class Totals:
    """parameters: of all layers. trainable: of those that say so. is_known: the file says it of one at least."""

    parameters: int
    trainable: int
    is_known: bool


def totals(layers: Sequence[Layer], variables: Iterable[Variable] = ()) -> Totals:
    """Sums over the top level: a nested model's own row counts the layers inside it.

    variables: tell what training leaves alone inside a trainable layer (the moving averages of a normalisation).
    """
    known = {variable.name: variable for variable in variables}
    return Totals(
        sum(layer.parameters for layer in layers if layer.depth == 0),
        sum(_trainable_inside(layer, known) for layer in _trainable_leaves(layers)),
        any(layer.trainable is not None for layer in layers),
    )


def _trainable_leaves(layers: Sequence[Layer]) -> list[Layer]:
    """Every layer without layers inside that is trainable itself, and whose holders all are."""
    found: list[Layer] = []
    frozen_below: int | None = None
    for place, layer in enumerate(layers):
        if frozen_below is not None and layer.depth <= frozen_below:
            frozen_below = None
        holds_others = place + 1 < len(layers) and layers[place + 1].depth > layer.depth
        if layer.trainable is False and frozen_below is None:
            frozen_below = layer.depth
        if frozen_below is None and not holds_others and layer.trainable:
            found.append(layer)
    return found


def _trainable_inside(layer: Layer, known: Mapping[str, Variable]) -> int:
    still = sum(
        known[name].elements for name in layer.variables if name in known and known[name].trainable is False
    )
    return max(layer.parameters - still, 0)
