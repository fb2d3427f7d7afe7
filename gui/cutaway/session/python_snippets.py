# SPDX-License-Identifier: Apache-2.0
"""Python that calls a signature, for each format with the library that loads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from keyword import iskeyword
from pathlib import Path

from cutaway.description.model import Format, ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.session import example_values as values
from cutaway.session.example_values import literal


def python(description: ModelDescription, signature: Signature, tags: Sequence[str] = ()) -> str:
    """A program that loads the model and calls the signature with zeros; empty where no library can.

    tags: of the MetaGraph that is shown, empty for the first.
    """
    member = packed_member(description)
    if member:
        taken = replace(description, path=member, location=member)
        code = python(taken, signature, tags)
        return f"# First take {member!r} out of {description.path!r}.\n{code}" if code else ""
    if description.format == "saved_model":
        code = _saved_model(description, signature, tags)
    else:
        writer = _WRITERS.get(description.format)
        code = writer(description, signature) if writer else ""
    return _about_text(description, signature) + code if code else ""


_DECODED = {
    "DecodeWav": "a WAV file",
    "DecodeJpeg": "a JPEG file",
    "DecodePng": "a PNG file",
    "DecodeImage": "an image file",
    "ParseExample": "a serialised tf.train.Example",
    "ParseExampleV2": "a serialised tf.train.Example",
    "ParseSingleExample": "a serialised tf.train.Example",
}


def _about_text(description: ModelDescription, signature: Signature) -> str:
    """A comment where the graph decodes files: a text input then may take the bytes of one, and no sample will do."""
    names = [spec.name for spec in signature.inputs if spec.dtype == "string"]
    operators = description.graph.operators if description.graph else ()
    found = dict.fromkeys(_DECODED[operator.name] for operator in operators if operator.name in _DECODED)
    if not names or not found or takes_examples(signature):
        return ""
    inputs = ", ".join(map(literal, names))
    return f"# This graph decodes {' and '.join(found)}: {inputs} may have to be the bytes of one.\n"


def numpy_inputs(specs: Sequence[TensorSpec]) -> str:
    """The stand-ins for all the inputs as NumPy code, one line each."""
    lines = _imports("numpy as np", inputs=specs)
    return "\n".join([*lines, "", *(f"{variable_name(s.name)} = {values.numpy_value(s)}" for s in specs), ""])


def variable_name(name: str) -> str:
    """A Python name made of the last part of `name`."""
    last = name.rstrip("/").rsplit("/", 1)[-1].split(":")[0]
    found = "".join(char if char.isalnum() or char == "_" else "_" for char in last) or "value"
    return found if found.isidentifier() and not iskeyword(found) else f"value_{found}"


def packed_member(description: ModelDescription) -> str:
    """The place of a model inside the archive it was opened from; empty for one that lies on the disk itself."""
    archive, mark, member = description.location.rpartition("!")
    # Opened as an archive or as `ARCHIVE!MEMBER`; a "!" in the name of a plain file is none of both.
    files = {Path(file.name).name for file in description.files}
    is_packed = archive == description.path or Path(archive).name in files
    return member if mark and is_packed else ""


def saved_model_folder(description: ModelDescription) -> str:
    """The folder that `tf.saved_model.load` takes."""
    location = Path(description.location)
    return str(location.parent if location.name.startswith("saved_model.pb") else location)


def _imports(*modules: str, inputs: Sequence[TensorSpec] = ()) -> list[str]:
    ml_dtypes = ["ml_dtypes"] if any(values.needs_ml_dtypes(spec.dtype) for spec in inputs) else []
    return [f"import {module}" for module in sorted([*modules, *ml_dtypes], key=_by_module)]


def _by_module(line: str) -> str:
    return line.split(" ", 1)[0]


def _mapping(pairs: Sequence[tuple[str, str]], indent: str = "") -> str:
    if not pairs:
        return "{}"
    lines = "".join(f"{indent}    {literal(name)}: {value},\n" for name, value in pairs)
    return f"{{\n{lines}{indent}}}"


_ONE_LINE = 80


def _call(function: str, pairs: Sequence[tuple[str, str]]) -> str:
    """A call by keyword; names that Python would not take as keywords go through a dictionary."""
    if not pairs:
        return f"{function}()"
    if all(name.isidentifier() and name.isascii() and not iskeyword(name) for name, _ in pairs):
        inside = ", ".join(f"{name}={value}" for name, value in pairs)
        if len(inside) < _ONE_LINE:
            return f"{function}({inside})"
        return f"{function}(\n" + "".join(f"    {name}={value},\n" for name, value in pairs) + ")"
    return f"{function}(**{_mapping(pairs)})"


_SHOW = ["for name, value in outputs.items():", "    print(name, value.dtype, value.shape)", ""]


def _saved_model(description: ModelDescription, signature: Signature, tags: Sequence[str]) -> str:
    path = literal(saved_model_folder(description))
    tags = tags or (description.meta_graphs[0] if description.meta_graphs else ())
    if _has_training_state(description):
        return _saved_model_by_session(path, signature, tags or ("serve",))
    # Without tags TensorFlow refuses a folder of several MetaGraphs.
    chosen = f", tags={_listed(tags)}" if len(description.meta_graphs) > 1 else ""
    pairs = [(spec.name, values.tensor_value(spec)) for spec in signature.inputs]
    example = []
    if takes_examples(signature):
        example = ["example = tf.train.Example()  # fill in the features that the model reads"]
        pairs = [(name, "tf.constant([example.SerializeToString()])") for name, _ in pairs]
    modules = ["tensorflow as tf"]
    if any("np." in value for _, value in pairs):
        modules.append("numpy as np")
    return "\n".join(
        [
            *_imports(*modules),
            "",
            f"model = tf.saved_model.load({path}{chosen})",
            f"infer = model.signatures[{literal(signature.key)}]",
            *example,
            f"outputs = {_call('infer', pairs)}",
            *_SHOW,
        ]
    )


def takes_examples(signature: Signature) -> bool:
    """Whether its one input is a batch of serialised `tf.train.Example`, as two of Serving's methods have it."""
    is_by_example = signature.method.rsplit("/", 1)[-1] in {"classify", "regress"}
    return is_by_example and [spec.dtype for spec in signature.inputs] == ["string"]


