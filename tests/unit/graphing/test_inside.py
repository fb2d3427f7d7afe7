# SPDX-License-Identifier: Apache-2.0
"""All that is in a group is found, and a walk ends where functions call one another without end."""

from itertools import islice

from cutaway.graphing.inside import nodes_in, visible_groups
from cutaway.graphing.looking import nobody
from cutaway.graphing.maps import GraphMap
from helpers import shaped_graphs


def test_the_root_holds_every_node_that_has_a_box_of_its_own() -> None:
    graph = shaped_graphs.residual(1_000)
    folding = GraphMap(graph, plain=True).folding
    found = list(nodes_in(folding, folding.root, nobody))
    assert sorted(found) == list(range(len(graph.names)))


def test_a_group_holds_what_its_name_says() -> None:
    graph = shaped_graphs.residual(1_000)
    folding = GraphMap(graph, plain=True).folding
    groups = visible_groups(folding, [])
    key, group = next((key, group) for key, group in groups.items() if group.form == "scope")
    assert {graph.names[node].startswith(key) for node in nodes_in(folding, group, nobody)} == {True}


def test_only_groups_in_open_ones_are_visible() -> None:
    folding = GraphMap(shaped_graphs.residual(1_000)).folding
    top = visible_groups(folding, [])
    inner = visible_groups(folding, top)
    assert set(top) < set(inner)


def test_a_walk_ends_after_so_many_nodes() -> None:
    folding = GraphMap(shaped_graphs.functions(200)).folding
    found = list(islice(nodes_in(folding, folding.root, nobody, most=50), 5_000))
    assert len(found) < 1_000
