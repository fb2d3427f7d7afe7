# SPDX-License-Identifier: Apache-2.0
"""A group is found by its key, however deep it lies, and also where there is no end of groups."""

from random import Random

import pytest

from cutaway.description.graph import Graph
from cutaway.graphing.folding import Folding
from cutaway.graphing.looking import nobody
from cutaway.graphing.places import Places
from cutaway.graphing.seeking import way_to
from helpers import shaped_graphs


def test_the_way_to_a_scope_is_all_that_lies_around_it() -> None:
    folding = Folding(shaped_graphs.unrolled_lstm(3))
    assert way_to(folding, "gradients/rnn_grad", nobody)[-1].startswith("gradients/rnn_grad")


def test_a_key_is_known_with_and_without_its_ending() -> None:
    folding = Folding(shaped_graphs.recursive())
    assert way_to(folding, "fact()", nobody) == way_to(folding, "fact", nobody) == ["fact()"]


def test_there_is_no_way_to_what_is_not_there() -> None:
    assert way_to(Folding(shaped_graphs.chain(100)), "nowhere", nobody) == []


def test_functions_that_call_one_another_without_end_are_searched_in_bounds() -> None:
    assert way_to(Folding(shaped_graphs.doubling(40)), "nowhere", nobody) == []


@pytest.mark.parametrize(
    "graph",
    [
        shaped_graphs.functions(20),
        shaped_graphs.doubling(6),
        shaped_graphs.recursive(),
        shaped_graphs.unrolled_lstm(3),
        shaped_graphs.scattered(Random(3), 40, functions=5),
    ],
)
def test_a_node_is_spelled_as_where_its_box_is(graph: Graph) -> None:
    places = Places(Folding(graph))
    assert [places.spelled(node) for node in range(len(graph.names))] == [
        places.of(node).path for node in range(len(graph.names))
    ]
