# SPDX-License-Identifier: Apache-2.0
"""Each edit in one sentence, as lists of edits and reports show it, in English or whatever a window speaks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, TypeAlias

from cutaway.description import wording
from cutaway.description.signatures import DEFAULT_KEY
from cutaway.editing import edits
from cutaway.editing.edits import Edit

Say: TypeAlias = Callable[..., str]
"""Gives one of `TEMPLATES`, perhaps translated, with values in the place of their names in braces."""

_LONGEST, _MOST_NAMES = 40, 4
_TEMPLATES: dict[type, str] = {
    edits.RenameSignature: "Rename the signature {signature} to {to}.",
    edits.DuplicateSignature: "Duplicate the signature {signature} as {to}.",
    edits.DeleteSignature: "Delete the signature {signature}.",
    edits.MakeDefault: "Make {signature} the default signature, {default_key}.",
    edits.AddSignature: "Add the signature {signature} from {inputs} to {outputs}.",
    edits.RenameInput: "Rename the input {name} of {signature} to {to}.",
    edits.RenameOutput: "Rename the output {name} of {signature} to {to}.",
    edits.ReorderInputs: "Order the inputs of {signature}: {order}.",
    edits.ReorderOutputs: "Order the outputs of {signature}: {order}.",
    edits.AddInput: "Take {tensor} as the input {name} of {signature}.",
    edits.RemoveInput: "Remove the input {name} of {signature} and use {value} for it.",
    edits.AddOutput: "Give {tensor} as the output {name} of {signature}.",
    edits.RemoveOutput: "Remove the output {name} of {signature}.",
    edits.SetShape: "Set the shape of {name} of {signature} to {shape}.",
    edits.CastInput: "Take the input {name} of {signature} as {dtype}{moved}.",
    edits.CastOutput: "Give the output {name} of {signature} as {dtype}{moved}.",
    edits.SetDefault: "Use {value} where the input {name} of {signature} is left out.",
    edits.SetMetadata: "Set {path} in the metadata to {value}.",
    edits.Restore: "Restore the signatures.",
}
_WITHOUT: dict[type, str] = {
    edits.AddSignature: "Add the signature {signature} from nothing to {outputs}.",
    edits.RemoveInput: "Remove the input {name} of {signature}.",
    edits.SetDefault: "Take the default of the input {name} of {signature} away.",
    edits.SetMetadata: "Take {path} out of the metadata.",
}
"""Where there is no value, or no input."""
_PACK, _UNPACK = "Pack {file} with the model.", "Take {file} out of the model."
_FILES = "files."
TEMPLATES = (*_TEMPLATES.values(), *_WITHOUT.values(), _PACK, _UNPACK)
"""All that can be said, for translators."""


def sentence(edit: Edit, say: Say = str.format) -> str:
    """What the edit does, as one sentence with its full stop."""
    return say(_template(edit), **_values(edit))


def _template(edit: Edit) -> str:
    if isinstance(edit, edits.SetMetadata) and edit.path.startswith(_FILES):
        return _UNPACK if edit.value is None else _PACK
    lacks = not edit.inputs if isinstance(edit, edits.AddSignature) else getattr(edit, "value", "") is None
    return _WITHOUT[type(edit)] if lacks else _TEMPLATES[type(edit)]


def _values(edit: Edit) -> dict[str, str]:
    """What stands for each name in braces."""
    found = {field.name: _shown(field.name, getattr(edit, field.name)) for field in fields(edit)}
    if isinstance(edit, edits.CastInput | edits.CastOutput):
        found["moved"] = _moved(edit)
    found["file"] = found.get("path", "").removeprefix(_FILES)
    return found | {"default_key": DEFAULT_KEY}


def _shown(name: str, value: Any) -> str:  # noqa: ANN401 - of any field
    match name:
        case "inputs" | "outputs":
            return _names(value)
        case "order":
            return ", ".join(value)
        case "shape":
            return wording.shape(value)
        case "value":
            written = json.dumps(value, ensure_ascii=False)
            return written if len(written) <= _LONGEST else f"{written[: _LONGEST - 1]}…"
    return str(value)


def _names(given: Iterable[str]) -> str:
    listed = list(given)
    return ", ".join(listed[:_MOST_NAMES] + ["…"] * (len(listed) > _MOST_NAMES))


def _moved(edit: edits.CastInput | edits.CastOutput) -> str:
    """` (× 0.5 − 1)`: what stands between the two types."""
    words = [f"× {edit.scale:g}"] if edit.scale != 1 else []
    words += [f"{'+' if edit.offset > 0 else '−'} {abs(edit.offset):g}"] if edit.offset else []
    return f" ({' '.join(words)})" if words else ""
