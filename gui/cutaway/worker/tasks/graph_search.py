# SPDX-License-Identifier: Apache-2.0
"""Tells a search the types, shapes and attributes of single nodes, as lines that it can match."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from cutaway.description import wording
from cutaway.graphing.search_terms import SCALAR, UNKNOWN

_MOST_OUTPUTS = 64


class Counted(Protocol):
    """The part of a reader's details that is needed here."""

    def count(self, node: int) -> int:
        """How many tensors a node gives."""

    def attributes(self, node: int) -> tuple[tuple[str, str], ...]:
        """Names and values."""


class Told:
    """What there is to be found of a node. tensors: words such as `float32 ? × 4` by node and output."""

    def __init__(self, details: Counted, tensors: Mapping[tuple[int, int], str]) -> None:
        self._details = details
        self._tensors = tensors

    def fields(self) -> dict[str, Callable[[int], str]]:
        """As `Search` takes them."""
        return {"dtype": self.dtypes, "shape": self.shapes, "attr": self.attributes}

    def dtypes(self, node: int) -> str:
        """`float32`, a line for each output."""
        return "\n".join(_split(words)[0] for words in self._outputs(node))

    def shapes(self, node: int) -> str:
        """`?,224,224,3`, `scalar`, `unknown`, a line for each output."""
        return "\n".join(_split(words)[1] for words in self._outputs(node))

    def attributes(self, node: int) -> str:
        """`padding=SAME`, a line for each attribute."""
        return "\n".join(
            f"{name}={value}".replace("\n", " ") for name, value in self._details.attributes(node)
        )

    def _outputs(self, node: int) -> Iterator[str]:
        for output in range(min(self._details.count(node), _MOST_OUTPUTS)):
            yield self._tensors[node, output]


def _split(words: str) -> tuple[str, str]:
    """Type and shape; layers tell their shape alone."""
    dtype, _, shape = words.partition(" ")
    if words == SCALAR or (dtype and not dtype[0].isalpha()):
        dtype, shape = "", words
    if not shape or shape == wording.shape(None):
        return dtype, UNKNOWN
    return dtype, shape.replace(wording.TIMES, ",")
