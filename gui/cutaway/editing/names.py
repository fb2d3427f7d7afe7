# SPDX-License-Identifier: Apache-2.0
"""What signatures, inputs and outputs may be called in each format, and which formats keep an order."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence

from cutaway.description.model import ModelDescription
from cutaway.editing.draft import DraftSignature
from cutaway.editing.refusals import Refusal

_NODE = r"[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*"
_LONGEST = 1000


def check_name(description: ModelDescription, name: str, kind: str, signature: str) -> None:
    """Refuse a name that the format cannot keep. kind: signature, input or output."""
    why = _why_not(description, name, kind)
    if why:
        port = "" if kind == "signature" else name
        raise Refusal(why, hint="Choose another name.", signature=signature, port=port)


def _why_not(description: ModelDescription, name: str, kind: str) -> str:
    if not name:
        return f"The name of the {kind} is empty."
    if len(name) > _LONGEST or not name.isprintable():
        return (
            f"The name of the {kind} is longer than {_LONGEST} characters, or has some that cannot be shown."
        )
    if name.startswith("__saved_model_") and kind == "signature":
        return f"{name} is a name that TensorFlow keeps for itself."
    if description.format == "frozen_graph" and kind != "signature" and not re.fullmatch(_NODE, name):
        return f"{name} is no name for a node: letters, digits, and . _ - / inside it."
    functions = description.format == "saved_model" and description.detail.startswith("TensorFlow 2")
    if functions and kind == "input" and (not name.isidentifier() or keyword.iskeyword(name)):
        return f"{name} is no name of an argument in Python, as which TensorFlow 2 loads the inputs."
    return ""


def check_order(
    description: ModelDescription, found: DraftSignature, there: list[str], order: Sequence[str], kind: str
) -> None:
    """Refuse an order where the format keeps none, and one that does not name each port once."""
    if description.format == "saved_model":
        message = f"A SavedModel keeps the {kind} of a signature by name and has no order for them."
        hint = "Callers give and get them by name; rename them where their alphabetical order matters."
        raise Refusal(message, hint=hint, signature=found.key)
    if sorted(order) != sorted(there):
        message = f"The order has to name each of the {kind} of {found.key} once: {', '.join(there)}."
        raise Refusal(message, signature=found.key)
