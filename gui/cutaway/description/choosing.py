# SPDX-License-Identifier: Apache-2.0
"""Which signature of a model is meant: by its key, or the one that callers mean who name none."""

from __future__ import annotations

from pathlib import Path

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers
from cutaway.errors import RequestError

_MOST_SHOWN = 8


def signature_of(model: ModelDescription, key: str) -> Signature:
    """The signature of that key; of no key, the one that callers most likely want. Raises RequestError."""
    name = wording.name(Path(model.path).name)
    named = next((found for found in model.signatures if found.key == key), None)
    callable_ones = [found for found in for_callers(model.signatures) if not found.runs_on_load]
    chosen = named if key else next(iter(callable_ones), None)
    if chosen is not None and not chosen.runs_on_load:
        return chosen
    if not callable_ones and not key:
        message = f"{name} has no signature: nothing in it says what it takes and gives."
        raise RequestError(message, hint=_without(model.format), path=model.path)
    known = wording.listed([wording.name(found.key) for found in callable_ones], _MOST_SHOWN)
    hint = f"It has {known}." if known else "There is no other one that could be called."
    message = f"{name} has no signature called {wording.safe(key)}."
    if named is not None:
        message = f"The signature {wording.name(key)} of {name} is run when the model is loaded; "
        message += "it is not meant to be called."
    raise RequestError(message, hint=hint, path=model.path)


def _without(kind: str) -> str:
    if kind.startswith("keras"):
        return "Save it with Keras as a whole model, after it was built for inputs of a known shape."
    if kind == "checkpoint":
        return "A model that holds weights alone cannot be run."
    return "Give it one, or export it again with signatures."
