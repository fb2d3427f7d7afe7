# SPDX-License-Identifier: Apache-2.0
"""A TensorFlow graph that nodes are put into one by one, to learn the shapes of what they give; it is never run.

Shape inference itself computes what shapes depend on (`Reshape` by a `Pack` of constants) with kernels. The nodes of a
model that it may do that with are those in `_FOLDED`, arithmetic without any effect; what others give reaches their
consumers as a placeholder of the same type and shape, which nothing can be computed from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from cutaway.description.tensors import Shape
from cutaway.wire.protobuf import Message

Spec: TypeAlias = tuple[str, Shape]
"""Type and shape of a tensor."""

_MOST_BYTES = 1024
_MOST_VALUES = 256
# What TensorFlow's Python raises for nodes that do not fit their op; it counts on those that it made itself.
_REFUSED = (ValueError, TypeError, ArithmeticError, AssertionError, LookupError, AttributeError, RuntimeError)
_ARITHMETIC = """
Const Identity Cast Pack Unpack Concat ConcatV2 ConcatOffset StridedSlice Slice Gather GatherV2 ExpandDims Squeeze
Reshape Range Add AddV2 Sub Mul Div RealDiv FloorDiv FloorMod Neg Abs Maximum Minimum Prod Sum Max Min Ceil Floor Round
Less LessEqual Greater GreaterEqual Equal NotEqual Select SelectV2 LogicalAnd LogicalOr LogicalNot BroadcastArgs
InvertPermutation Split SplitV Reverse ReverseV2 Transpose ListDiff
"""
_FOLDED = frozenset(_ARITHMETIC.split())
_OF_SHAPES = frozenset({"Shape", "ShapeN", "Rank", "Size"})
"""Known as soon as the shape of what they are given is."""


class Value(NamedTuple):
    """A tensor of the graph. folded: TensorFlow may compute its value."""

    tensor: Any
    folded: bool = False


class ShapeGraph:
    """The nodes of one body, without its names, devices and control edges."""

    def __init__(self) -> None:
        import tensorflow
        from tensorflow.core.framework import attr_value_pb2, node_def_pb2

        self._tensorflow = tensorflow
        self._attr: Any = attr_value_pb2.AttrValue
        self._node: Any = node_def_pb2.NodeDef
        self._graph: Any = tensorflow.Graph()
        self._count = 0

    def put(self, node: Message, inputs: Sequence[Value]) -> list[Value | None] | None:
        """What a node gives for these inputs; None where TensorFlow does not take it as it is. node: a NodeDef."""
        if node.op == "Const" and _is_large(node.attr["value"].tensor):
            return None
        if any(_names_function(value) for value in node.attr.values()):
            return None
        read = self._node.FromString(node.SerializeToString())
        attrs = {name: value for name, value in read.attr.items() if not name.startswith("_")}
        made = self._made(node.op, [value.tensor for value in inputs], attrs)
        if made is None:
            return None
        can_fold = all(value.folded for value in inputs)
        if node.op in _OF_SHAPES or (can_fold and node.op in _FOLDED):
            return [Value(tensor, folded=True) for tensor in made.outputs]
        if can_fold and not made.op_def.is_stateful:
            return [self.stand_in(*self.spec(Value(tensor))) for tensor in made.outputs]
        return [Value(tensor) for tensor in made.outputs]

    def stand_in(self, dtype: str, shape: Shape) -> Value | None:
        """A placeholder of this type and shape; None where there is none."""
        try:
            number = self._tensorflow.dtypes.as_dtype(dtype).base_dtype.as_datatype_enum
            known = self._tensorflow.TensorShape(shape).as_proto()
        except (TypeError, ValueError, OverflowError):
            return None
        attrs = {"dtype": self._attr(type=number), "shape": self._attr(shape=known)}
        made = self._made("Placeholder", [], attrs)
        return Value(made.outputs[0]) if made is not None else None

    def spec(self, value: Value) -> Spec:
        """Type and shape, as far as they are known."""
        shape = value.tensor.shape
        return value.tensor.dtype.base_dtype.name, None if shape.rank is None else tuple(shape.as_list())

    def _made(self, op: str, inputs: list[Any], attrs: dict[str, Any]) -> Any:  # noqa: ANN401 - an Operation
        self._count += 1
        try:
            with self._graph.as_default():
                return self._graph.create_op(op, inputs, None, name=f"n{self._count}/", attrs=attrs)
        except (*_REFUSED, self._tensorflow.errors.OpError):
            return None


def _is_large(tensor: Message) -> bool:
    count = 1
    for dim in tensor.tensor_shape.dim:
        count *= max(int(dim.size), 0)
    return count > _MOST_VALUES or tensor.ByteSize() > _MOST_BYTES


def _names_function(value: Message) -> bool:
    kind = value.WhichOneof("value")
    return kind == "func" or (kind == "list" and len(value.list.func) > 0)
