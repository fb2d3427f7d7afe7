# SPDX-License-Identifier: Apache-2.0
"""Writes a conversion as a plain Python script that needs the bare libraries alone, and no Cutaway."""

from __future__ import annotations

from collections.abc import Mapping

from cutaway.conversion.quantizing_script import quantising
from cutaway.conversion.recipe import Recipe
from cutaway.conversion.targets import OptionValue
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers

_KERAS = ("keras_h5", "keras_archive")
_INTEGERS = ("int8", "int16x8")
_LISTS = frozenset({"TensorListReserve", "TensorListFromTensor"})
_RECURRENT = frozenset({"LSTM", "GRU", "SimpleRNN", "RNN", "ConvLSTM2D", "Bidirectional"})


def script(recipe: Recipe, model: ModelDescription, output: str) -> str:
    """The script. Where the bare libraries have no such way, it says so in a comment and gives the command line."""
    chosen = _signature(recipe, model)
    options = recipe.kind().filled(recipe.options)
    keras = "tf_keras" if model.producer.get("keras", "3").startswith(("1", "2")) else "keras"
    parts = [
        f'"""Converts {_quoted(model.path)} to {recipe.kind().title}."""',
        "",
        "import tensorflow as tf",
        "",
        f"SOURCE = {model.location!r}",
        f"OUTPUT = {output!r}",
        f"KEY = {(chosen.key if chosen else 'serving_default')!r}",
        "",
    ]
    body = _body(recipe, model, chosen, options, keras)
    return "\n".join(parts) + "\n" + body


def _body(
    recipe: Recipe,
    model: ModelDescription,
    chosen: Signature | None,
    options: Mapping[str, OptionValue],
    keras: str,
) -> str:
    target = recipe.target
    if _is_alone(recipe, model, chosen, options):
        return (
            "# The libraries have no way of their own for this; the command line does it:\n"
            f"# {_command(recipe, model)}\n"
        )
    if model.format in _KERAS and target in ("keras_archive", "keras_h5"):
        return f"import {keras} as keras\n\nkeras.models.load_model(SOURCE).save(OUTPUT)\n"
    if model.format in _KERAS and target == "checkpoint":
        return (
            f"import {keras} as keras\n\n"
            "tf.train.Checkpoint(model=keras.models.load_model(SOURCE)).write(OUTPUT.removesuffix('.index'))\n"
        )
    if model.format == "tflite" and target == "onnx":
        return _LITE_ONNX.replace("OPSET", str(options["opset"]))
    folder = _as_saved_model(model, chosen, keras)
    if target == "openvino":
        half = str(options["weights"] == "float16")
        return folder + _OPENVINO.replace("HALF", half)
    if target == "tflite":
        made = _FLOATS_READ if model.format == "tflite" else folder + _floats(recipe, options)
        return made + quantising(recipe, chosen, options)
    if target == "saved_model":
        return folder + "import shutil\n\nshutil.copytree(folder, OUTPUT)\n"
    if target == "frozen_graph":
        return folder + _freezing(model) + _FROZEN
    return folder + _freezing(model) + _ONNX.replace("OPSET", str(options["opset"]))


def _is_alone(
    recipe: Recipe, model: ModelDescription, chosen: Signature | None, options: Mapping[str, OptionValue]
) -> bool:
    """Whether only Cutaway does it, as far as one knows."""
    target = recipe.target
    if target == "tfjs" or recipe.dimensions or recipe.cut or options.get("serving_layout"):
        return True
    if target in ("keras_archive", "keras_h5", "checkpoint"):
        wrote_2 = model.producer.get("keras", "3").startswith(("1", "2"))
        return model.format not in _KERAS or (target == "keras_archive" and wrote_2)
    if target == "saved_model":
        return model.format == "saved_model" and bool(recipe.signatures)
    if target == "openvino":
        return bool(recipe.signatures) or model.format in ("frozen_graph", "meta_graph")
    if target == "tflite" and model.format == "tflite":
        return chosen is None or chosen.origin != "declared"
    ops = {op.name for op in model.graph.operators} if model.graph else set()
    layers = {layer.class_name for layer in model.layers or ()}
    return target == "tflite" and bool(ops & _LISTS or layers & _RECURRENT)


def _freezing(model: ModelDescription) -> str:
    """TensorFlow 2 wrote objects, which its own function freezes; the others are frozen in a session."""
    is_new = model.format in _KERAS or model.detail.startswith("TensorFlow 2")
    return _FREEZE_OBJECTS if is_new else _FREEZE


def _as_saved_model(model: ModelDescription, chosen: Signature | None, keras: str) -> str:
    if model.format in _KERAS:
        return (
            f"import tempfile\n\nimport {keras} as keras\n\n"
            "folder = tempfile.mkdtemp() + '/model'\nkeras.models.load_model(SOURCE, compile=False).export(folder)\n"
            "KEY = 'serving_default'\n\n"
        )
    if model.format == "frozen_graph" and chosen is not None:
        return _GRAPH.replace("INPUTS", repr({spec.name: spec.tensor for spec in chosen.inputs})).replace(
            "OUTPUTS", repr({spec.name: spec.tensor for spec in chosen.outputs})
        )
    if model.format == "meta_graph" and chosen is not None:
        return _META.replace("INPUTS", repr({spec.name: spec.tensor for spec in chosen.inputs})).replace(
            "OUTPUTS", repr({spec.name: spec.tensor for spec in chosen.outputs})
        )
    return "folder = SOURCE\n\n"


