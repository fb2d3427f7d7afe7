# SPDX-License-Identifier: Apache-2.0
"""The map of a model's graph: pictures of it, searches in it, facts of its nodes; kept at hand between questions."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from cutaway.description.drawing import Drawing, End, GroupFacts, Hits, NodeFacts
from cutaway.description.picture import NODE, Picture, Place
from cutaway.errors import ModelError
from cutaway.formats.graphmodel import GraphModel
from cutaway.graphing.inside import visible_groups
from cutaway.graphing.seeking import way_to
from cutaway.worker.questions import Call
from cutaway.worker.tasks.graph_groups import Devices, GroupWeights, group_facts
from cutaway.worker.tasks.graph_index import Index, index_of

_MOST_ENDS = 64


def picture(call: Call) -> Drawing | None:
    """The picture with the groups `opened` open (null: as one first sees it); None where the format has no graph."""
    found = index_of_graph(call)
    if found is None:
        return None
    made = found.map.picture(
        call.arguments["opened"],
        direction=call.arguments["direction"],
        anchor=call.arguments["anchor"],
        tensors=found.tensors,
        look=_Look(call, "Laying out the graph"),
    )
    call.models.later("search", found.ahead())
    return _drawing(made, found)


def search(call: Call) -> Hits:
    """Nodes that fit `query`, at most `limit` of them listed. Raises RequestError for an unreadable expression."""
    found = index_of_graph(call)
    if found is None:
        return Hits(array("i"), [], [], [], 0)
    look = _Look(call, "Reading types, shapes and attributes")
    hits = found.search.find(call.arguments["query"], call.arguments["limit"], look)
    graph, nodes = found.graph, list(hits.nodes)
    return Hits(
        hits.nodes,
        [graph.names[node] for node in nodes],
        [graph.op_names[graph.ops[node]] for node in nodes],
        [found.function(node) for node in nodes],
        hits.total,
        bool(found.tensors.inferred),
    )


def learn(call: Call) -> int:
    """Take what was inferred of the graph's shapes: `texts`, and in columns `nodes`, `outputs` and `text`.

    The answer is how many outputs that tells something of.
    """
    found = index_of_graph(call)
    if found is None:
        return 0
    told = call.arguments
    rows = zip(told["nodes"], told["outputs"], told["text"], strict=True)
    found.learn({(node, output): told["texts"][text] for node, output, text in rows})
    call.models.later("search", found.ahead())
    return len(found.tensors.inferred)


def place(call: Call) -> Place | None:
    """Where the node `name` of `function` is drawn; None where there is none.

    Without a function it is a node of the main graph, or the name is a path through calls.
    """
    found = index_of_graph(call)
    if found is None:
        return None
    name, function = call.arguments["name"], call.arguments["function"]
    node = found.node(name, function) if function else found.along(name)
    return found.places.of(node) if node >= 0 else None


def chains(call: Call) -> list[tuple[str, ...]]:
    """For each of `nodes` (name and function) the keys of the groups around its box, then that of the box.

    Without a function the name may be a path through calls. Empty for those that the graph does not have.
    """
    found = index_of_graph(call)
    look = _Look(call, "Looking for nodes")
    answer: list[tuple[str, ...]] = []
    for name, function in call.arguments["nodes"]:
        node = -1
        if found is not None:
            node = found.node(name, function) if function else found.along(name)
        if found is None or node < 0:
            answer.append(())
            continue
        look()
        there = found.places.of(node)
        answer.append((*there.opened, there.key))
    return answer


def facts(call: Call) -> NodeFacts | None:
    """What the file tells of the node `name` of `function`; None where there is none."""
    found = index_of_graph(call)
    name, function = call.arguments["name"], call.arguments["function"]
    node = (found.node(name, function) if function else found.along(name)) if found else -1
    if found is None or node < 0:
        return None
    graph, details = found.graph, found.details
    around = found.paths.around(node)
    inputs, outputs = list(around.inputs), list(around.outputs)
    return NodeFacts(
        graph.names[node],
        graph.op_names[graph.ops[node]],
        found.function(node),
        details.device(node) if details else "",
        details.attributes(node) if details else (),
        tuple(_ends(found, inputs, is_input=True)),
        tuple(_ends(found, outputs, is_input=False)),
        len(inputs),
        len(outputs),
        tuple(found.attached(node)),
        *_stack(call, found, node),
    )


def group(call: Call) -> GroupFacts | None:
    """What is in the group `key`; None where the graph has no group of that key."""
    found = index_of_graph(call)
    if found is None:
        return None
    look = _Look(call, "Looking through the group")
    way = way_to(found.map.folding, call.arguments["key"], look)
    known = visible_groups(found.map.folding, way).get(way[-1]) if way else None
    return group_facts(found, known, look) if known is not None else None


def _stack(call: Call, found: Index, node: int) -> tuple[tuple[str, ...], str]:
    """Where a node was made, and why that cannot be told."""
    model = call.models.open(call.source, call.progress)
    if not isinstance(model, GraphModel):
        return (), ""
    try:
        return model.stack(found.graph.names[node], found.function(node)), ""
    except ModelError as error:
        return (), f"Where the node was made cannot be told: {error.message}"


def _ends(found: Index, edges: list[int], *, is_input: bool) -> Iterator[End]:
    graph = found.graph
    for edge in edges[:_MOST_ENDS]:
        output = graph.edge_output[edge]
        source = graph.edge_from[edge]
        node = source if is_input else graph.edge_to[edge]
        slot = -1 if output < 0 else graph.edge_input[edge] if is_input else output
        carries = found.tensors[source, output] if output >= 0 else ""
        op, function = graph.op_names[graph.ops[node]], found.function(node)
        yield End(slot, graph.names[node], op, function, carries, (source, output))


def _drawing(made: Picture, found: Index) -> Drawing:
    boxes, weights = made.boxes, found.weights
    attached = [weights.named(node) for node in boxes.attached]
    sums, groups = [], GroupWeights(found, made.opened)
    for box, key in enumerate(boxes.keys):
        names = attached[boxes.attached_starts[box] : boxes.attached_starts[box + 1]]
        if not names:
            names = weights.of(boxes.node[box]) if boxes.form[box] == NODE else groups.of(key)
        sums.append(weights.sum(names))
    return Drawing(
        made,
        [found.graph.names[node] if node >= 0 else "" for node in boxes.node],
        [found.function(node) if node >= 0 else "" for node in boxes.node],
        [each.parameters for each in sums],
        [each.bytes for each in sums],
        [each.dtype for each in sums],
        attached,
        Devices(found, made).of_boxes(),
    )


def index_of_graph(call: Call) -> Index | None:
    """The index of the graph that a question is about, kept for the next one; None where the format has none."""
    model = call.models.open(call.source, call.progress)
    call.progress("Folding the graph", None)
    return call.models.keep("graph", lambda: index_of(model))


class _Look:
    """Reports now and then, which is where cancelling takes effect."""

    def __init__(self, call: Call, words: str) -> None:
        self._call = call
        self._words = words

    def __call__(self) -> None:
        self._call.progress(self._words, None)
