# SPDX-License-Identifier: Apache-2.0
"""Each edit in one sentence, as lists of edits and reports show it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from cutaway.description import wording
from cutaway.description.signatures import DEFAULT_KEY
from cutaway.editing import edits
from cutaway.editing.edits import Edit


def sentence(edit: Edit) -> str:
    """What the edit does, as one sentence with its full stop."""
    return f"{_SENTENCES[type(edit)](edit)}."


def _added(edit: edits.AddSignature) -> str:
    given = wording.listed(list(edit.inputs), 4) or "nothing"
    return f"Add the signature {edit.signature} from {given} to {wording.listed(list(edit.outputs), 4)}"


def _removed(edit: edits.RemoveInput) -> str:
    used = "" if edit.value is None else f" and use {_value(edit.value)} for it"
    return f"Remove the input {edit.name} of {edit.signature}{used}"


def _defaulted(edit: edits.SetDefault) -> str:
    if edit.value is None:
        return f"Take the default of the input {edit.name} of {edit.signature} away"
    return f"Use {_value(edit.value)} where the input {edit.name} of {edit.signature} is left out"


def _noted(edit: edits.SetMetadata) -> str:
    if edit.path.startswith("files."):
        name = edit.path.removeprefix("files.")
        return f"Pack {name} with the model" if edit.value is not None else f"Take {name} out of the model"
    if edit.value is None:
        return f"Take {edit.path} out of the metadata"
    return f"Set {edit.path} in the metadata to {_value(edit.value)}"


def _moved(edit: edits.CastInput | edits.CastOutput) -> str:
    words = [f"times {edit.scale:g}"] if edit.scale != 1 else []
    words += [f"plus {edit.offset:g}"] if edit.offset else []
    return f", {' '.join(words)}" if words else ""


def _value(value: Any) -> str:  # noqa: ANN401 - of JSON
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= 40 else f"{written[:39]}…"


_SENTENCES: dict[type, Callable[[Any], str]] = {
    edits.RenameSignature: lambda edit: f"Call the signature {edit.signature} {edit.to}",
    edits.DuplicateSignature: lambda edit: f"Duplicate the signature {edit.signature} as {edit.to}",
    edits.DeleteSignature: lambda edit: f"Delete the signature {edit.signature}",
    edits.MakeDefault: lambda edit: f"Make {edit.signature} the default signature, {DEFAULT_KEY}",
    edits.AddSignature: _added,
    edits.RenameInput: lambda edit: f"Call the input {edit.name} of {edit.signature} {edit.to}",
    edits.RenameOutput: lambda edit: f"Call the output {edit.name} of {edit.signature} {edit.to}",
    edits.ReorderInputs: lambda edit: f"Order the inputs of {edit.signature}: {', '.join(edit.order)}",
    edits.ReorderOutputs: lambda edit: f"Order the outputs of {edit.signature}: {', '.join(edit.order)}",
    edits.AddInput: lambda edit: f"Take {edit.tensor} as the input {edit.name} of {edit.signature}",
    edits.RemoveInput: _removed,
    edits.AddOutput: lambda edit: f"Give {edit.tensor} as the output {edit.name} of {edit.signature}",
    edits.RemoveOutput: lambda edit: f"Remove the output {edit.name} of {edit.signature}",
    edits.SetShape: lambda edit: (
        f"Set the shape of {edit.name} of {edit.signature} to {wording.shape(edit.shape)}"
    ),
    edits.CastInput: lambda edit: (
        f"Take the input {edit.name} of {edit.signature} as {edit.dtype}{_moved(edit)}"
    ),
    edits.CastOutput: lambda edit: (
        f"Give the output {edit.name} of {edit.signature} as {edit.dtype}{_moved(edit)}"
    ),
    edits.SetDefault: _defaulted,
    edits.SetMetadata: _noted,
    edits.Restore: lambda _: "Restore the signatures",
}
