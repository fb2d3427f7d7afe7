# SPDX-License-Identifier: Apache-2.0
"""What holds for every picture of every graph."""

from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cutaway.description import codec
from cutaway.description.graph import Graph
from cutaway.description.picture import OPEN, Direction, Picture
from cutaway.errors import CancelledError
from cutaway.graphing.maps import GraphMap
from helpers import picture_flaws as pictures
from helpers import shaped_graphs as graphs

SMALL = {
    "chain": lambda: graphs.chain(3_000),
    "fan": lambda: graphs.fan(2_000),
    "residual": lambda: graphs.residual(3_000),
    "residual without scopes": lambda: graphs.residual(3_000, scopes=False),
    "functions": lambda: graphs.functions(200),
    "doubling": graphs.doubling,
    "recursive": graphs.recursive,
    "unrolled LSTM": lambda: graphs.unrolled_lstm(20),
    "loop": graphs.loop,
    "hub": graphs.hub,
}
scattered = st.builds(
    lambda seed, count, functions: graphs.scattered(Random(seed), count, functions),
    st.integers(0, 10_000),
    st.integers(1, 60),
    st.integers(0, 4),
)
directions: st.SearchStrategy[Direction] = st.sampled_from(["down", "right"])


def flaws(picture: Picture) -> list[str]:
    return [
        *pictures.overlapping(picture),
        *pictures.outside(picture),
        *pictures.loose_ends(picture),
        *pictures.crossed_boxes(picture),
    ]


@settings(max_examples=60)
@example(graphs.scattered(Random(7222), 59, 1), "down")
@example(graphs.scattered(Random(7222), 59, 1), "right")
@given(scattered, directions)
def test_boxes_lie_in_their_groups_and_wires_go_from_box_to_box(graph: Graph, direction: Direction) -> None:
    made = GraphMap(graph)
    assert flaws(made.picture(direction=direction)) == []
    opened = pictures.everything(made).opened
    assert flaws(made.picture(opened, direction=direction)) == []


@settings(max_examples=40)
@given(scattered)
def test_every_edge_is_drawn_or_hidden_in_a_folded_group(graph: Graph) -> None:
    made = GraphMap(graph)
    for picture in (made.picture(), pictures.everything(made)):
        assert list(pictures.unshown(graph, made, picture)) == []


@settings(max_examples=25)
@given(scattered)
def test_the_same_graph_gives_the_same_picture(graph: Graph) -> None:
    assert codec.pack(Picture, GraphMap(graph).picture()) == codec.pack(Picture, GraphMap(graph).picture())


@settings(max_examples=25)
@given(scattered)
def test_opening_and_closing_a_group_gives_the_picture_from_before(graph: Graph) -> None:
    made = GraphMap(graph)
    before = codec.pack(Picture, made.picture([]))
    pictures.everything(made)
    assert codec.pack(Picture, made.picture([])) == before


@settings(max_examples=25)
@given(scattered)
def test_every_node_is_found_where_its_place_says(graph: Graph) -> None:
    made = GraphMap(graph)
    for node in range(0, len(graph.names), 7):
        place = made.places.of(node)
        picture = made.picture(place.opened)
        assert place.key in picture.boxes.keys
        box = picture.boxes.keys.index(place.key)
        attached = picture.boxes.attached[
            picture.boxes.attached_starts[box] : picture.boxes.attached_starts[box + 1]
        ]
        assert picture.boxes.node[box] == node or node in list(attached)


@pytest.mark.parametrize("shape", SMALL)
def test_the_first_picture_shows_5_to_200_boxes_without_flaws(shape: str) -> None:
    picture = GraphMap(SMALL[shape]()).picture()
    assert 5 <= len(picture.boxes.keys) <= 200
    assert all(picture.boxes.labels)
    assert flaws(picture) == []


@pytest.mark.parametrize("shape", SMALL)
def test_keys_are_unique(shape: str) -> None:
    keys = pictures.everything(GraphMap(SMALL[shape]())).boxes.keys
    assert len(set(keys)) == len(keys)


def test_a_picture_survives_the_way_to_another_process() -> None:
    picture = GraphMap(graphs.residual(500)).picture()
    came = codec.unpack(Picture, codec.pack(Picture, picture))
    assert list(came.boxes.x) == list(picture.boxes.x)
    assert list(came.wires.edges) == list(picture.wires.edges)
    assert came.boxes.labels == picture.boxes.labels


def test_the_box_to_keep_in_sight_is_told() -> None:
    made = GraphMap(graphs.residual(3_000))
    picture = made.picture(["tower_1/"], anchor="tower_1/")
    assert picture.boxes.keys[picture.anchor] == "tower_1/"
    assert picture.boxes.form[picture.anchor] == OPEN


def test_keys_of_groups_that_are_not_there_do_nothing() -> None:
    made = GraphMap(graphs.residual(500))
    assert made.picture(["nothing/", "tower_9/"]).opened == []


def test_work_ends_where_it_is_cancelled() -> None:
    def cancelled() -> None:
        raise CancelledError("The picture was cancelled.")

    with pytest.raises(CancelledError):
        GraphMap(graphs.residual(500)).picture(look=cancelled)


def test_an_empty_graph_gives_an_empty_picture() -> None:
    picture = GraphMap(graphs.Growing().graph()).picture()
    assert len(picture.boxes.keys) == len(picture.wires.source) == 0


def test_tensors_label_the_wires_that_carry_one() -> None:
    made = graphs.Growing()
    first = made.node("x", "Placeholder")
    made.node("y", "Relu", first)
    picture = GraphMap(made.graph()).picture(tensors={(first, 0): "float32 ? × 4"})
    assert picture.wires.labels == ["float32 ? × 4"]
