# SPDX-License-Identifier: Apache-2.0
"""The edits file: a list of edits as JSON that a studio writes and the command line replays on the next model."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import MISSING, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from cutaway.editing.edits import OPERATIONS, WORDS, Edit, Restore
from cutaway.errors import MissingFileError, RequestError

SCHEMA = 1
_LARGEST = 64 << 20
"""Bytes that are read of a file; one that is longer is no list of edits."""


def read(file: Path) -> list[Edit]:
    """The edits in a file. Raises MissingFileError, and RequestError that names the place in it."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST)
    except OSError as error:
        reason = error.strerror or "the system refused"
        message = f"The edits in {file.name or file} cannot be read: {reason}."
        raise MissingFileError(message, hint="Check the path.", path=file) from None
    try:
        return parse(json.loads(data))
    except (ValueError, RecursionError) as error:
        where = (
            f" in line {error.lineno}, column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        message = f"{file.name} is no JSON: it cannot be read{where}."
        raise RequestError(message, hint="The studio writes such files.", path=file) from None
    except RequestError as error:
        raise RequestError(
            f"{file.name} holds no edits: {error.message}.", hint=error.hint, path=file
        ) from None


def text(edits: Iterable[Edit]) -> str:
    """The edits as the content of a file."""
    listed = ",\n  ".join(json.dumps(each) for each in dump(edits))
    return (
        f'{{"schema": {SCHEMA}, "edits": [\n  {listed}\n]}}\n'
        if listed
        else f'{{"schema": {SCHEMA}, "edits": []}}\n'
    )


def parse(value: Any) -> list[Edit]:  # noqa: ANN401 - of JSON
    """The edits in the JSON of an edits file. Raises RequestError, which says in which edit what is wrong."""
    if not isinstance(value, dict) or "edits" not in value:
        raise RequestError('it has no list "edits"', hint='Such a file is {"schema": 1, "edits": […]}.')
    if value.get("schema") != SCHEMA:
        message = f'its "schema" is {_shown(value.get("schema"))}, and only {SCHEMA} is known'
        raise RequestError(message, hint="A newer version of Cutaway may have written it.")
    return parse_edits(value["edits"])


def parse_edits(listed: Any) -> list[Edit]:  # noqa: ANN401 - of JSON
    """The edits in the list alone. Raises RequestError likewise."""
    if not isinstance(listed, list):
        raise RequestError('its "edits" is no list')
    return [_edit(each, number) for number, each in enumerate(listed, 1)]


def dump(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """The edits as JSON. Raises TypeError for the inverse of what takes something away, which is in no file."""
    return [_dumped(edit) for edit in edits]


def _dumped(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, Restore):
        raise TypeError("what undoes an edit is in no edits file")
    found: dict[str, Any] = {"op": WORDS[type(edit)]}
    for field in fields(edit):
        value = getattr(edit, field.name)
        if field.default is MISSING or value != field.default:
            found[field.name] = list(value) if isinstance(value, tuple) else value
    return found


def _edit(value: Any, number: int) -> Edit:  # noqa: ANN401 - of JSON
    if not isinstance(value, dict):
        raise RequestError(f"edit {number} is no object but {_shown(value)}")
    word = value.get("op")
    cls = OPERATIONS.get(word) if isinstance(word, str) else None
    if cls is None:
        close = get_close_matches(str(word), list(OPERATIONS), n=1)
        hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(OPERATIONS)}."
        raise RequestError(f'the "op" of edit {number} is {_shown(word)}, which is none', hint=hint)
    where = f"edit {number} ({word})"
    given = {key: each for key, each in value.items() if key != "op"}
    known = {field.name: field for field in fields(cls)}
    extra = next((key for key in given if key not in known), None)
    if extra is not None:
        hint = f"It takes: {', '.join(known)}."
        raise RequestError(f"{where} has a field {_shown(extra)}, which it does not take", hint=hint)
    missing = next(
        (name for name, each in known.items() if each.default is MISSING and name not in given), None
    )
    if missing is not None:
        raise RequestError(f'{where} lacks the field "{missing}"')
    made = {name: _field(name, each, where) for name, each in given.items()}
    return cast("Edit", cls(**made))


def _field(name: str, value: Any, where: str) -> Any:  # noqa: ANN401 - of JSON
    """One value, of the kind that fields of that name have."""
    if name == "value":
        return value
    judge, wanted = _KINDS[name]
    if not judge(value):
        raise RequestError(f'"{name}" of {where} is {_shown(value)}, and it has to be {wanted}')
    if isinstance(value, list):
        return tuple(value)
    return float(value) if name in {"scale", "offset"} else value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_order(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_shape(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(_is_size(each) for each in value))


def _is_size(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


_KINDS = {
    **dict.fromkeys(("signature", "to", "name", "tensor", "dtype", "path"), (_is_text, "a text")),
    **dict.fromkeys(("inputs", "outputs"), (_is_mapping, "an object of names and tensors")),
    **dict.fromkeys(("scale", "offset"), (_is_number, "a number")),
    "order": (_is_order, "a list of names"),
    "shape": (_is_shape, "a list of sizes, null where one is free"),
    "side": (lambda value: value in ("input", "output"), '"input" or "output"'),
}


def _shown(value: object) -> str:
    written = json.dumps(value)
    return written if len(written) <= 60 else f"{written[:59]}…"
