# SPDX-License-Identifier: Apache-2.0
"""What Netron's layout can take, in words."""

from array import array
from dataclasses import replace

import pytest

from cutaway.description.graph import Graph
from cutaway.qt.netron import limits
from helpers import shaped_graphs


def graph(nodes: int, edges: list[tuple[int, int]], function_of: dict[int, int] | None = None) -> Graph:
    """A graph of equal nodes."""
    zeros = array("i", [0]) * len(edges)
    inside = array("i", [(function_of or {}).get(node, -1) for node in range(nodes)])
    return Graph(
        [str(node) for node in range(nodes)],
        ["NoOp"],
        array("i", [0]) * nodes,
        ["body"],
        inside,
        array("i", [source for source, _ in edges]),
        array("i", [target for _, target in edges]),
        zeros,
        zeros,
    )


def chain(nodes: int) -> list[tuple[int, int]]:
    """Each node feeds the next."""
    return [(node, node + 1) for node in range(nodes - 1)]


def test_a_chain_passes_nothing() -> None:
    assert limits.passed_ranks(graph(100, chain(100))) == 0


def test_an_edge_across_passes_all_between() -> None:
    assert limits.passed_ranks(graph(10, [*chain(10), (0, 9)])) == 8


def test_a_source_stands_above_its_reader() -> None:
    assert limits.passed_ranks(graph(11, [*chain(10), (10, 9)])) == 0


def test_functions_are_not_counted() -> None:
    assert limits.passed_ranks(graph(10, [*chain(10), (0, 9)], dict.fromkeys(range(10), 0))) == 0


def test_constants_are_not_counted() -> None:
    found = graph(11, [*chain(10), (10, 0), (10, 9)])
    constants = replace(found, op_names=["NoOp", "Const"], ops=array("i", [*[0] * 10, 1]))
    assert (limits.passed_ranks(found), limits.passed_ranks(constants)) == (9, 0)


def test_a_cycle_ends() -> None:
    assert limits.passed_ranks(graph(3, [(0, 1), (1, 2), (2, 1)])) == 0


@pytest.mark.parametrize(("nodes", "is_told"), [(limits.MOST_NODES, False), (limits.MOST_NODES + 1, True)])
def test_nodes_are_told_beyond_the_limit(nodes: int, is_told: bool) -> None:
    assert bool(limits.words_for_nodes(nodes)) is is_told


def test_edges_are_told_beyond_the_limit() -> None:
    assert limits.words_for_edges(limits.MOST_PASSED) == ""
    assert "60,001" in limits.words_for_edges(limits.MOST_PASSED + 1)


@pytest.mark.parametrize("found", [shaped_graphs.unrolled_lstm(), shaped_graphs.hub()], ids=["lstm", "hub"])
def test_what_took_netron_minutes_is_told(found: Graph) -> None:
    assert len(found.names) < limits.MOST_NODES
    assert limits.words_for_edges(limits.passed_ranks(found))


def test_a_residual_network_is_not() -> None:
    assert not limits.words_for_edges(limits.passed_ranks(shaped_graphs.residual(4_000)))
