# SPDX-License-Identifier: Apache-2.0
"""What Netron can lay out: known before it tries, because its layout cannot be asked to stop.

Measured with netron 9.3.3 on two cores. Its layout (dagre) puts a node of its own wherever an edge passes a rank, so an
edge across the whole graph costs as much as a chain of that length: 20,000 nodes in a chain took 36 s and 2.7 GB, but
3,700 nodes with gradients running back along them 339 s and 8 GB, and 6,600 nodes with one that a thousand others
control ran the page out of memory.
"""

from __future__ import annotations

from array import array
from collections import deque

from cutaway.description import wording
from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.qt.words import tr

MOST_NODES = 5_000
MOST_PASSED = 60_000
"""Ranks that all edges may pass together. Made graphs took dagre alone 13 s for 32,000 and 29 s and 1.6 GB for 75,000;
a frozen NASNet with 59,000 was drawn within 14 s."""
_WORTH_MEASURING = 300
"""Nodes below which no edge can be long enough to matter."""
_MOST_MEASURED = 30_000
"""Nodes, those of functions included, that can be walked without holding up the window."""


def drawn_nodes(description: ModelDescription) -> int:
    """How many nodes Netron will lay out at most: those of the main graph, or the layers of a Keras model."""
    if description.graph is not None:
        return description.graph.nodes
    return len(description.layers or ())


def is_worth_measuring(description: ModelDescription) -> bool:
    """Whether edges could be too long where nodes are not too many."""
    graph = description.graph
    return (
        graph is not None
        and graph.nodes > _WORTH_MEASURING
        and graph.nodes + graph.function_nodes <= _MOST_MEASURED
    )


def words_for_nodes(nodes: int) -> str:
    """Why that many nodes are too many; empty where they are not."""
    if nodes <= MOST_NODES:
        return ""
    return tr(
        "Netron lays out all {nodes} nodes at once. With more than {most} that takes minutes and gigabytes of "
        "memory, or does not end.",
        nodes=wording.count(nodes),
        most=wording.count(MOST_NODES),
    )


def words_for_edges(passed: int) -> str:
    """Why edges that pass so many ranks are too long; empty where they are not."""
    if passed <= MOST_PASSED:
        return ""
    return tr(
        "Edges of this graph run past {passed} other places. Netron reserves room for each of them, which takes "
        "minutes and gigabytes of memory, or does not end.",
        passed=wording.count(passed),
    )


def passed_ranks(graph: Graph) -> int:
    """How many ranks the edges of the main graph pass, all together, when each node stands as high as it can.

    Sources (inputs, variables) stand right above their first reader, as dagre puts them. Constants are drawn inside
    their readers. Edges that lead back in a cycle are left out. Takes about 20 ms for 5,000 nodes.
    """
    count = len(graph.names)
    is_main = [function < 0 for function in graph.function_of]
    followers: list[list[int]] = [[] for _ in range(count)]
    waiting = array("i", [0]) * count
    constant = graph.op_names.index("Const") if "Const" in graph.op_names else -1
    for source, target in zip(graph.edge_from, graph.edge_to, strict=True):
        if is_main[source] and is_main[target] and graph.ops[source] != constant:
            followers[source].append(target)
            waiting[target] += 1
    is_source = [not number for number in waiting]
    rank = array("i", [0]) * count
    ready = deque(node for node in range(count) if is_source[node])
    order: list[int] = []
    while ready:
        node = ready.popleft()
        order.append(node)
        for target in followers[node]:
            rank[target] = max(rank[target], rank[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for node in order:
        if is_source[node] and followers[node]:
            rank[node] = min(rank[target] for target in followers[node]) - 1
    return sum(max(rank[target] - rank[node] - 1, 0) for node in order for target in followers[node])
