# SPDX-License-Identifier: Apache-2.0
"""Infers the shapes that a GraphDef does not tell, with TensorFlow and without running any of it.

Every body, the main graph's and each function's, is looked at once and by itself: a call gives what the function's
results were found to be, and never becomes the function's nodes. So a function that calls itself, or a few that call
each other twice, cost no more than their nodes. What a function is called with is known where there is one call; where
there are several, all bodies are looked at once more with what all calls of each function agree on.
"""

from __future__ import annotations

import time
from array import array
from collections import deque
from collections.abc import Iterator, Sequence

from cutaway.description import wording
from cutaway.description.shapes import Shapes
from cutaway.description.tensors import Shape
from cutaway.formats.graphmodel import GraphModel
from cutaway.formats.node_details import NodeDetails
from cutaway.formats.nodes import output_count, shape_of
from cutaway.graphing.bodies import Bodies, first_slot
from cutaway.wire.protobuf import Message
from cutaway.worker.questions import Call
from cutaway.worker.tasks.graph_details import Captures
from cutaway.worker.tasks.shape_graph import ShapeGraph, Spec, Value

_DEEPEST = 40
_MOST_OUTPUTS = 1024
_OFTEN = 128
_MOST_ROUNDS = 3
_PATIENCE = 30.0
"""Seconds after which no further round is begun."""
_MERGES = frozenset({"Merge", "RefMerge"})
_CHOICES = frozenset({"If", "StatelessIf", "Case", "StatelessCase"})
_HANDLES = frozenset({"resource", "variant"})
"""They stand for something else, and their own shape says nothing."""
_LOOPS = frozenset({"While", "StatelessWhile"})


def shapes(call: Call) -> Shapes | None:
    """What is known of all outputs that something takes; None where the model is no graph of TensorFlow's."""
    model = call.models.open(call.source, call.progress)
    if not isinstance(model, GraphModel):
        return None
    call.progress("Loading TensorFlow", None)
    return _columns(Inference(model, call).found())


def joined(told: Shape, inferred: Shape) -> Shape:
    """What is known where the file tells one and inference found the other; the file is right where they differ."""
    if told is None or inferred is None or len(told) != len(inferred):
        return inferred if told is None else told
    return tuple(b if a is None else a for a, b in zip(told, inferred, strict=True))


def common(shapes: Sequence[Shape]) -> Shape:
    """What holds for all of these shapes."""
    first = shapes[0] if shapes else None
    if first is None or any(shape is None or len(shape) != len(first) for shape in shapes):
        return None
    known = [shape for shape in shapes if shape is not None]
    return tuple(sizes[0] if len(set(sizes)) == 1 else None for sizes in zip(*known, strict=True))


