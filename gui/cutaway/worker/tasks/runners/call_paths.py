# SPDX-License-Identifier: Apache-2.0
"""Finds a tensor of a graph by the path that the graph is drawn with: calls from the outside in, then the node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from cutaway.description import dtypes
from cutaway.formats.nodes import output_dtype, output_offsets
from cutaway.formats.optable import op_table

NodeDef: TypeAlias = Any
FunctionDef: TypeAlias = Any

_FIRST = ("body", "then_branch", "else_branch", "branches", "f", "cond")
"""Which of the functions of a call is looked into first, where a name is in several."""


class Step(NamedTuple):
    """A call on the way. attr, place: the attribute that names the function, and which of a list of them (else 0)."""

    call: str
    attr: str
    place: int
    function: str


class Way(NamedTuple):
    """Calls from the outside in, then a node and the number of its output."""

    steps: tuple[Step, ...]
    node: str
    output: int


class Body:
    """The main graph or a function: its nodes by name.

    function: None for the main graph. roots: what is asked of the main graph (`NODE:INDEX`), empty for all of it.
    fed: what it is given; what leads to that is not executed.
    """

    def __init__(
        self,
        nodes: Iterable[NodeDef],
        function: FunctionDef = None,
        roots: Sequence[str] = (),
        fed: Sequence[str] = (),
    ) -> None:
        self.nodes: dict[str, NodeDef] = {node.name: node for node in nodes}
        self.function = function
        self._roots = roots
        self._fed = frozenset(name.partition(":")[0] for name in fed)

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the function by name; none in the main graph."""
        return {} if self.function is None else {arg.name: arg for arg in self.function.signature.input_arg}

    @cached_property
    def results(self) -> dict[str, Any]:
        """Results of the function by name."""
        return {} if self.function is None else {arg.name: arg for arg in self.function.signature.output_arg}

    def has(self, name: str) -> bool:
        """Whether a node, an argument or a result is called so."""
        return name in self.nodes or name in self.arguments or name in self.results

    @cached_property
    def alive(self) -> frozenset[str]:
        """Nodes that a call executes: those that the results and the side effects of the function come from."""
        waiting = list(self._roots)
        if self.function is not None:
            waiting = [*self.function.ret.values(), *self.function.control_ret.values()]
        elif not waiting:
            return frozenset(self.nodes)
        found: set[str] = set()
        while waiting:
            name = waiting.pop().removeprefix("^").partition(":")[0]
            if name not in found:
                found.add(name)
                node = self.nodes.get(name)
                waiting.extend(node.input if node is not None and name not in self._fed else ())
        return frozenset(found)


class CallTree:
    """All bodies of a GraphDef, each indexed when it is first looked into. roots, fed: see `Body`."""

    def __init__(self, graph_def: Any, roots: Sequence[str] = (), fed: Sequence[str] = ()) -> None:  # noqa: ANN401
        self.functions: dict[str, FunctionDef] = {
            function.signature.name: function for function in graph_def.library.function
        }
        self.main = Body(graph_def.node, roots=roots, fed=fed)
        self._bodies: dict[str, Body] = {}

    def body(self, function: str) -> Body:
        """The body of a function that the library has."""
        found = self._bodies.get(function)
        if found is None:
            defined = self.functions[function]
            found = self._bodies[function] = Body(defined.node_def, defined)
        return found

    def callees(self, node: NodeDef) -> Iterator[Step]:
        """The functions that a node calls, as far as the library has them."""
        if node.op in self.functions:
            yield Step(node.name, "", 0, node.op)
        known = (name for name in _FIRST if name in node.attr)
        for name in (*known, *(name for name in node.attr if name not in _FIRST)):
            value = node.attr[name]
            kind = value.WhichOneof("value")
            named = [value.func] if kind == "func" else value.list.func if kind == "list" else ()
            for place, function in enumerate(named):
                if function.name in self.functions:
                    yield Step(node.name, name, place, function.name)

    def find(self, tensor: str) -> Way | None:
        """The tensor of that path (`CALL/INNER/NODE:INDEX`); None where there is none. No index: the first output."""
        path, _, index = tensor.rpartition(":")
        if not path or not index.isdecimal():
            path, index = tensor, "0"
        found = self._find(self.main, path)
        return None if found is None else Way(*found, int(index))

    def _find(self, body: Body, path: str) -> tuple[tuple[Step, ...], str] | None:
        if body.has(path):
            return (), path
        at = path.find("/")
        while at > 0:
            node = body.nodes.get(path[:at])
            for step in self.callees(node) if node is not None else ():
                found = self._find(self.body(step.function), path[at + 1 :])
                if found is not None:
                    return (step, *found[0]), found[1]
            at = path.find("/", at + 1)
        return None

    def elsewhere(self, way: Way) -> Way | None:
        """The same place behind another call of the main graph that is executed; None where there is none.

        A graph is drawn with the calls of all its signatures, and a function is mostly called by several.
        """
        rest = "/".join([*(step.call for step in way.steps[1:]), way.node])
        for call in self.main.nodes:
            if way.steps and call != way.steps[0].call and call in self.main.alive:
                found = self.find(f"{call}/{rest}:{way.output}")
                if found is not None and found.steps:
                    return found
        return None

    def inner(self, way: Way) -> Body:
        """The body that the way ends in."""
        return self.body(way.steps[-1].function) if way.steps else self.main

    def dead(self, way: Way) -> str:
        """Why the tensor is never computed, in words; empty where it may be."""
        body = self.main
        for step in (*way.steps, None):
            name = step.call if step is not None else way.node
            if name in body.nodes and name not in body.alive:
                within = f"the function {body.function.signature.name}" if body.function else "the signature"
                return f"It is not executed: no result of {within} comes from {name}."
            if step is not None:
                body = self.body(step.function)
        return ""

    def reference(self, way: Way) -> tuple[str, str] | None:
        """How the body that it is in names the tensor, and its type; None where there is no such output."""
        body = self.inner(way)
        if way.node in body.arguments and not way.output:
            return way.node, dtypes.from_tensorflow(body.arguments[way.node].type)
        if way.node in body.results and way.node not in body.nodes:
            assert body.function is not None  # noqa: S101 - only functions have results
            return body.function.ret[way.node], dtypes.from_tensorflow(body.results[way.node].type)
        node = body.nodes.get(way.node)
        return None if node is None else self._of_node(body, node, way.output)

    def _of_node(self, body: Body, node: NodeDef, output: int) -> tuple[str, str] | None:
        if node.op in self.functions:
            results = self.functions[node.op].signature.output_arg
            if output >= len(results):
                return None
            named = f"{node.name}:{results[output].name}:0"
            return (named if body.function else f"{node.name}:{output}"), dtypes.from_tensorflow(
                results[output].type
            )
        outputs = op_table().outputs(node.op)
        starts = output_offsets(node, outputs)
        holding = [name for name, start in starts.items() if start <= output]
        if not holding:
            return None
        dtype = output_dtype(node, output)
        if body.function is None:
            return f"{node.name}:{output}", dtype
        return f"{node.name}:{holding[-1]}:{output - starts[holding[-1]]}", dtype
