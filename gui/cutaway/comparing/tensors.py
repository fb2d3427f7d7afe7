# SPDX-License-Identifier: Apache-2.0
"""What an open model computes between its inputs and its outputs, tensor by tensor, as runs are asked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from cutaway.description.graph import CONTROL, Graph
from cutaway.description.inside import InsideTensor

if TYPE_CHECKING:
    from cutaway.description.layers import Layer
    from cutaway.formats.opened import OpenModel
    from cutaway.formats.tflite import TfliteModel

_PASSING = frozenset(
    {
        *(
            "_Arg",
            "_Retval",
            "Const",
            "Identity",
            "IdentityN",
            "NoOp",
            "Placeholder",
            "PlaceholderWithDefault",
        ),
        *("ReadVariableOp", "VarHandleOp", "Variable", "VariableV2", "StopGradient", "Assert", "Constant"),
        *("HashTableV2", "Enter", "Exit", "Merge", "Switch", "NextIteration", "LoopCond", "PreventGradient"),
    }
)
"""Ops that hold values or pass them on, or whose values are those of one turn of a loop."""
_INLINED = frozenset({"f", ""})
"""Roles of functions that are executed once, where they are called."""
_MOST_BEFORE = 16
_DEEPEST = 50
State: TypeAlias = tuple[int, int]
"""A call (0 is the main graph) and a node in what it executes."""


def tensors(model: OpenModel, key: str, ends: Sequence[str]) -> list[InsideTensor]:
    """Tensors in an order of execution. key: of the signature. ends: the tensors that it gives, `NODE:INDEX`.

    Nodes of functions are told once for every call, by the path through the calls.
    """
    described = model.description
    if described.format in ("keras_h5", "keras_archive"):
        return layers(described.layers or ())
    if described.format == "tflite":
        from cutaway.formats.noted import NotedModel

        return operators(model.inner if isinstance(model, NotedModel) else model, key)  # type: ignore[arg-type]
    graph = model.graph()
    return [] if graph is None else nodes(graph, ends)


def layers(listed: Iterable[Layer]) -> list[InsideTensor]:
    """The layers of a Keras model by their paths, those of nested models behind the names of these."""
    found: list[InsideTensor] = []
    places: dict[str, int] = {}
    scopes: list[str] = []
    for layer in listed:
        del scopes[layer.depth :]
        prefix = "".join(f"{scope}/" for scope in scopes)
        scopes.append(layer.name)
        if layer.class_name != "InputLayer" and prefix + layer.name not in places:
            before = tuple(places[prefix + name] for name in layer.inbound if prefix + name in places)
            places[prefix + layer.name] = len(found)
            found.append(InsideTensor(prefix + layer.name, prefix + layer.name, layer.class_name, before))
    return found


def operators(model: TfliteModel, key: str) -> list[InsideTensor]:
    """What the operators of the signature's subgraph give, by the places of the tensors, in the order of the file."""
    from cutaway.formats import tflite_graph
    from cutaway.formats.tflite_tensors import Place, exists, quantization

    file = model.file
    subgraph = next((table.subgraph for table in file.signatures if table.key == key), 0)
    graph = file.subgraphs[subgraph]
    owner = (graph.name or f"subgraph {subgraph}") if subgraph else ""
    made: dict[int, int] = {}
    found: list[InsideTensor] = []
    for index, code in enumerate(graph.operators["code"].tolist()):
        before = tuple(dict.fromkeys(made[each] for each in graph.operator_inputs[index] if each in made))
        op = tflite_graph.spelled(tflite_graph.code(file, code))
        given = [each for each in graph.operator_outputs[index] if exists(file, Place(subgraph, each))]
        for tensor in given:
            made[tensor] = len(found)
            scaled = quantization(file, Place(subgraph, tensor))
            name = graph.names[tensor] or f"{subgraph}/{tensor}"
            node = graph.names[given[0]] or f"{op}#{index}"
            place = f"{subgraph}/{tensor}"
            found.append(InsideTensor(place, name, op, before[:_MOST_BEFORE], scaled, node, owner))
    return found


def nodes(graph: Graph, ends: Sequence[str]) -> list[InsideTensor]:
    """Nodes that the ends depend on, those in called functions too; bodies of loops and branches are left out."""
    return _Walk(graph).tensors(ends)


@dataclass(slots=True)
class _Call:
    """One execution of a function: the call it was called from, the node there, and the path that leads to it."""

    function: int
    outer: int = -1
    node: int = -1
    path: str = ""
    depth: int = 0


