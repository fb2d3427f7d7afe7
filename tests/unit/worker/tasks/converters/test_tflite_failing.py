# SPDX-License-Identifier: Apache-2.0
"""One sentence for what TensorFlow's converter says; its own words stay in the details."""

from cutaway.worker.tasks.converters.tflite_failing import refused
from cutaway.worker.tasks.runners.failing import Asked

ASKED = Asked("taxi", "/models/taxi", "the signature predict")
_UNSUPPORTED = """Could not translate MLIR to FlatBuffer. UNKNOWN: <unknown>:0: error: loc(callsite(callsite(fused[\
"Foo:", "ParseExample/ParseExampleV2@__inference_1"] at fused["X:", "StatefulPartitionedCall@f"]))): \
'tf.ParseExampleV2' op is \
neither a custom op nor a flex op
Some ops are not supported by the native TFLite runtime, you can enable TF kernels fallback using TF Select.
Flex ops: FlexParseExampleV2, FlexStringLower
Details:
"""


def test_operators_that_are_missing_are_named_without_flex() -> None:
    error = refused(_UNSUPPORTED, ASKED)
    assert (
        "TensorFlow Lite has no operators ParseExampleV2, StringLower of the signature predict of taxi"
        in (error.message)
    )
    assert error.details == _UNSUPPORTED
    assert error.hint


def test_an_operator_that_is_not_taken_is_told_with_its_place() -> None:
    text = """<unknown>:0: error: loc(fused["lstm/TensorListReserve"]): 'tf.TensorListReserve' op requires \
element_shape to be static during TF Lite transformation pass"""
    error = refused(text, ASKED)
    assert error.message == (
        "TensorFlow Lite does not take TensorListReserve of the signature predict of taxi, at lstm/TensorListReserve: "
        "it requires element_shape to be static during TF Lite transformation pass."
    )


def test_anything_else_is_told_by_its_first_line() -> None:
    error = refused("Merge only has 4 inputs.\n  at somewhere", ASKED)
    assert error.message == (
        "The signature predict of taxi could not be converted to TensorFlow Lite: Merge only has 4 inputs."
    )
