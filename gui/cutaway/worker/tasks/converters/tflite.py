# SPDX-License-Identifier: Apache-2.0
"""Writes a .tflite with TensorFlow's converter: float, half, dynamic range, or integers with calibration data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cutaway.errors import RequestError
from cutaway.worker.tasks.converters.as_saved_model import as_saved_model, asked_of
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.runners.failing import told

_FLEX = (
    "The result has TensorFlow's own operators (Flex), which LiteRT's Python package cannot run, so that it is not "
    "proven; try it in the app that brings the Flex delegate."
)


def convert(order: Order) -> Written:
    """Convert the signatures; the result keeps their names."""
    import tensorflow

    found = as_saved_model(order)
    keys = [found.keys[signature.key] for signature in order.signatures if signature.key in found.keys]
    with told(asked_of(order)):
        converter = tensorflow.lite.TFLiteConverter.from_saved_model(
            str(found.folder), signature_keys=keys, tags=set(found.tags)
        )
        _choose(converter, order)
        order.stage("Converting to TensorFlow Lite")
        data = converter.convert()
    order.output.write_bytes(data)
    is_flex = bool(order.options["select_tf_ops"]) and b"Flex" in data
    return Written(not_run=_FLEX if is_flex else "", versions={"tensorflow": tensorflow.__version__})


def _choose(converter: Any, order: Order) -> None:  # noqa: ANN401 - a TFLiteConverter
    import tensorflow

    lite = tensorflow.lite
    kind = order.options["quantization"]
    sets = [lite.OpsSet.TFLITE_BUILTINS]
    if kind != "float32":
        converter.optimizations = [lite.Optimize.DEFAULT]
    if kind == "float16":
        converter.target_spec.supported_types = [tensorflow.float16]
    if kind in ("int8", "int16x8"):
        _calibrate(converter, order)
        sets = [
            lite.OpsSet.TFLITE_BUILTINS_INT8
            if kind == "int8"
            else lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8
        ]
        if order.options["integer_io"]:
            dtype = tensorflow.int8 if kind == "int8" else tensorflow.int16
            converter.inference_input_type = converter.inference_output_type = dtype
    if order.options["select_tf_ops"]:
        sets.append(lite.OpsSet.SELECT_TF_OPS)
    converter.target_spec.supported_ops = sets


def _calibrate(converter: Any, order: Order) -> None:  # noqa: ANN401 - a TFLiteConverter
    if not order.samples:
        raise RequestError(
            "Integers need calibration data: samples of what the model will see.",
            hint="Give a folder of images, arrays or sounds, or an input set.",
            path=order.model.description.path,
        )
    key = order.signatures[0].key

    def samples() -> Iterator[tuple[str, dict[str, Any]]]:
        for sample in order.samples:
            yield key, dict(sample)

    converter.representative_dataset = samples
