# SPDX-License-Identifier: Apache-2.0
"""Layers, nodes and operators of two models, matched."""

from __future__ import annotations

from dataclasses import replace

import numpy
import pytest

from cutaway.comparing.structure import across, alike, matched, turned
from cutaway.comparing.units import Unit


def chain(*named: tuple[str, str]) -> list[Unit]:
    """Units that feed each other, by name and kind."""
    return [
        Unit(name, kind, tuple(name.split(";")), (place - 1,) if place else ())
        for place, (name, kind) in enumerate(named)
    ]


def test_a_chain_under_other_names_is_the_same() -> None:
    first = chain(("a", "Conv2D"), ("b", "Relu"), ("c", "Conv2D"), ("d", "Relu"))
    second = chain(("a", "Conv2D"), ("x", "Relu"), ("y", "Conv2D"), ("z", "Relu"))
    found = alike(first, second, "nodes")
    assert [(each.first, each.second) for each in found.pairs] == [
        (("a",), ("a",)),
        (("b",), ("x",)),
        (("c",), ("y",)),
        (("d",), ("z",)),
    ]
    assert {each.match for each in found.pairs[1:]} == {"path"}


def test_an_added_layer_stands_in_the_second_alone() -> None:
    first = chain(("a", "Dense"), ("b", "Dense"))
    second = chain(("a", "Dense"), ("new", "Dropout"), ("b", "Dense"))
    found = alike(first, second, "layers")
    assert (found.only_first, found.only_second) == ((), (("new", "Dropout"),))


def test_a_fused_operator_is_what_it_came_from() -> None:
    layers = chain(("conv", "Conv2D"), ("bn", "BatchNormalization"), ("add", "Add"), ("add_1", "Add"))
    fused = chain(
        ("model/bn/FusedBatchNormV3;model/conv/Conv2D", "CONV_2D"),
        ("model/add/add", "ADD"),
        ("model/add_1/add", "ADD"),
    )
    found = across(layers, fused)
    assert [each.first for each in found.pairs] == [("conv", "bn"), ("add",), ("add_1",)]
    assert (found.only_first, found.only_second) == ((), ())


def test_the_other_side_sees_the_mirror() -> None:
    first = chain(("a", "Conv2D"), ("b", "Relu"), ("c", "Conv2D"))
    second = chain(("c", "Conv2D"), ("q", "Relu"))
    there, back = alike(first, second, "nodes"), alike(second, first, "nodes")
    assert {(each.first, each.second) for each in there.pairs} == {
        (each.second, each.first) for each in back.pairs
    }
    assert turned(turned(there)) == there
    assert (there.only_first, there.only_second) == (back.only_second, back.only_first)


def test_what_an_export_names_after_calls_is_found() -> None:
    first = chain(("m/conv/Conv2D", "Conv2D"), ("m/relu/Relu", "Relu"))
    prefix = "StatefulPartitionedCall/PartitionedCall_1/"
    second = chain((f"{prefix}m/conv/Conv2D", "Conv"), (f"{prefix}m/relu/Relu__12", "Relu"))
    found = across(first, second)
    assert [each.first for each in found.pairs] == [("m/conv/Conv2D",), ("m/relu/Relu",)]
    assert alike(first, second, "nodes").only_second == ()


def test_an_activation_that_was_set_apart_is_part_of_its_layer() -> None:
    first = chain(("dense", "Dense"), ("predictions", "Activation"))
    found = across(first, chain(("m/dense/BiasAdd", "FULLY_CONNECTED"), ("Identity_int8", "SOFTMAX")))
    assert [each.first for each in found.pairs] == [("dense",), ("predictions",)]
    found = across(first[:1], chain(("m/dense/BiasAdd", "FULLY_CONNECTED"), ("Identity_int8", "SOFTMAX")))
    assert [each.second for each in found.pairs] == [("m/dense/BiasAdd", "Identity_int8")]


def test_a_normalisation_that_no_operator_is_named_after_is_folded_into_what_it_follows() -> None:
    first = chain(("conv", "Conv2D"), ("bn", "BatchNormalization"), ("conv_2", "Conv2D"))
    found = across(first, chain(("m/conv/Conv2D", "Conv"), ("m/conv_2/Conv2D", "Conv")))
    assert [each.first for each in found.pairs] == [("conv", "bn"), ("conv_2",)]


def test_a_layer_that_was_added_is_no_part_of_another() -> None:
    first = chain(("conv", "Conv2D"), ("dense", "Dense"))
    second = chain(("m/conv/Conv2D", "Conv"), ("m/extra/MatMul", "MatMul"), ("m/dense/MatMul", "MatMul"))
    assert across(first, second).only_second == (("m/extra/MatMul", "MatMul"),)


def test_a_number_behind_an_underscore_is_part_of_the_name() -> None:
    first = chain(("m/conv1d_1/Conv", "Conv2D"), ("m/conv1d_10", "Conv2D"))
    found = across(first, chain(("m/conv1d_10;m/conv1d_10", "CONV_2D"), ("m/conv1d_1/Conv1", "CONV_2D")))
    assert {each.first: each.second for each in found.pairs} == {
        ("m/conv1d_10",): ("m/conv1d_10;m/conv1d_10",),
        ("m/conv1d_1/Conv",): ("m/conv1d_1/Conv1",),
    }


