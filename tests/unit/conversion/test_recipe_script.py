# SPDX-License-Identifier: Apache-2.0
"""Scripts with the bare libraries: they are Python for every pair of formats, whatever the names are."""

import ast
from typing import get_args

import pytest

from cutaway.conversion.recipe import Recipe
from cutaway.conversion.recipe_script import script
from cutaway.conversion.targets import TARGETS
from cutaway.description.model import Format, ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec

HOSTILE = 'a\'b"""c\\\nd'


def model(kind: Format) -> ModelDescription:
    spec = TensorSpec(HOSTILE, "x:0", "float32", (None, 4))
    return ModelDescription(
        kind, f"/{HOSTILE}", f"/{HOSTILE}", signatures=(Signature(HOSTILE, "declared", (spec,), (spec,)),)
    )


@pytest.mark.parametrize("kind", get_args(Format))
@pytest.mark.parametrize("target", [target.id for target in TARGETS])
def test_a_script_is_python(kind: Format, target: str) -> None:
    ast.parse(script(Recipe(target), model(kind), f"/out/{HOSTILE}"))


@pytest.mark.parametrize("kind", ["float16", "dynamic", "int8", "int16x8"])
def test_quantisation_is_in_the_script(kind: str) -> None:
    found = script(
        Recipe("tflite", {"quantization": kind, "integer_io": True}, calibration="/data"),
        model("saved_model"),
        "o",
    )
    ast.parse(found)
    assert "Optimize.DEFAULT" in found
    assert ("representative_dataset" in found) == (kind in ("int8", "int16x8"))
    assert ("inference_input_type" in found) == (kind in ("int8", "int16x8"))


def test_the_opset_is_in_the_script() -> None:
    assert "opset=13" in script(Recipe("onnx", {"opset": 13}), model("saved_model"), "o.onnx")


def test_where_the_libraries_have_no_way_it_says_so() -> None:
    found = script(Recipe("tfjs"), model("saved_model"), "o")
    assert "# The libraries have no way of their own for this" in found
