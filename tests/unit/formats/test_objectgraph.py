# SPDX-License-Identifier: Apache-2.0
"""The object graph of a SavedModel, with cycles, wrong references and any depth."""

import pytest

from cutaway.formats.objectgraph import ObjectGraph, stored_variables
from cutaway.wire.protobuf import Message, message_class


def _saved(children: dict[int, dict[str, int]], count: int) -> Message:
    graph = message_class("SavedObjectGraph")()
    for number in range(count):
        node = graph.nodes.add()
        for name, child in children.get(number, {}).items():
            node.children.add(local_name=name, node_id=child)
    return graph


def test_paths_are_the_shortest_ways_and_cycles_end() -> None:
    found = ObjectGraph(_saved({0: {"a": 1, "b": 2}, 1: {"c": 2, "up": 0}, 2: {"self": 2}}, 4))
    assert found.paths == ["", "a", "b", None]
    assert found.findings() == ()


def test_references_out_of_range_are_counted_and_passed_over() -> None:
    found = ObjectGraph(_saved({0: {"a": 9, "b": -1, "c": 1}}, 2))
    assert (found.paths, found.broken, found.children(0)) == (["", "c"], 2, {"c": 1})
    assert [finding.code for finding in found.findings()] == ["damaged-object-graph"]


def test_depth_does_no_harm() -> None:
    found = ObjectGraph(_saved({number: {"n": number + 1} for number in range(20_000)}, 20_001))
    assert found.paths[3] == "n/n/n"
    assert len(found.paths[20_000] or "") <= 2000


def test_variables_are_found_in_the_checkpoint_by_walking_both_graphs() -> None:
    saved = _saved({0: {"layer": 1, "loop": 0}, 1: {"kernel": 2}}, 3)
    saved.nodes[2].variable.name = "dense/kernel"
    saved.nodes[2].variable.trainable = True
    trackable = message_class("TrackableObjectGraph")()
    for children in ({"layer": 2, "gone": 7}, {}, {"kernel": 1}):
        node = trackable.nodes.add()
        for name, child in children.items():
            node.children.add(local_name=name, node_id=child)
    trackable.nodes[1].attributes.add(name="VARIABLE_VALUE", checkpoint_key="k")
    found = stored_variables(ObjectGraph(saved), trackable)
    assert found["k"] == (2, "layer/kernel", "dense/kernel", True)


def test_functions_inside_keras_layers_and_resources_are_left_out() -> None:
    saved = _saved(
        {0: {"call": 1, "layer": 2, "table": 3}, 2: {"call": 1, "inner": 4}, 3: {"_initialize": 5}}, 6
    )
    saved.nodes[2].user_object.identifier = "_tf_keras_layer"
    for number, name in ((1, "f"), (4, "g"), (5, "h")):
        saved.nodes[number].function.concrete_functions.append(name)
        saved.concrete_functions[name].SetInParent()
    found = ObjectGraph(saved)
    assert [function.path for function in found.functions()] == ["call"]
    assert found.initialisers() == ["h"]


def test_variables_under_an_object_do_not_come_by_way_of_the_root() -> None:
    saved = _saved(
        {0: {"a": 1, "b": 2}, 1: {"v": 3, "model": 0, "keras_api": 4}, 2: {"v": 5}, 4: {"v": 5}}, 6
    )
    for number in (3, 5):
        saved.nodes[number].variable.SetInParent()
    assert ObjectGraph(saved).variables_under(1) == [3]


@pytest.mark.parametrize(
    ("traces", "shape"),
    [
        ([(-1, 3), (-1, 3)], (None, 3)),
        ([(-1, 3), (5, 3)], (None, 3)),
        ([(-1, -1), (-1, 3)], (None, 3)),
        ([(-1, 4), (-1, 3)], (None, None)),
        ([(-1,), (-1, 3)], None),
        ([], None),
    ],
)
def test_what_a_call_gives_is_told_as_far_as_its_traces_agree(
    traces: list[tuple[int, ...]], shape: tuple[int | None, ...] | None
) -> None:
    saved = _saved({0: {"__call__": 1}}, 2)
    for number, sizes in enumerate(traces):
        saved.nodes[1].function.concrete_functions.append(f"f{number}")
        given = saved.concrete_functions[f"f{number}"].output_signature.tensor_spec_value
        given.SetInParent()
        for size in sizes:
            given.shape.dim.add(size=size)
    assert ObjectGraph(saved).call_shape(0) == shape