class Inference:
    """Walks the bodies of one graph, callers before those that nobody calls."""

    def __init__(self, model: GraphModel, call: Call) -> None:
        self.graph = graph = model.graph()
        self.details = NodeDetails(model.graph_def, graph)
        bodies = Bodies(graph)
        self.columns = bodies.columns
        self.captures = Captures(graph, bodies)
        self.specs: dict[tuple[int, int], tuple[Spec, bool]] = {}
        self._call = call
        self._done = 0
        self._results: dict[int, list[Spec]] = {}
        self._entered: set[int] = set()
        self._given: dict[int, dict[int, Sequence[Spec]]] = {}
        self._agreed: dict[int, tuple[Spec, ...]] = {}
        self._callers: dict[int, set[int]] = {}
        for node, function, _ in graph.calls:
            self._callers.setdefault(function, set()).add(node)
        self._inputs: list[list[tuple[int, int]]] = [[] for _ in graph.names]
        for source, output, target, _ in sorted(self._edges(), key=lambda edge: edge[2:]):
            self._inputs[target].append((source, output))

    def _edges(self) -> Iterator[tuple[int, int, int, int]]:
        graph = self.graph
        for edge in zip(graph.edge_from, graph.edge_output, graph.edge_to, graph.edge_input, strict=True):
            if edge[1] >= 0:
                yield edge

    def found(self) -> dict[tuple[int, int], tuple[Spec, bool]]:
        """Type and shape by node and output, and whether the file itself tells them."""
        end = time.monotonic() + _PATIENCE
        self._walk()
        for _ in range(_MOST_ROUNDS):
            agreed = self._agreement()
            if agreed == self._agreed or time.monotonic() > end:
                break
            self._agreed = agreed
            for known in (self.specs, self._results, self._entered, self._given):
                known.clear()
            self._walk()
        return self.specs

    def _walk(self) -> None:
        self._enter(-1, [], 0)
        functions = range(len(self.graph.functions))
        for function in sorted(functions, key=lambda function: bool(self._callers.get(function))):
            self._enter(function, [], 0)

    # --- what functions are called with ---

    def _handed(self, function: int, node: int, given: Sequence[Spec]) -> Sequence[Spec]:
        """The arguments of a function as far as they hold for all of its calls; notes those of this one."""
        self._given.setdefault(function, {})[node] = given
        return given if len(self._callers[function]) == 1 else self._agreed.get(function, ())

    def _agreement(self) -> dict[int, tuple[Spec, ...]]:
        """What all calls of a function agree on, of those with several where that says more than the file does."""
        found = {}
        for function, given in self._given.items():
            callers = self._callers[function]
            if len(callers) < 2 or callers != set(given):
                continue
            columns = list(zip(*given.values(), strict=False))
            specs = tuple((specs[0][0], common([spec[1] for spec in specs])) for specs in columns)
            if any(
                self._says_more(node, spec)
                for node, spec in zip(self._arguments(function), specs, strict=False)
            ):
                found[function] = specs
        return found

    def _says_more(self, argument: int, spec: Spec) -> bool:
        dtype, told = self.details.spec(argument, 0)
        return dtype not in _HANDLES and joined(told, spec[1]) != told

    def _arguments(self, function: int) -> list[int]:
        graph, nodes = self.graph, self.columns.nodes_by_body[function + 1].tolist()
        return [node for node in nodes if graph.op_names[graph.ops[node]] == "_Arg"]

    # --- bodies ---

    def _enter(self, body: int, given: Sequence[Spec], depth: int) -> list[Spec]:
        """The results of a body, which is walked when it is first entered. given: its arguments, as far as known."""
        if body not in self._entered and depth < _DEEPEST:
            self._entered.add(body)
            self._results[body] = _Body(self, body, given, depth).results()
        return self._results.get(body, [])

    def alive(self) -> None:
        """Tell that one goes on, which is where cancelling takes effect."""
        self._done += 1
        if self._done % _OFTEN == 0:
            self._call.progress("Inferring shapes", min(self._done / len(self.graph.names), 1.0))

    def inputs(self, node: int) -> list[tuple[int, int]]:
        """Nodes and outputs that a node takes, in the order of its slots."""
        return self._inputs[node]

    def note(self, node: int, output: int, spec: Spec | None) -> Spec:
        """Keep what was inferred, joined with what the file tells."""
        dtype, told = self.details.spec(node, output)
        shape = joined(told, spec[1]) if spec else told
        found = (dtype or (spec[0] if spec else ""), shape)
        if shape is not None and found[0] not in _HANDLES:
            self.specs[node, output] = (found, shape == told)
        return found

    def call(self, node: int, given: Sequence[Spec], depth: int) -> list[Spec]:
        """What a node that calls functions gives."""
        op = self.graph.op_names[self.graph.ops[node]]
        defined = self.details.node(node)
        is_loop = op in _LOOPS
        if is_loop and defined is not None:
            given = _of_loop(defined, given)
        answers = []
        for function, role in self.columns.calls[node]:
            handed = self._handed(function, node, given[first_slot(op, role) :])
            answer = self._enter(function, handed, depth + 1)
            if not is_loop:
                answers.append(answer)
        if is_loop:
            return list(given)
        if len(answers) == 1 or op not in _CHOICES:
            return answers[0] if answers and first_slot(op, self.columns.calls[node][0][1]) == 0 else []
        return [(specs[0][0], common([spec[1] for spec in specs])) for specs in zip(*answers, strict=False)]


