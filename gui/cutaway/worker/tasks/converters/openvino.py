# SPDX-License-Identifier: Apache-2.0
"""Writes OpenVINO IR: OpenVINO's own frontends read a frozen graph, a SavedModel or a .tflite."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cutaway
from cutaway.description.signatures import for_callers
from cutaway.description.tensors import TensorSpec
from cutaway.errors import CutawayError, ModelError
from cutaway.formats import openvino_results
from cutaway.worker.tasks.converters.as_saved_model import as_saved_model, asked_of, inner
from cutaway.worker.tasks.converters.frozen_graph import frozen
from cutaway.worker.tasks.converters.inlining import inlined
from cutaway.worker.tasks.converters.interface import Order, Written
from cutaway.worker.tasks.converters.onnx import lite_tensor
from cutaway.worker.tasks.runners.failing import told
from cutaway.worker.tasks.runners.openvino import said


def convert(order: Order) -> Written:
    """Convert the first signature; inputs keep its names, and outputs do unless an input has the same."""
    import openvino

    model, inputs, outputs = _read(order)
    order.stage("Writing OpenVINO IR")
    made = openvino.Model(_results(model, outputs, order), _parameters(model, inputs))
    names = _named(made, list(inputs), list(outputs))
    made.set_rt_info(f"Cutaway {cutaway.__version__}", openvino_results.MARK)
    made.set_rt_info(json.dumps(list(inputs)), ["cutaway", "inputs"])
    made.set_rt_info(json.dumps(list(names.values())), ["cutaway", "outputs"])
    openvino.save_model(made, str(order.output), compress_to_fp16=order.options["weights"] == "float16")
    version = str(openvino.__version__).partition("-")[0]
    return Written(names, {name: name for name in inputs}, versions={"openvino": version})


def _read(order: Order) -> tuple[Any, dict[str, str], dict[str, str]]:
    """The model as OpenVINO reads it, and its tensors by the signature's names of inputs and outputs.

    `Core.read_model` alone is used: `openvino.convert_model` tells its makers of each use.
    """
    failed: list[CutawayError] = []
    for way in _ways(order):
        try:
            return way(order)
        except CutawayError as error:
            failed.append(error)
    raise failed[0]


def _ways(order: Order) -> Iterator[Callable[[Order], tuple[Any, dict[str, str], dict[str, str]]]]:
    description = inner(order.model).description
    if description.format == "tflite":
        yield _of_lite
        return
    yield _of_frozen
    first = next((each for each in for_callers(description.signatures) if not each.runs_on_load), None)
    if description.format in ("saved_model", "keras_h5", "keras_archive") and first == order.signatures[0]:
        yield _of_saved_model  # OpenVINO knows no other signature


def _of_lite(order: Order) -> tuple[Any, dict[str, str], dict[str, str]]:
    signature = order.signatures[0]
    file = order.scratch / "for-openvino.tflite"  # it goes by the ending
    shutil.copyfile(inner(order.model).description.location, file)
    model = _opened(order, file)

    def tensors(specs: Sequence[TensorSpec]) -> dict[str, str]:
        return {spec.name: lite_tensor(order, spec.tensor) for spec in specs}

    return model, tensors(signature.inputs), tensors(signature.outputs)


def _of_frozen(order: Order) -> tuple[Any, dict[str, str], dict[str, str]]:
    import tensorflow

    found = frozen(order)
    inputs = {name: f"{node}:0" for name, node in found.inputs.items()}
    outputs = {name: f"{node}:0" for name, node in found.outputs.items()}
    with told(asked_of(order)), tensorflow.Graph().as_default():
        graph_def = inlined(found.graph_def, [*inputs.values(), *outputs.values()])
    file = order.scratch / "frozen-for-openvino.pb"
    file.write_bytes(graph_def.SerializeToString(deterministic=True))
    return _opened(order, file), inputs, outputs


def _of_saved_model(order: Order) -> tuple[Any, dict[str, str], dict[str, str]]:
    """Its names are those of the signature."""
    signature = order.signatures[0]
    made = replace(order, scratch=order.scratch / "for-openvino")
    made.scratch.mkdir()
    model = _opened(order, as_saved_model(made).folder)
    return (
        model,
        {spec.name: spec.name for spec in signature.inputs},
        {spec.name: spec.name for spec in signature.outputs},
    )


def _opened(order: Order, path: Path) -> Any:  # noqa: ANN401 - a Model
    import openvino

    order.stage("Reading the graph with OpenVINO")
    try:
        return openvino.Core().read_model(str(path))
    except RuntimeError as error:
        asked = asked_of(order)
        message = f"OpenVINO does not take {asked.part}: {said(str(error))}"
        hint = "Convert it to ONNX or TensorFlow Lite instead."
        raise ModelError(message, hint=hint, path=asked.path, details=str(error)) from None


def _results(model: Any, outputs: Mapping[str, str], order: Order) -> list[Any]:  # noqa: ANN401 - Outputs of nodes
    """What gives the outputs, which is not always an end of the graph. Raises ModelError."""
    known = {name: port for node in model.get_ops() for port in node.outputs() for name in port.get_names()}
    # An input that is passed through keeps its own name; what ends there has that of the output.
    known |= {node.get_friendly_name(): node.input_value(0) for node in model.get_results()}
    lacking = [name for name, tensor in outputs.items() if tensor not in known]
    if lacking:
        asked = asked_of(order)
        message = f"OpenVINO keeps no {', '.join(lacking)} of {asked.part} of {asked.model}."
        raise ModelError(message, hint="Convert it to ONNX or TensorFlow Lite instead.", path=asked.path)
    return [known[tensor] for tensor in outputs.values()]


def _parameters(model: Any, inputs: Mapping[str, str]) -> list[Any]:  # noqa: ANN401 - a Model, its Parameters
    """The inputs that are computed with, in the signature's order, and whatever else the graph takes."""
    named = [model.input(tensor).get_node() for tensor in inputs.values()]
    names = {node.get_friendly_name() for node in named}
    return [*named, *(node for node in model.get_parameters() if node.get_friendly_name() not in names)]


def _named(model: Any, inputs: Sequence[str], outputs: Sequence[str]) -> dict[str, str]:  # noqa: ANN401 - a Model
    """Name the tensors; gives the names of the signature's outputs to those in the file, which no input has."""
    for port, name in zip(model.inputs, inputs, strict=False):
        port.get_tensor().set_names({name})
    found: dict[str, str] = {}
    for port, name in zip(model.outputs, outputs, strict=True):
        free = name
        while free in inputs:
            free = f"{free}_out"
        found[name] = free
        tensor = port.get_tensor()
        tensor.set_names({free} | ({*tensor.get_names()} & {*found.values(), *inputs}))
    return found
