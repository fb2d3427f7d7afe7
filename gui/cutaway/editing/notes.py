# SPDX-License-Identifier: Apache-2.0
"""Fields of the metadata that can be set, and what they may hold: formats other than .tflite keep none.

A path is `model.FIELD`, or `inputs.PLACE.FIELD` and `outputs.PLACE.FIELD` with the place among the ends of the first
subgraph, from 0; or `files.NAME`, a file that is packed with the model, whose value is what it holds.
"""

from __future__ import annotations

import math
from typing import Any

from cutaway.editing.draft import Draft
from cutaway.editing.refusals import Refusal

TEXTS = {"name": 0, "description": 1, "version": 2, "author": 4, "license": 5}
"""Fields of the model, with their slots in ModelMetadata."""
TENSOR_TEXTS = {"name": 0, "description": 1}
"""Fields of an input or output that are texts, with their slots in TensorMetadata."""
_OTHERS = ("normalization", "files")
_SIDES = ("inputs", "outputs")


def check_note(draft: Draft, path: str, value: Any) -> None:  # noqa: ANN401 - of JSON
    """Refuse a field that the format does not have, and a value that is none for it."""
    if draft.description.format != "tflite":
        message = f"{path} cannot be set: only .tflite files keep metadata about their inputs and outputs."
        raise Refusal(message, hint="Keep such words beside the model.")
    if path.startswith("files."):
        _check_file(draft, path.removeprefix("files."), value)
        return
    word = _word(draft, path)
    if value is None:
        return
    if word in TEXTS or word in TENSOR_TEXTS:
        is_right, wanted = isinstance(value, str), "a text"
    elif word == "files":
        is_right, wanted = _is_names(value), "a list of names of files that are packed with the model"
    else:
        is_right, wanted = _is_normal(value), 'an object of two lists of numbers, "mean" and "std"'
    if not is_right:
        raise Refusal(f"The value of {path} has to be {wanted}.")


def _check_file(draft: Draft, name: str, value: Any) -> None:  # noqa: ANN401 - of JSON
    from cutaway.editing.tflite_packing import wrong

    why = wrong(name, value)
    if why:
        raise Refusal(why)
    there = {asset.name for asset in draft.description.assets if asset.available}
    if value is None and name not in there and f"files.{name}" not in draft.notes:
        message = f"No file called {name} is packed with the model."
        raise Refusal(message, hint=f"There are: {', '.join(sorted(there))}." if there else "There is none.")


def _word(draft: Draft, path: str) -> str:
    """The field that the path names. Raises Refusal where there is none."""
    parts = path.split(".")
    if len(parts) == 2 and parts[0] == "model" and parts[1] in TEXTS:
        return parts[1]
    if (
        len(parts) == 3
        and parts[0] in _SIDES
        and parts[1].isdecimal()
        and parts[2] in (*TENSOR_TEXTS, *_OTHERS)
    ):
        ports = [
            each.inputs if parts[0] == "inputs" else each.outputs for each in draft.description.signatures
        ]
        most = max(map(len, ports), default=0)
        if int(parts[1]) < most:
            return parts[2]
        raise Refusal(f"There is no {parts[0][:-1]} {parts[1]}; the first is 0, and there are {most}.")
    fields = ", ".join(f"model.{each}" for each in TEXTS)
    ends = ", ".join((*TENSOR_TEXTS, *_OTHERS))
    hint = f"There are {fields}, for each input and output (inputs.0, …) {ends}, and files.NAME."
    raise Refusal(f"There is no field {path} in the metadata.", hint=hint)


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _is_normal(value: object) -> bool:
    if not isinstance(value, dict) or set(value) != {"mean", "std"}:
        return False
    return all(isinstance(each, list) and each and all(map(_is_number, each)) for each in value.values())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
