# SPDX-License-Identifier: Apache-2.0
"""Makes an edit of what was typed or chosen at a part of the picture."""

from __future__ import annotations

import json
from typing import Any

from cutaway.editing import edits
from cutaway.editing.draft import Port
from cutaway.editing.edits import Edit, Side
from cutaway.editing.refusals import Refusal
from cutaway.qt.studio.desk import Place
from cutaway.qt.words import tr

_FREE = ("?", "", "none", "null", "-1", "*")


def renamed(key: str, place: Place, text: str) -> Edit:
    """The port, or with an empty name the signature itself, under another name."""
    name = text.strip()
    if not place.name:
        return edits.RenameSignature(key, name)
    if place.side == "input":
        return edits.RenameInput(key, place.name, name)
    return edits.RenameOutput(key, place.name, name)


def sized(key: str, place: Place, port: Port, axis: int, text: str) -> Edit:
    """Another size of one dimension. Raises Refusal where the text is none."""
    word = text.strip().lower()
    if word not in _FREE and not word.isdecimal():
        message = f"“{text.strip()}” is no size."
        raise Refusal(
            message, hint="Write a whole number, or ? to leave it free.", signature=key, port=port.name
        )
    sizes = list(port.spec.shape or ())
    sizes[axis] = None if word in _FREE else int(word)
    return edits.SetShape(key, place.name, tuple(sizes), place.side)


def shaped(key: str, place: Place, text: str) -> Edit:
    """A whole shape, written as `?, 224, 224, 3`. Raises Refusal where the text is none."""
    sizes: list[int | None] = []
    for word in text.replace("×", ",").strip("()[] ").split(","):
        if word.strip().lower() in _FREE:
            sizes.append(None)
        elif word.strip().isdecimal():
            sizes.append(int(word))
        else:
            message = f"“{word.strip()}” is no size."
            hint = tr("Write sizes with commas, ? where one is free.")
            raise Refusal(message, hint=hint, signature=key, port=place.name)
    return edits.SetShape(key, place.name, tuple(sizes), place.side)


def cast(key: str, place: Place, dtype: str, scale: float = 1.0, offset: float = 0.0) -> Edit:
    """Another type for callers."""
    made = edits.CastInput if place.side == "input" else edits.CastOutput
    return made(key, place.name, dtype, scale, offset)


def removed(key: str, place: Place, value: Any = None) -> Edit:  # noqa: ANN401 - of JSON
    """Without the port. value: what an input always is from then on, None where nothing needs it."""
    if place.side == "output":
        return edits.RemoveOutput(key, place.name)
    return edits.RemoveInput(key, place.name, value)


def ordered(key: str, side: Side, names: list[str], name: str, row: int) -> Edit | None:
    """The port moved before that row; None where it stands there already."""
    at = names.index(name)
    left = [each for each in names if each != name]
    left.insert(row - (1 if row > at else 0), name)
    if left == names:
        return None
    made = edits.ReorderInputs if side == "input" else edits.ReorderOutputs
    return made(key, tuple(left))


def added(key: str, side: Side, names: list[str], tensor: str) -> Edit:
    """The tensor as one more input or output, under a name of its own that is free."""
    made = edits.AddInput if side == "input" else edits.AddOutput
    return made(key, free_name(last_part(tensor), names), tensor)


def value(key: str, port: Port, text: str) -> Any:  # noqa: ANN401 - of JSON
    """What was typed as JSON; a text may be written without quotes. Raises Refusal where it is no value."""
    try:
        return json.loads(text)
    except ValueError:
        if port.spec.dtype == "string":
            return text
    message = f"“{text}” is no value."
    raise Refusal(message, hint="Write numbers as in [1, 2, 3].", signature=key, port=port.name)


def free_name(wanted: str, taken: list[str]) -> str:
    """The name, with a number behind it where it is taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def last_part(tensor: str) -> str:
    """A name for a tensor: its node's own name, as an argument in Python could be called."""
    node = tensor.rpartition(":")[0] if ":" in tensor else tensor
    name = "".join(
        each if each.isalnum() and each.isascii() else "_" for each in node.rpartition("/")[2]
    ).strip("_")
    return name if name and not name[0].isdigit() else f"tensor_{name}".rstrip("_")
