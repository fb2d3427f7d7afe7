# SPDX-License-Identifier: Apache-2.0
"""Walking gives what a plain search over the edges gives."""

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cutaway.description.graph import Graph
from cutaway.graphing.paths import Paths
from helpers import shaped_graphs


def reached(graph: Graph, start: int, *, back: bool) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for source, target in zip(graph.edge_from, graph.edge_to, strict=True):
            begin, end = (target, source) if back else (source, target)
            if begin == node and end not in found:
                found.add(end)
                waiting.append(end)
    return found


@settings(max_examples=40)
@given(st.integers(0, 1000))
def test_what_feeds_and_what_follows_a_node(seed: int) -> None:
    graph = shaped_graphs.scattered(Random(seed), 30)
    paths = Paths(graph)
    for node in range(0, 30, 5):
        assert set(paths.feeding([node])) == reached(graph, node, back=True)
        assert set(paths.following([node])) == reached(graph, node, back=False)


@settings(max_examples=40)
@given(st.integers(0, 1000))
def test_ways_are_all_simple_paths(seed: int) -> None:
    graph = shaped_graphs.scattered(Random(seed), 8)
    edges = set(zip(graph.edge_from, graph.edge_to, strict=True))
    found = Paths(graph).between(0, 7, limit=10_000)
    assert found.complete

    def walk(way: tuple[int, ...]) -> set[tuple[int, ...]]:
        if way[-1] == 7:
            return {way}
        onward = {end for begin, end in edges if begin == way[-1] and end not in way}
        return set().union(*(walk((*way, end)) for end in onward))

    assert {tuple(way) for way in found.ways} == walk((0,))
    assert all(len(a) <= len(b) for a, b in pairwise(found.ways))


def test_ways_end_at_the_limit() -> None:
    made = shaped_graphs.Growing()
    last = made.node("x", "Placeholder")
    for step in range(30):
        last = made.node(
            f"add_{step}", "Add", made.node(f"a{step}", "Relu", last), made.node(f"b{step}", "Relu", last)
        )
    found = Paths(made.graph()).between(0, last, limit=50)
    assert len(found.ways) == 50
    assert not found.complete


def test_a_walk_goes_into_functions_and_out_again() -> None:
    graph = shaped_graphs.functions(2)
    paths = Paths(graph)
    index = {(graph.function_of[node], name): node for node, name in enumerate(graph.names)}
    inside = index[1, "step_3"]
    assert index[-1, "x"] in set(paths.feeding([inside]))
    assert index[-1, "call_1"] in set(paths.following([inside]))


def test_dead_nodes_reach_no_output() -> None:
    made = shaped_graphs.Growing()
    first = made.node("x", "Placeholder")
    output = made.node("y", "Relu", first)
    made.node("forgotten", "Relu", first)
    assert list(Paths(made.graph()).dead([output])) == [2]


def test_edges_around_a_node_come_by_slot() -> None:
    made = shaped_graphs.Growing()
    first, second = made.node("a", "Const"), made.node("b", "Const")
    both = made.node("c", "Add")
    made.link(first, both, slot=1)
    made.link(second, both, slot=0)
    made.node("d", "Relu", both)
    around = Paths(made.graph()).around(both)
    assert list(around.inputs) == [1, 0]
    assert list(around.outputs) == [2]
