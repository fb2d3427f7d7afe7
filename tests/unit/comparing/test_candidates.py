# SPDX-License-Identifier: Apache-2.0
"""Which tensors of two models may be the same."""

from __future__ import annotations

from cutaway.comparing.candidates import candidates, is_exact, pieces
from cutaway.description.inside import Candidates, InsideTensor

CALL = "StatefulPartitionedCall"


def chain(*named: tuple[str, str]) -> list[InsideTensor]:
    """Tensors that feed each other, by name and op."""
    return [
        InsideTensor(f"{name}:0", name, op, (place - 1,) if place else ())
        for place, (name, op) in enumerate(named)
    ]


NODES = chain(
    (f"{CALL}/net/conv/Conv2D", "Conv2D"),
    (f"{CALL}/net/conv/BiasAdd", "BiasAdd"),
    (f"{CALL}/net/conv/Relu", "Relu"),
    (f"{CALL}/net/out/MatMul", "MatMul"),
)


def test_calls_around_a_name_and_numbers_of_outputs_are_no_part_of_it() -> None:
    assert pieces(f"{CALL}_1/{CALL}/net/conv/Relu;net/conv/Conv2D:0") == ("net/conv/Relu", "net/conv/Conv2D")


def test_the_same_names_are_the_same_whatever_calls_them() -> None:
    bare = chain(*((each.name.removeprefix(f"{CALL}/"), each.op) for each in NODES))
    found = candidates(("saved_model", NODES), ("frozen_graph", bare))
    assert found == tuple(Candidates((place,), (place,)) for place in range(4))
    assert is_exact("saved_model", "frozen_graph")


def test_renamed_nodes_are_matched_by_what_feeds_them() -> None:
    other = chain(("a", "Conv2D"), ("b", "BiasAdd"), ("c", "Relu"), ("d", "MatMul"))
    found = candidates(("saved_model", NODES), ("saved_model", other))
    assert [(each.sources, each.targets) for each in found] == [((place,), (place,)) for place in range(4)]


def test_what_is_fused_may_be_the_last_of_what_it_is_named_after_and_what_stands_beside_it() -> None:
    fused = chain(("net/conv/BiasAdd;net/conv/Conv2D", "CONV_2D"), ("net/out/MatMul1", "FULLY_CONNECTED"))
    found = candidates(("saved_model", NODES), ("tflite", fused))
    assert found == (Candidates((1, 0, 2), (0,), 2), Candidates((3,), (1,), 1))


def test_the_other_way_round_gives_the_mirror() -> None:
    fused = chain(("net/conv/BiasAdd;net/conv/Conv2D", "CONV_2D"), ("net/out/MatMul1", "FULLY_CONNECTED"))
    there = candidates(("saved_model", NODES), ("tflite", fused))
    back = candidates(("tflite", fused), ("saved_model", NODES))
    assert {(each.sources, each.targets) for each in there} == {(each.targets, each.sources) for each in back}


def test_layers_are_found_in_scopes_that_keras_numbered_anew() -> None:
    layers = chain(("conv", "Conv2D"), ("dense", "Dense"), ("dense_1", "Dense"))
    traced = chain(
        ("net_1/conv_1/Relu;net_1/conv_1/Conv2D", "CONV_2D"),
        ("net_1/dense_1/MatMul", "FULLY_CONNECTED"),
        ("net_1/dense_1_1/MatMul", "FULLY_CONNECTED"),
    )
    found = candidates(("keras_archive", layers), ("tflite", traced))
    assert [(each.sources, each.targets) for each in found] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_outputs_are_the_same_though_no_name_tells() -> None:
    fused = chain(("net/conv/Relu", "CONV_2D"), (f"{CALL}_1:0", "SOFTMAX"))
    found = candidates(("saved_model", NODES), ("tflite", fused), [(NODES[3].name, f"{CALL}_1:0")])
    assert Candidates((3,), (1,)) in found


def test_where_names_say_nothing_what_is_about_as_far_on_may_be_the_same() -> None:
    nameless = chain(("t1", "CONV_2D"), ("t2", "FULLY_CONNECTED"))
    found = candidates(("saved_model", NODES), ("tflite", nameless))
    assert [(set(each.sources), each.targets, each.named) for each in found] == [
        ({0, 1, 2, 3}, (0,), 0),
        ({0, 1, 2, 3}, (1,), 0),
    ]
    assert [each.sources[0] for each in found] == [0, 2]


def test_what_computes_several_layers_in_one_gives_what_the_last_of_them_does() -> None:
    layers = chain(("conv", "Conv2D"), ("norm", "BatchNormalization"), ("act", "ReLU"))
    fused = chain(("net/act/Relu;net/norm/FusedBatchNormV3;net/conv/Conv2D", "CONV_2D"))
    assert candidates(("keras_h5", layers), ("tflite", fused)) == (Candidates((2, 1, 0), (0,), 3),)


def test_a_name_that_two_layers_share_tells_of_the_one_it_was_merged_into() -> None:
    layers = chain(("conv2d", "Conv2D"), ("act", "Activation"), ("conv2d_2", "Conv2D"))
    fused = chain(
        ("net/act/Relu;net/conv2d_2/Conv2D;net/conv2d/Conv2D1", "CONV_2D"), ("net/conv2d_2/Conv2D", "CONV_2D")
    )
    found = candidates(("keras_h5", layers), ("tflite", fused))
    assert [each.sources for each in found] == [(1, 0), (2,)]
