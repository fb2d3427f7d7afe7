# SPDX-License-Identifier: Apache-2.0
"""The layered layout by itself: nothing overlaps, links point on, and few cross."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutaway.graphing.layered.arranging import arrange
from cutaway.graphing.layered.network import Arrangement, Link, Network, Spacing
from cutaway.graphing.layered.placing import closest
from cutaway.graphing.layered.ranks import against_the_flow
from helpers import networks

_ROOM = 1.5
"""How many times as many crossings as the yardstick's are borne, over all networks together."""


def arranged(network: Network) -> Arrangement:
    return arrange(network, Spacing(), lambda: None)


@st.composite
def any_network(draw: st.DrawFn) -> Network:
    """Boxes of any size, links in any direction, doubled, to themselves, or none."""
    count = draw(st.integers(1, 25))
    ends = st.integers(0, count - 1)
    links = draw(st.lists(st.builds(Link, ends, ends), max_size=50))
    sizes = st.floats(10, 300)
    return Network(
        draw(st.lists(sizes, min_size=count, max_size=count)),
        draw(st.lists(sizes, min_size=count, max_size=count)),
        links,
        [float(box) for box in range(count)],
    )


@settings(max_examples=100)
@given(any_network())
def test_boxes_do_not_overlap_and_lie_inside(network: Network) -> None:
    found = arranged(network)
    assert networks.overlapping(network, found.u, found.v) == []
    for u, v, breadth, length in zip(found.u, found.v, network.breadths, network.lengths, strict=True):
        assert breadth / 2 - 1e-6 <= u <= found.breadth - breadth / 2 + 1e-6
        assert length / 2 - 1e-6 <= v <= found.length - length / 2 + 1e-6


@settings(max_examples=100)
@given(any_network())
def test_routes_go_from_box_to_box_without_turning_back(network: Network) -> None:
    found = arranged(network)
    for link, route in zip(network.links, found.routes, strict=True):
        if not route or link.source == link.target:
            continue
        sides = [(route[0], link.source), (route[-1], link.target)]
        for (u, v), box in sides:
            assert abs(u - found.u[box]) <= network.breadths[box] / 2 + 1e-6
            assert abs(abs(v - found.v[box]) - network.lengths[box] / 2) < 1e-6
        steps = [b[1] - a[1] for a, b in pairwise(route)]
        assert min(steps) >= -1e-6 or max(steps) <= 1e-6


@settings(max_examples=50)
@given(any_network())
def test_the_same_network_gives_the_same_layout(network: Network) -> None:
    assert arranged(network) == arranged(network)


def test_links_point_on_where_there_is_no_cycle() -> None:
    network = networks.layered(Random(0), 80, 110)
    found = arranged(network)
    assert all(found.v[link.source] < found.v[link.target] for link in network.links)


def test_of_a_cycle_those_links_are_turned_that_go_against_the_flow() -> None:
    assert against_the_flow(4, [(0, 1), (1, 2), (2, 1), (2, 3)], [0, 1, 2, 3]) == {(2, 1)}


def test_residual_blocks_do_not_cross() -> None:
    assert networks.crossings(arranged(networks.residual(40)).routes) == 0


def test_a_chain_is_straight() -> None:
    links = [Link(box, box + 1) for box in range(29)]
    found = arranged(
        Network([100.0 + box for box in range(30)], [40.0] * 30, links, [float(b) for b in range(30)])
    )
    assert max(found.u) - min(found.u) < 1e-6


def test_broad_ranks_become_several() -> None:
    count = 60
    links = [link for box in range(1, count - 1) for link in (Link(0, box), Link(box, count - 1))]
    found = arranged(Network([200.0] * count, [40.0] * count, links, [float(box) for box in range(count)]))
    assert found.breadth < 6_000


def test_crossings_that_are_counted_are_those_of_the_drawing() -> None:
    for seed in range(8):
        network = networks.layered(Random(seed), 60, 80)
        found = arranged(network)
        assert abs(networks.crossings(found.routes) - found.crossings) <= 2


def test_positions_are_the_closest_that_keep_their_distance() -> None:
    assert closest([0.0, 0.0], [1.0, 1.0], [0.0, 10.0]) == [-5.0, 5.0]
    assert closest([0.0, 50.0], [1.0, 1.0], [0.0, 10.0]) == [0.0, 50.0]


def test_not_many_more_links_cross_than_with_graphlay() -> None:
    graphlay = pytest.importorskip(
        "graphlay", reason="graphlay, the yardstick for crossings, is not installed"
    )
    ours = theirs = 0
    for boxes, links in ((30, 38), (60, 80), (120, 150), (60, 110)):
        for seed in range(3):
            network = networks.layered(Random(seed), boxes, links)
            ours += networks.crossings(arranged(network).routes)
            graph = graphlay.Graph()
            for box, (breadth, length) in enumerate(zip(network.breadths, network.lengths, strict=True)):
                graph.node(box, width=breadth, height=length)
            for link in network.links:
                graph.edge(link.source, link.target)
            options = {"direction": "topbottom", "routing": {"style": "diagonal"}}
            edges = graphlay.layout(graph, options=options).edges
            theirs += networks.crossings(
                [
                    [
                        (point["x"], point["y"]) if isinstance(point, dict) else tuple(point)
                        for point in edge["points"]
                    ]
                    for edge in edges
                ]
            )
    assert ours <= _ROOM * theirs, f"{ours} crossings, graphlay has {theirs}"