def _has_training_state(description: ModelDescription) -> bool:
    """Slots of an optimizer of Keras 2, which `tf.saved_model.load` fails on, as the reader found."""
    return any(finding.code == "keras-2-optimizer" for finding in description.findings)


def _saved_model_by_session(path: str, signature: Signature, tags: Sequence[str]) -> str:
    return "\n".join(
        [
            *_imports("numpy as np", "tensorflow as tf", inputs=signature.inputs),
            "",
            "# The optimizer in it has no class in TensorFlow 2.16 and later; the loader of TensorFlow 1 needs none.",
            "with tf.Graph().as_default(), tf.compat.v1.Session() as session:",
            f"    tf.compat.v1.saved_model.load(session, {_listed(tags)}, {path})",
            *_session_run(signature),
        ]
    )


def _listed(words: Sequence[str]) -> str:
    return f"[{', '.join(map(literal, words))}]"


def _keras(description: ModelDescription, signature: Signature) -> str:
    old = description.producer.get("keras", "3")[:1] in {"0", "1", "2"}
    head = [*_imports("numpy as np", inputs=signature.inputs)]
    if old:
        # Keras 3 misreads or refuses most files of Keras 1 and 2.
        head += [
            "import tf_keras as keras  # pip install tf-keras, the successor of the Keras that wrote this file"
        ]
    else:
        head += ["import keras"]
    pairs = [(spec.name, values.numpy_value(spec)) for spec in signature.inputs]
    fed = pairs[0][1] if len(pairs) == 1 else _mapping(pairs)
    path = literal(description.location)
    return "\n".join(
        [
            *head,
            "",
            f"model = keras.models.load_model({path}, compile=False)",
            "model.summary()",
            f"outputs = model.predict({fed})",
            "print(outputs)",
            "",
        ]
    )