@dataclass(slots=True)
class _Walk:
    """Goes from the ends to what they depend on, through calls, and lists it the other way round."""

    graph: Graph
    calls: list[_Call] = field(default_factory=lambda: [_Call(-1)])
    _feeding: dict[int, dict[int, list[tuple[int, int]]]] = field(default_factory=dict)
    _called: dict[int, int] = field(default_factory=dict)
    _results: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _arguments: dict[int, int] = field(default_factory=dict)
    _inner: dict[State, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        graph = self.graph
        edges = zip(graph.edge_from, graph.edge_to, graph.edge_output, graph.edge_input, strict=True)
        for source, target, output, slot in edges:
            if output != CONTROL:
                self._feeding.setdefault(target, {}).setdefault(slot, []).append((source, output))
        for node, function, role in graph.calls:
            if role in _INLINED:
                self._called.setdefault(node, function)
        counted: dict[int, int] = defaultdict(int)
        for node, function in enumerate(graph.function_of):
            op = graph.op_names[graph.ops[node]]
            if function >= 0 and op == "_Retval":
                self._results[function].append(node)
            elif function >= 0 and op == "_Arg":
                self._arguments[node] = counted[function]
                counted[function] += 1

    def tensors(self, ends: Sequence[str]) -> list[InsideTensor]:
        """See `nodes`."""
        found: list[InsideTensor] = []
        near: dict[State, tuple[int, ...]] = {}
        for state in self._in_order(self._begin(ends)):
            call, node = state
            fed = (near.get(each, ()) for each in self._before(state))
            before = tuple(dict.fromkeys(place for places in fed for place in places))[:_MOST_BEFORE]
            op = self.graph.op_names[self.graph.ops[node]]
            if op in _PASSING or node in self._called:
                near[state] = before
                continue
            near[state] = (len(found),)
            own, function = self.graph.names[node], self.calls[call].function
            name = self.calls[call].path + own
            owner = self.graph.functions[function] if function >= 0 else ""
            found.append(InsideTensor(f"{name}:0", name, op, before, node=own, function=owner))
        return found

    def _begin(self, ends: Sequence[str]) -> list[State]:
        main = {
            self.graph.names[node]: node
            for node, function in enumerate(self.graph.function_of)
            if function < 0
        }
        named = [main[name] for end in ends if (name := end.rpartition(":")[0] or end) in main]
        if not named:  # names of tensors, and not of nodes
            fed = set(self.graph.edge_from)
            named = [node for node in main.values() if node not in fed]
        return [(0, node) for node in dict.fromkeys(named)]

    def _in_order(self, waiting: Sequence[State]) -> Iterator[State]:
        """Each state after those before it; where they go round, as far as they can."""
        seen: set[State] = set()
        stack: list[tuple[State, Iterator[State]]] = []
        for begin in waiting:
            if begin in seen:
                continue
            seen.add(begin)
            stack.append((begin, iter(self._before(begin))))
            while stack:
                state, rest = stack[-1]
                following = next((each for each in rest if each not in seen), None)
                if following is None:
                    stack.pop()
                    yield state
                else:
                    seen.add(following)
                    stack.append((following, iter(self._before(following))))

    def _before(self, state: State) -> list[State]:
        """What a node is fed by: a call by the results of its function, an argument by what the call is given."""
        call, node = state
        if node in self._called and (inside := self._enter(state)) is not None:
            results = self._results[self._called[node]]
            return [(inside, result) for result in results]
        slot = self._arguments.get(node)
        if slot is not None and self.calls[call].outer >= 0:
            outer = self.calls[call]
            fed = self._feeding.get(outer.node, {}).get(slot, [])
            return [self._source(outer.outer, *each) for each in fed]
        slots = self._feeding.get(node, {})
        return [self._source(call, *each) for slot in sorted(slots) for each in slots[slot]]

    def _source(self, call: int, node: int, output: int) -> State:
        """The node that gives an output, inside a function where it is a call."""
        if node in self._called and (inside := self._enter((call, node))) is not None:
            results = self._results[self._called[node]]
            if output < len(results):
                return inside, results[output]
        return call, node

    def _enter(self, state: State) -> int | None:
        """The execution of the function that a node calls; None where calls go too deep."""
        if state not in self._inner:
            call, node = state
            outer = self.calls[call]
            if outer.depth >= _DEEPEST:
                return None
            self._inner[state] = len(self.calls)
            path = f"{outer.path}{self.graph.names[node]}/"
            self.calls.append(_Call(self._called[node], call, node, path, outer.depth + 1))
        return self._inner[state]