class _Body:
    """One body in a TensorFlow graph of its own."""

    def __init__(self, inference: Inference, number: int, given: Sequence[Spec], depth: int) -> None:
        self.inference = inference
        self.given = given
        self.depth = depth
        self.nodes: list[int] = inference.columns.nodes_by_body[number + 1].tolist()
        self.made = ShapeGraph()
        self.values: dict[tuple[int, int], Value | None] = {}
        arguments = [node for node in self.nodes if self._op(node) == "_Arg"]
        self.places = {node: place for place, node in enumerate(arguments)}

    def _op(self, node: int) -> str:
        graph = self.inference.graph
        return graph.op_names[graph.ops[node]]

    def results(self) -> list[Spec]:
        """Put all nodes into the graph; gives what the body's results are."""
        for node in self._order():
            self.inference.alive()
            self._put(node)
        found = []
        for node in self.nodes:
            if self._op(node) == "_Retval":
                sources = self.inference.inputs(node)
                value = self.values.get(sources[0]) if sources else None
                found.append(self.made.spec(value) if value else self.inference.details.spec(node, 0))
        return found

    def _order(self) -> Iterator[int]:
        """Nodes after those that they take from; in a loop the one that its turns meet at comes first."""
        inputs = self.inference.inputs
        waiting = {node: len({source for source, _ in inputs(node)}) for node in self.nodes}
        followers: dict[int, list[int]] = {}
        for node in self.nodes:
            for source in {source for source, _ in inputs(node)}:
                followers.setdefault(source, []).append(node)
        ready = deque(node for node in self.nodes if not waiting[node])
        left = dict.fromkeys(node for node in self.nodes if waiting[node])
        turns = deque(sorted(left, key=lambda node: self._op(node) not in _MERGES))
        while ready or left:
            if not ready:
                node = turns.popleft()
                if node not in left:
                    continue
                del left[node]
                ready.append(node)
            node = ready.popleft()
            yield node
            for follower in followers.get(node, ()):
                waiting[follower] -= 1
                if not waiting[follower] and follower in left:
                    del left[follower]
                    ready.append(follower)

    def _put(self, node: int) -> None:
        inference = self.inference
        op = self._op(node)
        if op == "_Retval":
            return
        if op == "_Arg":
            self.values[node, 0] = self._argument(node)
        elif node in inference.columns.calls:
            given = [self._spec(source) for source in inference.inputs(node)]
            self._stand_in(node, inference.call(node, given, self.depth))
        else:
            self._node(node)
        for output in range(self._count(node)):
            value = self.values.get((node, output))
            inference.note(node, output, self.made.spec(value) if value else None)

    def _spec(self, source: tuple[int, int]) -> Spec:
        value = self.values.get(source)
        return self.made.spec(value) if value else self.inference.details.spec(*source)

    def _argument(self, node: int) -> Value | None:
        """An argument; one that is a variable is that variable, so that what is read of it has its shape."""
        dtype, told = self.inference.details.spec(node, 0)
        if dtype == "resource":
            outer = self.inference.details.node(self.inference.captures.source(node))
            if outer is not None and outer.op == "VarHandleOp":
                made = self.made.put(outer, [])
                return made[0] if made else None
        place = self.places[node]
        shape = joined(told, self.given[place][1]) if place < len(self.given) else told
        return self.made.stand_in(dtype, shape)

    def _node(self, node: int) -> None:
        defined = self.inference.details.node(node)
        if defined is None:
            return
        inputs = [self._value(*source) for source in self.inference.inputs(node)]
        known = [value for value in inputs if value is not None]
        named = sum(not name.startswith("^") for name in defined.input)  # some may name no node
        made = self.made.put(defined, known) if len(known) == named else None
        if made is None:
            self._stand_in(node, [_constant(defined)] if defined.op == "Const" else [])
            return
        for output, value in enumerate(made[:_MOST_OUTPUTS]):
            self.values[node, output] = value

    def _value(self, node: int, output: int) -> Value | None:
        """A tensor; of a node that comes later in a loop, its type alone."""
        value = self.values.get((node, output))
        return value or self.made.stand_in(*self.inference.details.spec(node, output))

    def _stand_in(self, node: int, known: Sequence[Spec]) -> None:
        """Give a node that is not put into the graph tensors of what is known and what the file tells of it."""
        for output in range(self._count(node)):
            dtype, told = self.inference.details.spec(node, output)
            inferred = known[output] if output < len(known) else ("", None)
            self.values[node, output] = self.made.stand_in(dtype or inferred[0], joined(told, inferred[1]))

    def _count(self, node: int) -> int:
        defined = self.inference.details.node(node)
        return min(output_count(defined), _MOST_OUTPUTS) if defined is not None else 1


def _of_loop(node: Message, given: Sequence[Spec]) -> list[Spec]:
    """What goes through a loop: it keeps its type, and the shape that the file says it keeps."""
    kept = node.attr["output_shapes"].list.shape if "output_shapes" in node.attr else ()
    known = [shape_of(shape) for shape in kept]
    return [(dtype, known[place] if place < len(known) else None) for place, (dtype, _) in enumerate(given)]


def _constant(node: Message) -> Spec:
    """A constant by its header."""
    sizes = [dim.size for dim in node.attr["value"].tensor.tensor_shape.dim]
    return "", tuple(sizes) if all(size >= 0 for size in sizes) else None


def _columns(found: dict[tuple[int, int], tuple[Spec, bool]]) -> Shapes:
    texts: dict[str, int] = {}
    made = Shapes(array("i"), array("i"), array("i"), array("i"), [])
    nodes, outputs, text, told = array("i"), array("i"), array("i"), array("i")
    for (node, output), ((dtype, shape), is_told) in found.items():
        words = f"{dtype} {wording.shape(shape)}".strip()
        nodes.append(node)
        outputs.append(output)
        text.append(texts.setdefault(words, len(texts)))
        told.append(is_told)
    return Shapes(nodes, outputs, text, told, list(texts)) if texts else made