def _floats(recipe: Recipe, options: Mapping[str, OptionValue]) -> str:
    """TensorFlow's converter, as it is asked."""
    listed = repr(list(recipe.signatures)) if recipe.signatures else "[KEY]"
    sets = ["tf.lite.OpsSet.TFLITE_BUILTINS"]
    if options["select_tf_ops"]:
        sets.append("tf.lite.OpsSet.SELECT_TF_OPS")
    return _FLOATS.replace("KEYS", listed).replace("SETS", ", ".join(sets))


def _signature(recipe: Recipe, model: ModelDescription) -> Signature | None:
    called = [found for found in for_callers(model.signatures) if not found.runs_on_load]
    for found in called:
        if not recipe.signatures or found.key == recipe.signatures[0]:
            return found
    return None


def _command(recipe: Recipe, model: ModelDescription) -> str:
    from cutaway.conversion.recipe import command

    return command(recipe, model.path, "OUTPUT").replace("\n", " ")


def _quoted(text: str) -> str:
    """Safe inside a docstring."""
    return text.encode("unicode_escape").decode().replace('"', "'")


_GRAPH = """\
import tempfile

v1 = tf.compat.v1
folder = tempfile.mkdtemp() + "/model"
graph_def = v1.GraphDef()
with open(SOURCE, "rb") as file:
    graph_def.ParseFromString(file.read())
with tf.Graph().as_default() as graph, v1.Session() as session:
    tf.import_graph_def(graph_def, name="")
    inputs = {name: graph.get_tensor_by_name(tensor) for name, tensor in INPUTS.items()}
    outputs = {name: graph.get_tensor_by_name(tensor) for name, tensor in OUTPUTS.items()}
    signature = v1.saved_model.predict_signature_def(inputs, outputs)
    builder = v1.saved_model.Builder(folder)
    builder.add_meta_graph_and_variables(session, ["serve"], {KEY: signature})
    builder.save()

"""

_META = """\
import tempfile

v1 = tf.compat.v1
folder = tempfile.mkdtemp() + "/model"
with tf.Graph().as_default() as graph, v1.Session() as session:
    saver = v1.train.import_meta_graph(SOURCE)
    if saver is not None:
        saver.restore(session, SOURCE.removesuffix(".meta"))
    inputs = {name: graph.get_tensor_by_name(tensor) for name, tensor in INPUTS.items()}
    outputs = {name: graph.get_tensor_by_name(tensor) for name, tensor in OUTPUTS.items()}
    signature = v1.saved_model.predict_signature_def(inputs, outputs)
    builder = v1.saved_model.Builder(folder)
    builder.add_meta_graph_and_variables(session, ["serve"], {KEY: signature}, main_op=v1.tables_initializer())
    builder.save()

"""

_FREEZE = """\
v1 = tf.compat.v1
with tf.Graph().as_default() as graph, v1.Session() as session:
    meta = v1.saved_model.load(session, ["serve"], folder)
    signature = meta.signature_def[KEY]
    inputs = [info.name for info in signature.inputs.values()]
    outputs = []
    for name, info in signature.outputs.items():
        outputs.append(tf.identity(graph.get_tensor_by_name(info.name), name=name).name)
    frozen = v1.graph_util.convert_variables_to_constants(
        session, graph.as_graph_def(), [name.partition(":")[0] for name in outputs]
    )

"""

_FREEZE_OBJECTS = """\
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

model = tf.saved_model.load(folder)
function = convert_variables_to_constants_v2(model.signatures[KEY], lower_control_flow=False)
inputs = [tensor.name for tensor in function.inputs]
outputs = [tensor.name for tensor in function.outputs]
frozen = function.graph.as_graph_def()

"""

_FROZEN = """\
with open(OUTPUT, "wb") as file:
    file.write(frozen.SerializeToString())
"""

_FLOATS = """\
converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys=KEYS)
converter.target_spec.supported_ops = [SETS]
data = converter.convert()
"""

_FLOATS_READ = """\
with open(SOURCE, "rb") as file:
    data = file.read()
"""

_OPENVINO = """\
import openvino

openvino.save_model(openvino.Core().read_model(folder), OUTPUT, compress_to_fp16=HALF)
"""

_LITE_ONNX = """\
import tf2onnx

tf2onnx.convert.from_tflite(SOURCE, opset=OPSET, output_path=OUTPUT)
"""

_ONNX = """\
import tf2onnx

model, _ = tf2onnx.convert.from_graph_def(
    frozen, input_names=inputs, output_names=outputs, opset=OPSET, output_path=OUTPUT
)
"""
