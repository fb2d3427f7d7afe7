# SPDX-License-Identifier: Apache-2.0
"""What one gets to by walking along the edges of a graph: ways between two nodes, what feeds and follows, the dead."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path

from cutaway.description.columns import Ints
from cutaway.description.drawing import Hits, Trail
from cutaway.errors import RequestError
from cutaway.worker.questions import Call
from cutaway.worker.tasks.graph_index import Index
from cutaway.worker.tasks.graphs import index_of_graph

_MOST_GUESSED = 50_000
"""Names among which one like a mistyped one is looked for."""


def ways(call: Call) -> Trail | None:
    """Ways from the node `begin` to the node `end`; with `either` the other way round where there are none."""
    index = index_of_graph(call)
    if index is None:
        return None
    begin, end = _node(call, index, "begin"), _node(call, index, "end")
    limit, look = call.arguments["limit"], _look(call)
    found, is_back = index.paths.between(begin, end, limit, look), False
    if not found.ways and call.arguments["either"]:
        found, is_back = index.paths.between(end, begin, limit, look), True
    places = {node: place for place, node in enumerate(dict.fromkeys(n for way in found.ways for n in way))}
    told: list[Ints] = [array("i", [places[node] for node in way]) for way in found.ways]
    return _trail(index, list(places), len(places), told, complete=found.complete, is_back=is_back)


def reach(call: Call) -> Trail | None:
    """What follows `node`, or with `back` what feeds it, in file order; the node itself is not among them."""
    index = index_of_graph(call)
    if index is None:
        return None
    node = _node(call, index, "node")
    walk = index.paths.feeding if call.arguments["back"] else index.paths.following
    return _listed(call, index, [each for each in walk([node], _look(call)) if each != node])


def dead(call: Call) -> Trail | None:
    """Nodes on which nothing depends that the graph gives, in file order."""
    index = index_of_graph(call)
    return None if index is None else _listed(call, index, index.paths.dead(look=_look(call)))


def _listed(call: Call, index: Index, nodes: Sequence[int]) -> Trail:
    return _trail(index, list(nodes[: call.arguments["limit"]]), len(nodes), [])


def _trail(
    index: Index,
    nodes: list[int],
    total: int,
    told: list[Ints],
    *,
    complete: bool = True,
    is_back: bool = False,
) -> Trail:
    graph = index.graph
    hits = Hits(
        array("i", nodes),
        [graph.names[node] for node in nodes],
        [graph.op_names[graph.ops[node]] for node in nodes],
        [index.function(node) for node in nodes],
        total,
    )
    places = [index.places.of(node) for node in nodes]
    keys = [(*place.opened, place.key) for place in places]
    return Trail(hits, [place.path for place in places], keys, told, complete, is_back)


def _node(call: Call, index: Index, argument: str) -> int:
    """The node that is meant. Raises RequestError, with one that is spelled alike."""
    name, function = call.arguments[argument]
    node = index.node(name, function)
    if node < 0 and not function:
        node = _spelled(index, name)
    if node >= 0:
        return node
    file = Path(call.source[0])
    close = get_close_matches(name, index.graph.names[:_MOST_GUESSED], n=1)
    hint = f"Did you mean {close[0]}?" if close else "Nodes are found by: cutaway graph PATH --search TEXT"
    raise RequestError(f"The graph of {file.name} has no node called {name}.", hint=hint, path=file)


def _spelled(index: Index, path: str) -> int:
    """The node of a path through calls, or of a tensor's name; −1 where there is none."""
    plain = path.rpartition(":")[0] if path.rpartition(":")[2].isdigit() else path
    for wanted in dict.fromkeys((path, plain)):
        for node, name in enumerate(index.graph.names):
            if wanted.endswith(name) and index.places.spelled(node) == wanted:
                return node
    return -1


def _look(call: Call) -> Callable[[], None]:
    return lambda: call.progress("Walking through the graph", None)
