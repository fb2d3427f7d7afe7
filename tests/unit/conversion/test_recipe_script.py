# SPDX-License-Identifier: Apache-2.0
"""Scripts with the bare libraries: they are Python for every pair of formats, whatever the names are."""

import ast
from dataclasses import replace
from typing import get_args

import pytest

from cutaway.conversion.recipe import Recipe
from cutaway.conversion.recipe_script import script
from cutaway.conversion.targets import TARGETS, OptionValue
from cutaway.description.graph import GraphSummary, Operator
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
    options: dict[str, OptionValue] = {"quantization": kind, "keep_float": HOSTILE}
    found = script(Recipe("tflite", options, calibration="/data"), model("saved_model"), "o")
    ast.parse(found)
    assert "quantizer.Quantizer(data)" in found
    has_samples = kind in ("int8", "int16x8")
    assert ("calibrate({KEY: samples}" in found) == has_samples
    assert ("TFLOperationName.INPUT" in found) == has_samples
    integer = script(
        Recipe("tflite", {**options, "integer_io": True}, calibration="/data"), model("saved_model"), "o"
    )
    assert "TFLOperationName.INPUT" not in integer


def test_the_opset_is_in_the_script() -> None:
    assert "opset=13" in script(Recipe("onnx", {"opset": 13}), model("saved_model"), "o.onnx")


def test_where_the_libraries_have_no_way_it_says_so() -> None:
    found = script(Recipe("tfjs"), model("saved_model"), "o")
    assert "# The libraries have no way of their own for this" in found


def test_what_only_cutaway_fixes_is_left_to_it() -> None:
    sized = Recipe("tflite", dimensions={HOSTILE: {0: 4}})
    assert "command line does it" in script(sized, model("saved_model"), "o")
    looping = replace(model("saved_model"), graph=GraphSummary(1, 0, 0, (Operator("TensorListReserve", 1),)))
    assert "command line does it" in script(Recipe("tflite"), looping, "o")
    assert "from_saved_model" in script(Recipe("tflite"), model("saved_model"), "o")
