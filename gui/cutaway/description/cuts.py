# SPDX-License-Identifier: Apache-2.0
"""Inputs and outputs that a user chose among the tensors of a bare graph, in place of those that it has by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cutaway.description.signatures import DEFAULT_KEY, Signature
from cutaway.description.tensors import TensorSpec

FORMATS = ("frozen_graph",)
"""Formats without signatures of their own."""


@dataclass(frozen=True, slots=True)
class Cut:
    """takes, gives: tensors (`NODE:INDEX`) by the names that they get; empty for those that the graph has."""

    takes: Mapping[str, str] = field(default_factory=dict)
    gives: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.takes or self.gives)


def chosen(texts: Iterable[str]) -> dict[str, str]:
    """Tensors by name, of texts such as `image=conv1/Relu:0` and `conv1/Relu`, whose name is that of the node."""
    found = {}
    for text in texts:
        name, mark, tensor = text.strip().partition("=")
        tensor = (tensor if mark else name).strip()
        node, _, index = tensor.rpartition(":")
        if not index.isdecimal() or not node:
            node, tensor = tensor, f"{tensor}:0"
        if node:
            found[name.strip() if mark and name.strip() else node.replace("/", "_")] = tensor
    return found


def spelled(tensors: Mapping[str, str]) -> list[str]:
    """Texts that `chosen` reads."""
    return [f"{name}={tensor}" for name, tensor in tensors.items()]


def rows(signature: Signature) -> list[list[list[Any]]]:
    """The inputs and the outputs, as JSON takes them to a child."""
    return [
        [
            [each.name, each.tensor, each.dtype, None if each.shape is None else list(each.shape)]
            for each in side
        ]
        for side in (signature.inputs, signature.outputs)
    ]


def of_rows(told: Sequence[Sequence[Sequence[Any]]]) -> Signature:
    """The signature of which `rows` told."""
    inputs, outputs = (
        tuple(
            TensorSpec(name, tensor, dtype, None if shape is None else tuple(shape))
            for name, tensor, dtype, shape in side
        )
        for side in told
    )
    return Signature(DEFAULT_KEY, "inferred", inputs, outputs)
