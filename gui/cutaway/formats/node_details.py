# SPDX-License-Identifier: Apache-2.0
"""Attributes, types and shapes of single nodes of a GraphDef, looked up by their number in the graph's columns."""

from __future__ import annotations

from typing import Any

from cutaway.description import dtypes, wording
from cutaway.description.graph import Graph
from cutaway.description.tensors import Shape
from cutaway.formats.debug_info import origins
from cutaway.formats.nodes import output_count, output_dtype, output_shape, shape_of, text
from cutaway.formats.optable import op_table
from cutaway.wire.protobuf import Message

_LONGEST = 400
_MOST_ITEMS = 24
_LONGEST_DEVICE = 60
_HIDDEN = frozenset({"_output_shapes"})
"""Shown at the outputs instead."""


class NodeDetails:
    """graph_def: the GraphDef that `graph` was read from."""

    def __init__(self, graph_def: Message, graph: Graph) -> None:
        self._graph_def = graph_def
        self._graph = graph
        self._bodies: dict[int, dict[str, Message]] = {}
        self._counts: dict[str, int] = {}

    def count(self, node: int) -> int:
        """How many tensors a node gives."""
        op = self._op(node)
        known = self._counts.get(op)
        if known is None:
            outputs = op_table().outputs(op)
            is_fixed = op in op_table() and not any(each.number or each.many for each in outputs)
            known = self._counts[op] = len(outputs) if is_fixed else -1
        if known >= 0:
            return known
        found = self.node(node)
        return output_count(found) if found is not None else int(op == "_Arg")

    def tensor(self, node: int, output: int) -> str:
        """Type and shape of an output as `float32 ? × 224 × 224 × 3`, the type alone where there is no shape noted."""
        dtype, shape = self.spec(node, output)
        return f"{dtype} {wording.shape(shape)}".strip() if shape is not None else dtype

    def spec(self, node: int, output: int) -> tuple[str, Shape]:
        """Type and shape of an output, as far as the file notes them: no type is empty, no shape None."""
        function = self._graph.function_of[node]
        if function >= 0 and self._op(node) in {"_Arg", "_Retval"}:
            return self._argument(node, function)
        found = self.node(node)
        if found is None or output < 0:
            return "", None
        dtype = output_dtype(found, output)
        if dtype == "unknown":
            return "", None
        if found.op == "Const" and found.attr["value"].WhichOneof("value") == "tensor":
            return dtype, shape_of(found.attr["value"].tensor.tensor_shape)
        return dtype, output_shape(found, output)

    def attributes(self, node: int) -> tuple[tuple[str, str], ...]:
        """Names and values, those that TensorFlow keeps for itself last."""
        found = self.node(node)
        if found is None:
            return ()
        names = sorted(found.attr, key=lambda name: (name.startswith("_"), name))
        shown = ((name, value_text(found.attr[name])) for name in names if name not in _HIDDEN)
        return (*shown, *origins(found))

    def device(self, node: int) -> str:
        """The device that the file asks for, mostly none."""
        found = self.node(node)
        return str(found.device) if found is not None else ""

    def devices(self) -> dict[int, str]:
        """The devices that nodes ask for, by the part of their name that tells them apart (`GPU:0`)."""
        graph_def, graph = self._graph_def, self._graph
        found = {node: each.device for node, each in enumerate(graph_def.node) if each.device}
        if any(each.device for function in graph_def.library.function for each in function.node_def):
            inside = (node for node, function in enumerate(graph.function_of) if function >= 0)
            found |= {node: device for node in inside if (device := self.device(node))}
        return {node: _device(device) for node, device in found.items()}

    def _op(self, node: int) -> str:
        return self._graph.op_names[self._graph.ops[node]]

    def node(self, node: int) -> Any:  # noqa: ANN401 - a protocol message
        """The NodeDef, None where it cannot be told by its name (arguments and results of functions have none)."""
        function = self._graph.function_of[node]
        name = self._graph.names[node]
        if function < 0:
            nodes = self._graph_def.node
            return nodes[node] if node < len(nodes) and nodes[node].name == name else None
        body = self._bodies.get(function)
        if body is None:
            defined = self._graph_def.library.function[function].node_def
            body = self._bodies[function] = {each.name: each for each in defined}
        return body.get(name)

    def _argument(self, node: int, function: int) -> tuple[str, Shape]:
        signature = self._graph_def.library.function[function].signature
        name = self._graph.names[node]
        arguments = signature.input_arg if self._op(node) == "_Arg" else signature.output_arg
        for place, argument in enumerate(arguments):
            if argument.name == name:
                return self._typed(function, place, argument, is_input=self._op(node) == "_Arg")
        return "", None

    def _typed(self, function: int, place: int, argument: Message, *, is_input: bool) -> tuple[str, Shape]:
        dtype = dtypes.from_tensorflow(argument.type) if argument.type else ""
        noted = self._graph_def.library.function[function].arg_attr
        if is_input and place in noted and "_output_shapes" in noted[place].attr:
            shapes = noted[place].attr["_output_shapes"].list.shape
            if shapes:
                return dtype, shape_of(shapes[0])
        return dtype, None


def _device(name: str) -> str:
    """`GPU:0` of `/job:worker/replica:0/task:0/device:GPU:0`, with the job where it is not the usual one."""
    parts = dict(part.split(":", 1) for part in name.lower().split("/") if ":" in part)
    device = parts.get("device") or next(
        (f"{kind}:{parts[kind]}" for kind in ("gpu", "cpu", "tpu") if kind in parts), ""
    )
    job = parts.get("job", "localhost")
    shown = device.upper() if device else ""
    if job != "localhost":
        shown = f"{job}:{parts.get('task', '0')} {shown}".strip()
    return wording.elided(shown or name, _LONGEST_DEVICE)


def value_text(value: Message) -> str:
    """An attribute's value for people: `float32`, `1 × 2`, `[1, 2, 2, 1]`, `SAME`; long ones lose their middle."""
    kind = value.WhichOneof("value")
    if kind == "list":
        return wording.elided(_list(value.list), _LONGEST)
    if kind is None:
        return ""
    return wording.elided(_one(kind, getattr(value, kind)), _LONGEST)


def _one(kind: str, value: Any) -> str:  # noqa: ANN401 - any of the types of an attribute
    if kind == "s":
        return text(bytes(value[: 4 * _LONGEST]))
    if kind == "b":
        return "true" if value else "false"
    if kind == "f":
        return wording.number(float(value), 6)
    if kind == "type":
        return dtypes.from_tensorflow(value)
    if kind == "shape":
        return wording.shape(shape_of(value))
    if kind == "tensor":
        return f"{dtypes.from_tensorflow(value.dtype)} {wording.shape(shape_of(value.tensor_shape))}"
    if kind == "func":
        return str(value.name)
    return str(value)


def _list(values: Message) -> str:
    for kind in ("i", "s", "f", "b", "type", "shape", "tensor", "func"):
        items = getattr(values, kind)
        if len(items):
            words = [_one(kind, item) for item in items[:_MOST_ITEMS]]
            words += [wording.ELLIPSIS] if len(items) > _MOST_ITEMS else []
            return f"[{', '.join(words)}]"
    return "[]"
