# SPDX-License-Identifier: Apache-2.0
"""What two descriptions say otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cutaway.comparing.description import compare
from cutaway.description.assets import Asset
from cutaway.description.comparison import Difference
from cutaway.description.findings import Finding
from cutaway.description.graph import GraphSummary, Operator
from cutaway.description.layers import Layer
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec

X = TensorSpec("x", "x:0", "float32", (None, 3))
Y = TensorSpec("y", "y:0", "float32", (None, 1))
MODEL = ModelDescription(
    "saved_model",
    "/models/one",
    "/models/one",
    signatures=(Signature("serve", "declared", (X,), (Y,)), Signature("train", "declared", (Y,), (X,))),
    graph=GraphSummary(3, 0, 0, (Operator("MatMul", 2), Operator("Relu", 1))),
    layers=(Layer("dense", "Dense", (None, 1), 4), Layer("drop", "Dropout", (None, 1), 0)),
    assets=(Asset("words.txt", 10),),
    metadata={"tags": ["serve"]},
    findings=(Finding("old", "info", "It is old."),),
)


def told(first: ModelDescription, second: ModelDescription) -> list[tuple[str, str, str, str]]:
    return [(each.part, each.change, each.first, each.second) for each in compare(first, second)]


def mirrored(found: tuple[Difference, ...]) -> set[tuple[str, ...]]:
    words = {"added": "removed", "removed": "added"}
    return {
        (each.part, words.get(each.change, each.change), each.second, each.first, each.after, each.before)
        for each in found
    }


def test_a_model_does_not_differ_from_itself() -> None:
    assert compare(MODEL, MODEL) == ()


def test_a_renamed_signature_is_no_new_one() -> None:
    serve, train = MODEL.signatures
    other = replace(MODEL, signatures=(replace(serve, key="predict"), train))
    assert told(MODEL, other) == [("signature", "renamed", "serve", "predict")]


def test_an_input_of_another_name_and_an_output_of_another_shape_are_told() -> None:
    serve, train = MODEL.signatures
    changed = replace(serve, inputs=(replace(X, name="features"),), outputs=(replace(Y, shape=(None, 2)),))
    assert told(MODEL, replace(MODEL, signatures=(changed, train))) == [
        ("input", "renamed", "x", "features"),
        ("output", "changed", "y", "y"),
    ]


def test_operators_that_are_counted_otherwise_are_told_with_both_counts() -> None:
    other = replace(MODEL, graph=GraphSummary(4, 0, 0, (Operator("MatMul", 3), Operator("Relu", 1))))
    (found,) = compare(MODEL, other)
    assert (found.first, found.before, found.after) == ("MatMul", "2", "3")


def test_operators_of_another_vocabulary_are_told_by_both_names_without_what_only_passes_on() -> None:
    one, other = (
        replace(MODEL, layers=(), findings=(), graph=GraphSummary(9, 0, 0, operators))
        for operators in (
            (Operator("AddV2", 2), Operator("Const", 9), Operator("Identity", 3), Operator("LRN", 1)),
            (Operator("ADD", 2), Operator("SOFTMAX", 1)),
        )
    )
    found = compare(one, replace(other, format="tflite"))
    assert [
        (each.change, each.first, each.second, each.before, each.after)
        for each in found
        if each.part == "operator"
    ] == [
        ("renamed", "AddV2", "ADD", "2", "2"),
        ("removed", "LRN", "", "1", ""),
        ("added", "", "SOFTMAX", "", "1"),
    ]


def test_an_added_layer_and_a_renamed_one_are_told() -> None:
    layers = (
        Layer("head", "Dense", (None, 1), 4),
        Layer("drop", "Dropout", (None, 1), 0),
        Layer("relu", "ReLU", (None, 1), 0),
    )
    assert told(MODEL, replace(MODEL, layers=layers)) == [
        ("layer", "renamed", "dense", "head"),
        ("layer", "added", "", "relu"),
    ]


def test_assets_metadata_and_findings_are_told() -> None:
    other = replace(
        MODEL, assets=(Asset("labels.txt", 10),), metadata={"tags": ["serve", "gpu"]}, findings=()
    )
    assert told(MODEL, other) == [
        ("asset", "renamed", "words.txt", "labels.txt"),
        ("metadata", "changed", "tags", "tags"),
        ("finding", "removed", "old", ""),
    ]


@pytest.mark.parametrize(
    "other",
    [
        replace(MODEL, layers=MODEL.layers[:1] if MODEL.layers else None, assets=(), metadata={"a": 1}),
        replace(MODEL, format="tflite", signatures=MODEL.signatures[:1], findings=()),
        replace(MODEL, signatures=(replace(MODEL.signatures[0], key="other", inputs=(Y, X)),)),
    ],
)
def test_the_other_way_round_gives_the_mirror(other: ModelDescription) -> None:
    there, back = compare(MODEL, other), compare(other, MODEL)
    assert mirrored(back) == {
        (each.part, each.change, each.first, each.second, each.before, each.after) for each in there
    }
