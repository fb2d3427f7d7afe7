# SPDX-License-Identifier: Apache-2.0
"""What is told before a conversion, and beside which option."""

from array import array
from dataclasses import replace

from cutaway.conversion import preflight
from cutaway.conversion.targets import target_of
from cutaway.description.assets import LookupTable
from cutaway.description.graph import Graph, GraphSummary, Operator
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.description.variables import Variable

PLAIN = ModelDescription(
    "saved_model",
    "/m",
    "/m",
    signatures=(
        Signature(
            "serving_default",
            "declared",
            (TensorSpec("x", "x:0", "float32", (1, 4)),),
            (TensorSpec("y", "y:0", "float32", (1, 2)),),
        ),
    ),
    variables=(Variable("w", "w", "float32", (4, 2), 32, "weight"),),
    graph=GraphSummary(2, 0, 0, (Operator("MatMul", 1), Operator("Placeholder", 1))),
    files=(ModelFile("saved_model.pb", 500),),
)
TFLITE, ONNX = target_of("tflite"), target_of("onnx")


def with_ops(*ops: tuple[str, int]) -> ModelDescription:
    return replace(PLAIN, graph=GraphSummary(9, 0, 0, tuple(Operator(op, count) for op, count in ops)))


def codes(found: tuple[preflight.Concern, ...]) -> list[tuple[str, str]]:
    return [(concern.finding.code, concern.option) for concern in found]


def test_nothing_is_told_where_nothing_stands_in_the_way() -> None:
    assert preflight.concerns(PLAIN, TFLITE, {}) == ()
    assert preflight.concerns(PLAIN, ONNX, {}) == ()


def test_ops_are_builtin_flex_custom_or_unsupported() -> None:
    assert [preflight.kind_of(op, "tflite") for op in ("Conv2D", "Betainc", "MyOwnOp")] == [
        "builtin",
        "flex",
        "custom",
    ]
    assert [preflight.kind_of(op, "onnx") for op in ("Conv2D", "Betainc", "MyOwnOp")] == [
        "builtin",
        "unsupported",
        "custom",
    ]
    assert preflight.kind_of("Betainc", "saved_model") == "builtin"


def test_flex_operators_are_told_beside_their_option() -> None:
    (told,) = preflight.concerns(with_ops(("Betainc", 3)), TFLITE, {})
    assert (told.finding.code, told.finding.severity, told.option) == (
        "flex-operators",
        "warning",
        "select_tf_ops",
    )
    assert "Betainc (×3)" in told.finding.message
    assert "TensorFlow's own operators" in told.finding.message  # as the window calls the option
    (kept,) = preflight.concerns(with_ops(("Betainc", 3)), TFLITE, {"select_tf_ops": True})
    assert kept.finding.severity == "info"
    assert "cannot be run here" in kept.finding.message


def test_operators_of_a_tflite_file_are_what_the_file_calls_them() -> None:
    ops = (
        Operator("CONV_2D", 2),
        Operator("MyOwn", 2, kind="custom"),
        Operator("FlexBetainc", 1, kind="flex"),
    )
    model = replace(PLAIN, format="tflite", graph=GraphSummary(5, 0, 0, ops))
    found = preflight.concerns(model, ONNX, {})
    assert codes(found) == [("custom-operators", ""), ("flex-operators", "")]
    assert [concern.finding.severity for concern in found] == ["danger", "warning"]
    assert "MyOwn (×2)" in found[0].finding.message
    assert "ONNX has nothing for: FlexBetainc" in found[1].finding.message


def test_an_op_is_told_with_its_place() -> None:
    none = array("i")
    graph = Graph(["x", "inner/bet"], ["Placeholder", "Betainc"], array("i", [0, 1]), ["body"], array("i", [-1, 0]),
                  none, none, none, none)  # fmt: skip
    (told,) = preflight.concerns(with_ops(("Betainc", 1)), ONNX, {}, (), graph)
    assert "Betainc at inner/bet in body" in told.finding.message


def test_custom_operators_are_a_danger() -> None:
    (told,) = preflight.concerns(with_ops(("MyOwnOp", 1)), TFLITE, {})
    assert (told.finding.code, told.finding.severity) == ("custom-operators", "danger")


def test_dynamic_dimensions_strings_and_tables_are_told() -> None:
    signature = replace(PLAIN.signatures[0], inputs=(TensorSpec("x", "x:0", "string", (None,)),))
    model = replace(
        PLAIN, signatures=(signature,), tables=(LookupTable("words", "string", "int64", 3, "vocab.txt"),)
    )
    assert codes(preflight.concerns(model, TFLITE, {})) == [
        ("dynamic-dimensions", ""),
        ("strings", ""),
        ("tables", "select_tf_ops"),
    ]
    assert ("strings", "quantization") in codes(preflight.concerns(model, TFLITE, {"quantization": "int8"}))


def test_integers_ask_for_calibration_data() -> None:
    assert codes(preflight.concerns(PLAIN, TFLITE, {"quantization": "int8"})) == [
        ("needs-calibration", "quantization")
    ]


def test_the_size_follows_the_numbers() -> None:
    assert preflight.estimate(PLAIN, TFLITE, {}) == 32
    assert preflight.estimate(PLAIN, TFLITE, {"quantization": "int8"}) == 8
    assert preflight.estimate(replace(PLAIN, variables=()), TFLITE, {"quantization": "float16"}) == 250


def test_integers_say_what_of_loops_and_signatures_before_anything_runs() -> None:
    wanted = {"quantization": "int8"}
    told = preflight.concerns(with_ops(("While", 1)), TFLITE, wanted)
    assert codes(told)[1:] == [("loops-in-float", "quantization")]
    assert "(While) stay in float" in told[1].finding.message
    other = replace(PLAIN.signatures[0], key="other")
    both = replace(PLAIN, signatures=(*PLAIN.signatures, other))
    told = preflight.concerns(both, TFLITE, wanted, ("serving_default", "other"))
    assert codes(told)[1:] == [("one-signature", "quantization")]
    assert told[1].finding.severity == "danger"
