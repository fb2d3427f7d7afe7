# SPDX-License-Identifier: Apache-2.0
"""What is known of a model's graph where an edit is judged: everything in the reader, nothing in a window."""

from __future__ import annotations

from typing import Protocol

from cutaway.description.tensors import Shape
from cutaway.editing.draft import Draft, DraftSignature, Port


class Known(Protocol):
    """Answers about tensors, and refuses edits that the graph does not allow. All methods may raise Refusal."""

    def tensor(self, draft: Draft, signature: DraftSignature, name: str, tensor: str) -> tuple[str, Shape]:
        """Type and shape of a tensor that is to become the input or output `name`."""

    def check(self, draft: Draft, signature: DraftSignature) -> None:
        """Whether all outputs can be computed from the inputs."""

    def check_shape(self, draft: Draft, signature: DraftSignature, port: Port, shape: Shape) -> None:
        """Whether the graph can have that shape there."""


class Facts:
    """Knows no graph: all is taken for granted until a reader looks at it.

    tensors: types and shapes of those that a reader told of.
    """

    def __init__(self) -> None:
        self.tensors: dict[str, tuple[str, Shape]] = {}

    def tensor(self, draft: Draft, signature: DraftSignature, name: str, tensor: str) -> tuple[str, Shape]:
        """What was told, or is a port of the description; else of unknown type and shape."""
        del signature, name
        ports = (port for each in draft.description.signatures for port in (*each.inputs, *each.outputs))
        described = ((port.dtype, port.shape) for port in ports if port.tensor == tensor)
        return self.tensors.get(tensor) or next(described, ("unknown", None))

    def check(self, draft: Draft, signature: DraftSignature) -> None:
        """Take it for granted."""

    def check_shape(self, draft: Draft, signature: DraftSignature, port: Port, shape: Shape) -> None:
        """Take it for granted."""


NOTHING = Facts()
