# SPDX-License-Identifier: Apache-2.0
"""Loads sources and results with stock libraries alone, and says how far their answers are from each other.

The argument is a file of JSON: cases by name, each with `source`, `result` and how both are loaded. One line of JSON
with the largest difference of each case goes to stdout.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy

Arrays = dict[str, numpy.ndarray]
Call = Callable[[list[numpy.ndarray]], list[numpy.ndarray]]


def saved_model(path: str) -> tuple[Call, list[tuple[int, ...]]]:
    """By TensorFlow 2's loader."""
    import tensorflow

    loaded = tensorflow.saved_model.load(path)
    key = "serving_default" if "serving_default" in loaded.signatures else next(iter(loaded.signatures))
    function = loaded.signatures[key]
    specs = function.structured_input_signature[1]

    def call(values: list[numpy.ndarray]) -> list[numpy.ndarray]:
        given = {
            name: tensorflow.cast(value, specs[name].dtype)
            for name, value in zip(sorted(specs), values, strict=True)
        }
        found = function(**given)
        return [found[name].numpy() for name in sorted(found)]

    call.loaded = loaded  # type: ignore[attr-defined]  # its variables go with it
    return call, [_shape(specs[name].shape) for name in sorted(specs)]


def keras_3(path: str) -> tuple[Call, list[tuple[int, ...]]]:
    """By Keras 3."""
    import keras

    return _keras(keras.models.load_model(path, compile=False))


def keras_2(path: str) -> tuple[Call, list[tuple[int, ...]]]:
    """By tf-keras."""
    import tf_keras

    return _keras(tf_keras.models.load_model(path, compile=False))


def _keras(model: Any) -> tuple[Call, list[tuple[int, ...]]]:  # noqa: ANN401 - a Keras model
    import tensorflow

    def call(values: list[numpy.ndarray]) -> list[numpy.ndarray]:
        found = model(values[0] if len(values) == 1 else values, training=False)
        return [numpy.asarray(each) for each in tensorflow.nest.flatten(found)]

    return call, [_shape(tensor.shape) for tensor in model.inputs]


def tflite(path: str) -> tuple[Call, list[tuple[int, ...]]]:
    """By LiteRT."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_path=path)
    interpreter.allocate_tensors()
    inputs, outputs = interpreter.get_input_details(), interpreter.get_output_details()

    def call(values: list[numpy.ndarray]) -> list[numpy.ndarray]:
        for detail, value in zip(inputs, values, strict=True):
            interpreter.set_tensor(detail["index"], value.astype(detail["dtype"]))
        interpreter.invoke()
        return [interpreter.get_tensor(detail["index"]) for detail in outputs]

    return call, [tuple(detail["shape"].tolist()) for detail in inputs]


def graph(path: str) -> tuple[Call, list[tuple[int, ...]]]:
    """By a session: placeholders in, what nothing else takes out."""
    import tensorflow

    message = tensorflow.compat.v1.GraphDef.FromString(Path(path).read_bytes())
    made = tensorflow.Graph()
    with made.as_default():
        tensorflow.import_graph_def(message, name="")
    operations = made.get_operations()
    taken = {tensor.op.name for operation in operations for tensor in operation.inputs}
    ends = [each.outputs[0] for each in operations if each.name not in taken and each.outputs]
    inputs = [each.outputs[0] for each in operations if each.type == "Placeholder"]
    session = tensorflow.compat.v1.Session(graph=made)

    def call(values: list[numpy.ndarray]) -> list[numpy.ndarray]:
        found: list[numpy.ndarray] = session.run(ends, dict(zip(inputs, values, strict=True)))
        return found

    return call, [_shape(tensor.shape) for tensor in inputs]


def onnx(path: str) -> tuple[Call, list[tuple[int, ...]]]:
    """By ONNX Runtime."""
    import onnxruntime

    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    inputs = session.get_inputs()

    def call(values: list[numpy.ndarray]) -> list[numpy.ndarray]:
        given = {port.name: value for port, value in zip(inputs, values, strict=True)}
        found: list[numpy.ndarray] = session.run(None, given)
        return found

    return call, [_shape([size if isinstance(size, int) else None for size in port.shape]) for port in inputs]


def openvino(path: str) -> tuple[Call, list[tuple[int, ...]]]:
    """By OpenVINO, in float32."""
    import openvino as library

    model = library.Core().read_model(path)
    compiled = library.compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})

    def call(values: list[numpy.ndarray]) -> list[numpy.ndarray]:
        return [numpy.array(value) for value in compiled(values).values()]

    shapes = [
        [size.get_length() if size.is_static else None for size in port.partial_shape]
        for port in model.inputs
    ]
    return call, [_shape(shape) for shape in shapes]


LOADERS = {
    "onnx": onnx,
    "openvino": openvino,
    "saved_model": saved_model,
    "keras_3": keras_3,
    "keras_2": keras_2,
    "tflite": tflite,
    "graph": graph,
}


def _shape(shape: Any) -> tuple[int, ...]:  # noqa: ANN401 - a shape of any library
    listed = list(shape) if not hasattr(shape, "rank") or shape.rank is not None else []
    return tuple(1 if size is None else int(size) for size in listed)


def difference(case: dict[str, str]) -> float:
    """The largest difference over all outputs, told by place and, where that does not fit, by shape."""
    random = numpy.random.default_rng(3)
    first, shapes = LOADERS[case["loads_source"]](case["source"])
    second, _ = LOADERS[case["loads_result"]](case["result"])
    values = [random.random(shape, dtype=numpy.float32) for shape in shapes]
    answers, others = first(values), second(values)
    found = 0.0
    for answer in answers:
        near = [numpy.abs(answer - other).max() for other in others if other.shape == answer.shape]
        found = max(found, float(min(near, default=numpy.inf)))
    return found


if __name__ == "__main__":
    cases = json.loads(Path(sys.argv[1]).read_text())
    sys.stdout.write("\n" + json.dumps({name: difference(case) for name, case in cases.items()}) + "\n")
