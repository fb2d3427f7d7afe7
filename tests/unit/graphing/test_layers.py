# SPDX-License-Identifier: Apache-2.0
"""Layers of a Keras file are drawn like ops."""

from cutaway.description.layers import Layer
from cutaway.graphing.layers import layer_graph, layer_tensors
from cutaway.graphing.maps import GraphMap

LAYERS = (
    Layer("image", "InputLayer", (None, 8, 8, 3), 0),
    Layer("encoder", "Functional", (None, 4), 10, inbound=("image",)),
    Layer("inner_in", "InputLayer", (None, 8, 8, 3), 0, depth=1),
    Layer("conv", "Conv2D", (None, 6, 6, 4), 10, depth=1, inbound=("inner_in",)),
    Layer("pool", "GlobalAveragePooling2D", (None, 4), 0, depth=1, inbound=("conv",)),
    Layer("dense", "Dense", (None, 2), 10, inbound=("encoder",)),
)


def edges() -> set[tuple[str, str]]:
    graph = layer_graph(LAYERS)
    return {(graph.names[a], graph.names[b]) for a, b in zip(graph.edge_from, graph.edge_to, strict=True)}


def test_a_nested_model_is_a_scope_and_edges_lead_into_it() -> None:
    assert edges() == {
        ("image", "encoder/inner_in"),
        ("encoder/inner_in", "encoder/conv"),
        ("encoder/conv", "encoder/pool"),
        ("encoder/pool", "dense"),
    }


def test_wires_carry_the_shapes_of_outputs() -> None:
    picture = GraphMap(layer_graph(LAYERS), unit="layer").picture(["encoder/"], tensors=layer_tensors(LAYERS))
    assert "? × 6 × 6 × 4" in picture.wires.labels
    assert picture.boxes.notes[picture.boxes.keys.index("encoder/")] == "3 layers"


def test_layers_that_feed_one_another_twice_or_name_nobody_are_borne() -> None:
    layers = (
        Layer("a", "InputLayer", None, 0),
        Layer("b", "Add", None, 0, inbound=("a", "a", "nobody")),
        Layer("odd", "Dense", None, 0, depth=3, inbound=("b",)),
    )
    graph = layer_graph(layers)
    assert len(graph.names) == 2
    assert list(graph.edge_from) == [0]
