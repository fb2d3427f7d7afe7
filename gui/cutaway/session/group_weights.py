# SPDX-License-Identifier: Apache-2.0
"""The variables and constants of a group of the graph, and what they add up to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from cutaway.description.model import ModelDescription
from cutaway.description.variables import Variable


@dataclass(frozen=True, slots=True)
class Weights:
    """kind: what a choice of one of them is. found: those that the description has, the largest first.

    count: how many there are, those too that the description does not list since they are small.
    """

    kind: Literal["variable", "constant"]
    found: tuple[Variable, ...]
    count: int

    @property
    def parameters(self) -> int:
        """Elements of all that are listed."""
        return sum(variable.elements for variable in self.found)

    @property
    def bytes(self) -> int:
        """Bytes of all that are listed."""
        return sum(variable.bytes for variable in self.found)


def split(
    description: ModelDescription, names: Collection[str], variables: int, constants: int
) -> tuple[Weights, Weights]:
    """Variables and constants among these names; variables, constants: how many of them the group has at least."""
    wanted = set(names)
    taken = _largest(variable for variable in description.variables if variable.name in wanted)
    fixed = _largest(constant for constant in description.constants if constant.name in wanted)
    return (
        Weights("variable", taken, max(variables, len(taken))),
        Weights("constant", fixed, max(constants, len(fixed))),
    )


def _largest(found: Iterable[Variable]) -> tuple[Variable, ...]:
    return tuple(sorted(found, key=lambda variable: -variable.bytes))
