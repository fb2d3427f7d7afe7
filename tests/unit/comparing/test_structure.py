# SPDX-License-Identifier: Apache-2.0
"""Layers, nodes and operators of two models, matched."""

from __future__ import annotations

from cutaway.comparing.structure import across, alike, turned
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
