# SPDX-License-Identifier: Apache-2.0
"""Why a model cannot be turned into something, one sentence each; empty where it can.

These are judgements from the description alone. What only a converter finds out is told by the converter.
"""

from __future__ import annotations

from importlib.machinery import PathFinder

from cutaway.description.model import ModelDescription

_GRAPHS = frozenset({"saved_model", "frozen_graph", "meta_graph"})
_KERAS = frozenset({"keras_h5", "keras_archive"})
_WEIGHTS = "A checkpoint holds weights and no graph; open the model that it belongs to."
_KERAS_WEIGHTS = (
    "The file holds weights and no architecture; open the whole model, or build it in Keras and save it."
)
_LITE = "A .tflite cannot be turned back: its operators were fused and its weights repacked for LiteRT."


def to_tflite(model: ModelDescription) -> str:
    """From anything that computes; a .tflite may be quantised."""
    if model.format == "tflite":
        return "" if not _is_quantized(model) else "The file is quantised already."
    return _computing(model)


def to_saved_model(model: ModelDescription) -> str:
    """From anything that computes but a .tflite."""
    return _LITE if model.format == "tflite" else _computing(model)


def to_frozen_graph(model: ModelDescription) -> str:
    """Likewise; tables of TensorFlow 2 cannot be constants."""
    if model.format == "tflite":
        return _LITE
    if model.tables and model.format == "saved_model" and model.detail.startswith("TensorFlow 2"):
        return "The model looks up tables that are filled when it is loaded, and a frozen graph cannot hold them."
    return _computing(model)


def to_keras(model: ModelDescription) -> str:
    """From Keras files, and from SavedModels that Keras 2 wrote with its configuration."""
    if model.format in _KERAS:
        return _computing(model)
    if model.format == "saved_model" and model.layers:
        return ""
    if model.format == "saved_model":
        return "The SavedModel has no Keras metadata, so the layers and their configuration are gone."
    if model.format == "tflite":
        return _LITE
    if model.format == "checkpoint":
        return _WEIGHTS
    return "A graph of operations has no layers, and Keras models are made of layers."


def to_checkpoint(model: ModelDescription) -> str:
    """From what has variables."""
    if model.format == "checkpoint":
        return "It is a checkpoint already."
    if model.format in {"tflite", "frozen_graph"}:
        return "Its weights are constants of the graph; a checkpoint holds variables, and it has none."
    return "" if model.variables else "The model has no variables."


def to_onnx(model: ModelDescription) -> str:
    """From anything that computes."""
    if (
        model.format == "tflite"
        and model.graph
        and {"WHILE", "IF"} & {op.name for op in model.graph.operators}
    ):
        return (
            "tf2onnx writes an invalid file for a .tflite with loops or branches; convert its source instead."
        )
    return _computing(model)


def to_tfjs(model: ModelDescription) -> str:
    """From anything that computes but a .tflite."""
    return _LITE if model.format == "tflite" else _computing(model)


def to_openvino(model: ModelDescription) -> str:
    """From anything that computes, where OpenVINO is there."""
    reason = _computing(model)
    # Looked for without the finders of the process: the window's refuses what it may not import.
    if not reason and PathFinder.find_spec("openvino") is None:
        return "OpenVINO is not installed; `pip install cutaway[openvino]` adds it."
    return reason


def _computing(model: ModelDescription) -> str:
    if model.format == "checkpoint":
        return _WEIGHTS
    if model.format in _KERAS and not model.signatures and not model.layers:
        return _KERAS_WEIGHTS
    if model.format in _GRAPHS and not any(not signature.runs_on_load for signature in model.signatures):
        return "The model has no signature, so there is nothing that is known to be called."
    return ""


def _is_quantized(model: ModelDescription) -> bool:
    ends = (spec for signature in model.signatures for spec in (*signature.inputs, *signature.outputs))
    return any(spec.quantization is not None for spec in ends) or any(
        constant.dtype in {"int8", "uint8"} and len(constant.shape) > 1 for constant in model.constants
    )
