# SPDX-License-Identifier: Apache-2.0
"""What became of names, order and sizes, told by the result's own description and by values."""

from dataclasses import replace

from cutaway.description.conversion import Converted, Figures, ProofOutput
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import Shape, TensorSpec
from cutaway.session.name_matches import matches
from helpers import example_models
from helpers.fake_conversions import converted


def port(name: str, shape: Shape = (None, 4)) -> TensorSpec:
    return TensorSpec(name, f"{name}:0", "float32", shape)


SOURCE = Signature("serve", "declared", (port("x"),), (port("a"), port("b")))


def result(inputs: tuple[TensorSpec, ...], outputs: tuple[TensorSpec, ...]) -> ModelDescription:
    return replace(example_models.tflite(), signatures=(Signature("serve", "declared", inputs, outputs),))


def conversion(**targets: str) -> Converted:
    """Outputs with their names in the result; after a slash the nearest, where it is another."""
    made = converted("tflite", "/models/a.tflite")
    outputs = tuple(
        ProofOutput(
            name, told.partition("/")[0], Figures(equal=True), passed=True, nearest=told.rpartition("/")[2]
        )
        for name, told in targets.items()
    )
    return replace(made, proof=replace(made.proof, outputs=outputs))


def test_the_same_names_in_the_same_order_are_nothing_to_tell() -> None:
    found = matches(conversion(a="a", b="b"), SOURCE, result((port("x"),), (port("a"), port("b"))))
    assert found.is_plain
    assert all(match.is_sized_alike for match in found.inputs)


def test_other_names_and_another_order_are_told() -> None:
    found = matches(conversion(a="y", b="z"), SOURCE, result((port("in"),), (port("z"), port("y"))))
    assert [match.name for match in (*found.inputs, *found.outputs)] == ["in", "y", "z"]
    assert [match.place for match in found.outputs] == [1, 0]
    assert not found.has_names
    assert not found.has_order


def test_a_fixed_dimension_is_told() -> None:
    found = matches(conversion(a="a", b="b"), SOURCE, result((port("x", (1, 4)),), (port("a"), port("b"))))
    assert not found.inputs[0].is_sized_alike
    assert found.is_plain


def test_outputs_whose_values_are_those_of_others_are_told() -> None:
    found = matches(conversion(a="a/b", b="b/a"), SOURCE, None)
    assert [match.source.name for match in found.interchanged] == ["a", "b"]
    assert found.outputs[0].result is None


def test_a_model_without_signatures_has_nothing_to_match() -> None:
    found = matches(conversion(), None, None)
    assert found.is_plain
    assert (found.inputs, found.outputs) == ((), ())
