# SPDX-License-Identifier: Apache-2.0
"""Text that a user takes away: how to call a signature from Python, by HTTP, and on the command line."""

from __future__ import annotations

import base64
import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.description.variables import Variable
from cutaway.session import example_values as values
from cutaway.session.example_values import shell_word
from cutaway.session.python_snippets import (
    numpy_inputs,
    packed_member,
    python,
    saved_model_folder,
    takes_examples,
    variable_name,
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """text: ready to paste. reason: why there is none, one sentence, where text is empty."""

    title: str
    text: str
    reason: str = ""


def snippets(
    description: ModelDescription, signature: Signature, tags: Sequence[str] = ()
) -> tuple[Snippet, ...]:
    """Everything that can be said about calling `signature`, in the order in which it is shown."""
    found = [_checked("Python", python(description, signature, tags), signature)]
    if description.format == "saved_model":
        found.append(curl(description, signature))
    found.append(Snippet("Command line", command_lines(description, signature, tags)))
    if signature.inputs and not _handle(signature):
        found.append(Snippet("NumPy", numpy_inputs(signature.inputs)))
    return tuple(snippet for snippet in found if snippet.text or snippet.reason)


def _checked(title: str, text: str, signature: Signature) -> Snippet:
    if signature.runs_on_load:
        return Snippet(title, "", "Loaders run this initialiser by themselves; it is not meant to be called.")
    handle = _handle(signature)
    if handle:
        return Snippet(
            title,
            "",
            f"Input {handle.name!r} is of type {handle.dtype}, which only another part of the graph can make, "
            "so this signature cannot be called on its own.",
        )
    return Snippet(title, text)


def _handle(signature: Signature) -> TensorSpec | None:
    return next((spec for spec in signature.inputs if spec.dtype in values.HANDLES), None)


# AddValueToTensor in tensorflow_serving/util/json_tensor.cc
_REST = frozenset(
    ("float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint32", "uint64", "bool", "string")
)


def curl(description: ModelDescription, signature: Signature) -> Snippet:
    """A request to TensorFlow Serving's REST API in its columnar form, which fits any number of inputs.

    https://www.tensorflow.org/tfx/serving/api_rest: binary strings travel as `{"b64": …}`.
    """
    title = "curl"
    refused = _checked(title, "-", signature)
    if refused.reason:
        return refused
    odd = next((spec for spec in signature.inputs if spec.dtype not in _REST), None)
    if odd:
        return Snippet(
            title, "", f"TensorFlow Serving's REST API takes no {odd.dtype}, the type of input {odd.name!r}."
        )
    url = f"http://localhost:8501/v1/models/{_serving_name(description)}:predict"
    if sum(values.elements(spec) for spec in signature.inputs) <= values.LITERAL_LIMIT:
        body = json.dumps(request_body(signature))
        return Snippet(title, f"curl -X POST {shell_word(url)} \\\n  -d {shell_word(body)}\n")
    maker = shlex.quote(_body_source(signature))  # names are escaped in it, line ends are meant
    return Snippet(title, f"python3 -c {maker} |\n  curl -X POST {shell_word(url)} -d @-\n")


def request_body(signature: Signature) -> dict[str, object]:
    """The JSON body of a predict request with every input written out."""
    inputs = {
        spec.name: values.nested(_json_scalar(_scalar(signature, spec)), values.concrete(spec.shape))
        for spec in signature.inputs
    }
    return {"signature_name": signature.key, "inputs": inputs}


def _scalar(signature: Signature, spec: TensorSpec) -> bool | float | bytes:
    """One value; nothing at all is a serialised Example without features."""
    return b"" if takes_examples(signature) else values.scalar(spec.dtype)


def _json_scalar(value: bool | float | bytes) -> bool | float | dict[str, str]:  # noqa: FBT001 (any value)
    return {"b64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _body_source(signature: Signature) -> str:
    """Python that prints the same body, for inputs too large to be written out."""
    inputs = ",\n  ".join(f"{spec.name!a}: {_nested(signature, spec)}" for spec in signature.inputs)
    return (
        f'import json\nprint(json.dumps({{"signature_name": {signature.key!a}, "inputs": {{\n  {inputs}}}}}))'
    )


def _nested(signature: Signature, spec: TensorSpec) -> str:
    value = _json_scalar(_scalar(signature, spec))
    return values.nested_source(repr(value), values.concrete(spec.shape))


def _serving_name(description: ModelDescription) -> str:
    """The model's name as Serving would be told it, with its version where the folder has one."""
    folder = Path(packed_member(description) or saved_model_folder(description))
    if folder.name.isdigit() and folder.parent.name:
        return f"{quote(folder.parent.name, safe='')}/versions/{folder.name}"
    return quote(folder.name, safe="") or "model"


def command_lines(description: ModelDescription, signature: Signature, tags: Sequence[str] = ()) -> str:
    """`cutaway show`, and `saved_model_cli run` where it can be given the inputs."""
    chosen = f" --tags {shell_word(','.join(tags))}" if tags else ""
    lines = [f"cutaway show {path_word(description.path)}{chosen}"]
    if description.format == "saved_model" and not packed_member(description):
        lines += _saved_model_cli(description, signature, tags)
    return "\n".join(lines) + "\n"


def _saved_model_cli(description: ModelDescription, signature: Signature, tags: Sequence[str]) -> list[str]:
    """The tool splits its inputs at `;` and `=` and wants at least one; names with these cannot be given to it."""
    inputs = signature.inputs
    if not inputs or signature.runs_on_load or any(set(";=[]") & set(spec.name) for spec in inputs):
        return []
    if not all(values.is_numpy(spec.dtype) or spec.dtype == "string" for spec in inputs):
        return []
    tags = tags or (description.meta_graphs[0] if description.meta_graphs else ("serve",))
    command = [
        f"saved_model_cli run --dir {path_word(saved_model_folder(description))}",
        f"--tag_set {shell_word(','.join(tags))} --signature_def {shell_word(signature.key)}",
    ]
    if sum(values.elements(spec) for spec in inputs) <= values.LITERAL_LIMIT:
        # Since TensorFlow 2.6 the expressions have to be literals.
        written = ((s, values.nested(_scalar(signature, s), values.concrete(s.shape))) for s in inputs)
        command.append(f"--input_exprs {shell_word(';'.join(f'{s.name}={value!r}' for s, value in written))}")
        return ["", " \\\n  ".join(command)]
    files = [f"input_{index}.npy" for index in range(len(inputs))]
    makers = [f"np.save({file!r}, {values.numpy_value(s)})" for s, file in zip(inputs, files, strict=True)]
    pairs = ";".join(f"{spec.name}={file}" for spec, file in zip(inputs, files, strict=True))
    command.append(f"--inputs {shell_word(pairs)}")
    make = f"python3 -c {shell_word('import numpy as np; ' + '; '.join(makers))}"
    return ["", make, " \\\n  ".join(command)]


def path_word(path: str) -> str:
    """A path as one shell word that no program takes for an option."""
    return shell_word(f"./{path}" if path.startswith("-") else path)


def variable_code(description: ModelDescription, variable: Variable) -> str:
    """NumPy code for a variable: the command that saves its values, and the lines that load them."""
    name = variable_name(variable.path or variable.name)
    file = f"{name}.npy"
    odd = values.needs_ml_dtypes(variable.dtype)
    # numpy writes the types of ml_dtypes as plain bytes.
    view = f".view(ml_dtypes.{variable.dtype})" if odd else ""
    return "\n".join(
        [
            f"# cutaway variables {path_word(description.path)} --save {shell_word(f'{variable.name}={file}')}",
            *(["import ml_dtypes"] if odd else []),
            "import numpy as np",
            "",
            f"{name} = np.load({values.literal(file)}){view}  # {variable.dtype}, shape {variable.shape!r}",
            "",
        ]
    )