@pytest.mark.parametrize("seed", range(8))
def test_comparing_any_two_chains_the_other_way_round_gives_the_mirror(seed: int) -> None:
    random = numpy.random.default_rng(seed)

    def some() -> list[Unit]:
        kinds = random.choice(["Conv2D", "Relu", "Dense", "Add"], 12).tolist()
        return chain(
            *((f"{random.choice(['a', 'b', 'm/x'])}{place}", kind) for place, kind in enumerate(kinds))
        )

    first, second = some(), some()
    there, back = alike(first, second, "nodes"), alike(second, first, "nodes")
    assert {(each.first, each.second, each.match) for each in there.pairs} == {
        (each.second, each.first, each.match) for each in back.pairs
    }
    assert (there.only_first, there.only_second) == (back.only_second, back.only_first)
    whole = matched(("nodes", first), ("exported", second))
    assert turned(whole) == matched(("exported", second), ("nodes", first))


def test_what_is_renamed_is_known_by_what_it_feeds_too() -> None:
    first = chain(("p", "Dense"), ("q", "Dense"), ("r", "Dense"), ("out", "Softmax"))
    second = chain(("x", "Dense"), ("y", "Dense"), ("z", "Dense"), ("out", "Softmax"))
    found = alike(first, second, "nodes")
    assert [(each.first, each.second) for each in found.pairs] == [
        (("p",), ("x",)),
        (("q",), ("y",)),
        (("r",), ("z",)),
        (("out",), ("out",)),
    ]


def test_nodes_of_other_names_are_known_by_their_shapes() -> None:
    shapes = ("1 × 64", "1 × 32", "1 × 10")
    first, second = (
        [replace(unit, node=place, told=shapes.__getitem__) for place, unit in enumerate(side)]
        for side in (
            chain(("p", "FULLY_CONNECTED"), ("q", "FULLY_CONNECTED"), ("r", "FULLY_CONNECTED")),
            chain(("x", "FULLY_CONNECTED"), ("y", "FULLY_CONNECTED"), ("z", "FULLY_CONNECTED")),
        )
    )
    found = alike(first, second, "nodes")
    assert [(each.first, each.second, each.match) for each in found.pairs] == [
        (("p",), ("x",), "shape"),
        (("q",), ("y",), "shape"),
        (("r",), ("z",), "shape"),
    ]


def test_a_long_chain_of_other_names_is_matched_in_no_time() -> None:
    first = chain(*((f"a{place}x", "Neg") for place in range(5000)))
    second = chain(*((f"b{place}x" if place else "a0x", "Neg") for place in range(5000)))
    assert len(alike(first, second, "nodes").pairs) == 5000


def test_layers_are_found_in_scopes_that_keras_numbered_anew() -> None:
    layers = chain(("conv", "Conv2D"), ("dense", "Dense"), ("dense_1", "Dense"))
    traced = chain(
        ("net_1/conv_1/convolution", "Conv2D"),
        ("net_1/dense_1/MatMul", "MatMul"),
        ("net_1/dense_1_2/MatMul", "MatMul"),
    )
    found = across(layers, traced)
    assert [(each.first, each.second) for each in found.pairs] == [
        (("conv",), ("net_1/conv_1/convolution",)),
        (("dense",), ("net_1/dense_1/MatMul",)),
        (("dense_1",), ("net_1/dense_1_2/MatMul",)),
    ]


def test_what_converters_compute_and_what_only_training_needs_counts_to_what_is_there() -> None:
    scale = Unit("net/bn/batchnorm/Rsqrt", "Rsqrt", ("net/bn/batchnorm/Rsqrt",), constant=True)
    product = Unit("net/bn/batchnorm/mul_1", "Mul", ("net/bn/batchnorm/mul_1",), (0,))
    shift = Unit("net/bn/batchnorm/add_1", "AddV2", ("net/bn/batchnorm/add_1",), (1,))
    end = Unit("net/out/MatMul", "MatMul", ("net/out/MatMul",), (2,))
    exported = chain(("net/bn/batchnorm/mul_1", "MUL"), ("net/out/MatMul", "FULLY_CONNECTED"))
    found = across([scale, product, shift, end], exported)
    assert found.only_first == ()
    assert set(found.pairs[0].first) == {scale.name, product.name, shift.name}
    layers = chain(("dense", "Dense"), ("dropout", "Dropout"), ("out", "Dense"))
    assert (
        across(layers, chain(("net/dense/MatMul", "MATMUL"), ("net/out/MatMul", "MATMUL"))).only_first == ()
    )


def test_what_is_in_the_body_of_a_loop_counts_to_the_layer_that_loops() -> None:
    layers = chain(("lstm", "LSTM"), ("out", "Dense"))
    loop = Unit("net/lstm/while", "WHILE", ("net/lstm/while",))
    inside = Unit("while/add", "ADD", ("while/add",), within=0)
    found = across(layers, [loop, inside])
    assert [(each.first, each.second) for each in found.pairs] == [(("lstm",), (loop.name, inside.name))]
    assert found.only_second == ()


def test_a_product_without_a_name_is_found_behind_a_bias_that_went() -> None:
    nodes = chain(("conv", "Conv2D"), ("bias", "BiasAdd"), ("answer", "Softmax"))
    found = across(nodes, chain(("conv", "CONV_2D"), ("StatefulPartitionedCall:0", "SOFTMAX")))
    assert [(each.first, each.second) for each in found.pairs][-1] == (
        ("answer",),
        ("StatefulPartitionedCall:0",),
    )
    assert found.only_second == ()
