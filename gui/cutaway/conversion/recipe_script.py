# SPDX-License-Identifier: Apache-2.0
"""Writes a conversion as a plain Python script that needs the bare libraries alone, and no Cutaway."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from cutaway.conversion.recipe import Recipe
from cutaway.conversion.targets import OptionValue
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers

_KERAS = ("keras_h5", "keras_archive")
_LITE_SETS = {
    "int8": "TFLITE_BUILTINS_INT8",
    "int16x8": "EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8",
}


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
    if model.format in _KERAS and target in ("keras_archive", "keras_h5"):
        return f"import {keras} as keras\n\nkeras.models.load_model(SOURCE).save(OUTPUT)\n"
    if model.format in _KERAS and target == "checkpoint":
        return (
            f"import {keras} as keras\n\n"
            "tf.train.Checkpoint(model=keras.models.load_model(SOURCE)).write(OUTPUT.removesuffix('.index'))\n"
        )
    folder = _as_saved_model(model, chosen, keras)
    if target == "tflite":
        return folder + _lite(recipe, chosen, options)
    if target == "saved_model" and not options["serving_layout"]:
        return folder + "import shutil\n\nshutil.copytree(folder, OUTPUT)\n"
    if target == "frozen_graph":
        return folder + _freezing(model) + _FROZEN
    if target == "onnx":
        return folder + _freezing(model) + _ONNX.replace("OPSET", str(options["opset"]))
    return (
        "# The libraries have no way of their own for this; the command line does it:\n"
        f"# {_command(recipe, model)}\n"
    )


def _freezing(model: ModelDescription) -> str:
    """TensorFlow 2 wrote objects, which its own function freezes; the others are frozen in a session."""
    is_new = model.format in _KERAS or model.detail.startswith("TensorFlow 2")
    return _FREEZE_OBJECTS if is_new else _FREEZE


def _as_saved_model(model: ModelDescription, chosen: Signature | None, keras: str) -> str:
    if model.format in _KERAS:
        return (
            f"import tempfile\n\nimport {keras} as keras\n\n"
            "folder = tempfile.mkdtemp() + '/model'\nkeras.models.load_model(SOURCE).export(folder)\n"
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


def _lite(recipe: Recipe, chosen: Signature | None, options: Mapping[str, OptionValue]) -> str:
    kind = str(options["quantization"])
    keys = list(recipe.signatures) or ["KEY"]
    listed = "[KEY]" if keys == ["KEY"] else repr(keys)
    lines = [f"converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys={listed})"]
    if kind != "float32":
        lines.append("converter.optimizations = [tf.lite.Optimize.DEFAULT]")
    if kind == "float16":
        lines.append("converter.target_spec.supported_types = [tf.float16]")
    sets = [f"tf.lite.OpsSet.{_LITE_SETS.get(kind, 'TFLITE_BUILTINS')}"]
    if options["select_tf_ops"]:
        sets.append("tf.lite.OpsSet.SELECT_TF_OPS")
    lines.append(f"converter.target_spec.supported_ops = [{', '.join(sets)}]")
    before = ""
    if kind in _LITE_SETS:
        before = _samples(recipe, chosen)
        lines.append("converter.representative_dataset = samples")
        if options["integer_io"]:
            dtype = "tf.int8" if kind == "int8" else "tf.int16"
            lines.append(f"converter.inference_input_type = converter.inference_output_type = {dtype}")
    lines += ["with open(OUTPUT, 'wb') as file:", "    file.write(converter.convert())", ""]
    return before + "\n".join(lines)


def _samples(recipe: Recipe, chosen: Signature | None) -> str:
    name = chosen.inputs[0].name if chosen is not None and chosen.inputs else "input"
    return dedent(
        f"""\
        import pathlib

        import numpy as np

        CALIBRATION = {recipe.calibration!r}  # a folder of .npy files, each with one sample as the model takes it


        def samples():
            for file in sorted(pathlib.Path(CALIBRATION).glob("*.npy")):
                yield KEY, {{{name!r}: np.load(file)}}


        """
    )


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

_ONNX = """\
import tf2onnx

model, _ = tf2onnx.convert.from_graph_def(
    frozen, input_names=inputs, output_names=outputs, opset=OPSET, output_path=OUTPUT
)
"""
