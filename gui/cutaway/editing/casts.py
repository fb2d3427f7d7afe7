# SPDX-License-Identifier: Apache-2.0
"""The nodes that stand between a caller's type and the model's: a cast, and a scale and an offset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutaway.description import dtypes
from cutaway.editing import protos
from cutaway.editing.draft import Cast, Port
from cutaway.wire.protobuf import Message

if TYPE_CHECKING:
    import numpy


def cast_ref(owner: Message, name: str, ref: str, own: int, port: Port, *, is_input: bool) -> str:
    """Add the nodes behind `ref` to a function and give the tensor that comes out of them.

    own: number of the model's type. An input is cast first, so that scale and offset work in the model's type; an
    output last, likewise.
    """
    cast, theirs = port.cast or Cast(), protos.number(port.spec.dtype)
    is_function = hasattr(owner, "node_def")

    def tensor(node: Message, output: str) -> str:
        return f"{node.name}:{output}:0" if is_function else str(node.name)

    def casted(ref: str, given: int, wanted: int) -> str:
        if given == wanted:
            return ref
        return tensor(protos.node(owner, f"{name}_cast", "Cast", ref, SrcT=given, DstT=wanted), "y")

    def moved(ref: str) -> str:
        for word, op, value, usual in (
            ("scale", "Mul", cast.scale, 1.0),
            ("offset", "AddV2", cast.offset, 0.0),
        ):
            if value != usual:
                constant = protos.constant(
                    owner, f"{name}_{word}", _scalar(value, own), dtypes.TENSORFLOW[own]
                )
                made = protos.node(owner, f"{name}_{word}d", op, ref, tensor(constant, "output"), T=own)
                ref = tensor(made, "z")
        return ref

    return moved(casted(ref, theirs, own)) if is_input else casted(moved(ref), own, theirs)


def _scalar(value: float, own: int) -> numpy.ndarray:
    import ml_dtypes  # noqa: F401 -- teaches numpy the names of its types
    import numpy

    return numpy.array(value, numpy.dtype(dtypes.TENSORFLOW[own]))