def _session_run(signature: Signature) -> list[str]:
    """A call through a session, by the names of tensors."""
    fetches = _mapping([(spec.name, literal(spec.tensor)) for spec in signature.outputs], "        ")
    feeds = _mapping([(spec.tensor, values.numpy_value(spec)) for spec in signature.inputs], "        ")
    return [
        "    outputs = session.run(",
        f"        {fetches},",
        f"        feed_dict={feeds},",
        "    )",
        *_SHOW,
    ]


def _frozen_graph(description: ModelDescription, signature: Signature) -> str:
    path = literal(description.location)
    is_text = description.location.endswith("txt")
    modules = ["numpy as np", "tensorflow as tf"]
    if is_text:
        read = [
            f'with open({path}, encoding="utf-8") as file:',
            "    graph_def = text_format.Parse(file.read(), tf.compat.v1.GraphDef())",
        ]
    else:
        read = [
            f'with open({path}, "rb") as file:',
            "    graph_def = tf.compat.v1.GraphDef.FromString(file.read())",
        ]
    return "\n".join(
        [
            *_imports(*modules, inputs=signature.inputs),
            *(["from google.protobuf import text_format"] if is_text else []),
            "",
            *read,
            "graph = tf.Graph()",
            "with graph.as_default():",
            '    tf.import_graph_def(graph_def, name="")',
            "with tf.compat.v1.Session(graph=graph) as session:",
            *_session_run(signature),
        ]
    )


def _meta_graph(description: ModelDescription, signature: Signature) -> str:
    path = description.location
    restore = (
        [f"    saver.restore(session, {literal(path.removesuffix('.meta'))})"]
        if description.variables
        else []
    )
    return "\n".join(
        [
            *_imports("numpy as np", "tensorflow as tf", inputs=signature.inputs),
            "",
            "with tf.Graph().as_default(), tf.compat.v1.Session() as session:",
            f"    saver = tf.compat.v1.train.import_meta_graph({literal(path)})",
            *restore,
            *_session_run(signature),
        ]
    )


def _tflite(description: ModelDescription, signature: Signature) -> str:
    head = [
        *_imports("numpy as np", inputs=signature.inputs),
        "from ai_edge_litert.interpreter import Interpreter  # pip install ai-edge-litert",
        "",
        f"interpreter = Interpreter(model_path={literal(description.location)})",
    ]
    if signature.origin == "declared":
        pairs = [(spec.name, values.numpy_value(spec)) for spec in signature.inputs]
        runner = f"runner = interpreter.get_signature_runner({literal(signature.key)})"
        return "\n".join([*head, runner, f"outputs = {_call('runner', pairs)}", *_SHOW])
    lines = [*head, "inputs = interpreter.get_input_details()"]
    for index, spec in enumerate(signature.inputs):
        if spec.shape is None or None in spec.shape:
            shape = list(values.concrete(spec.shape))
            lines.append(f'interpreter.resize_tensor_input(inputs[{index}]["index"], {shape!r})')
    lines.append("interpreter.allocate_tensors()")
    for index, spec in enumerate(signature.inputs):
        lines.append(f'interpreter.set_tensor(inputs[{index}]["index"], {values.numpy_value(spec)})')
    return "\n".join(
        [
            *lines,
            "interpreter.invoke()",
            "for output in interpreter.get_output_details():",
            '    value = interpreter.get_tensor(output["index"])',
            '    print(output["name"], value.dtype, value.shape)',
            "",
        ]
    )


_WRITERS: dict[Format, Callable[[ModelDescription, Signature], str]] = {
    "keras_h5": _keras,
    "keras_archive": _keras,
    "frozen_graph": _frozen_graph,
    "meta_graph": _meta_graph,
    "tflite": _tflite,
}
