# SPDX-License-Identifier: Apache-2.0
"""Turns what the converter to TensorFlow Lite raises into one sentence: which operators, and where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from cutaway.description import wording
from cutaway.errors import CutawayError, ModelError
from cutaway.worker.tasks.runners.failing import REFUSED, Asked, explain, first_line

_FLEX_OPS = re.compile(r"Flex ops: ([\w, ]+)")
_CUSTOM_OPS = re.compile(r"Custom ops: ([\w, ]+)")
_NEEDS = re.compile(r"error: (?:loc\((.*?)\): )?'tf\.(\w+)' op (.*)")
_PLACE = re.compile(r'"([^"@]+?)(?:@[^"]*)?"')
_SHOWN = 5
_DETAILS = 20_000
_HINT = "Choose TensorFlow's own operators, or export the model without them."


@contextmanager
def told_lite(asked: Asked) -> Iterator[None]:
    """Raise what happens inside as a CutawayError; the converter's own words are in its details."""
    import tensorflow

    try:
        yield
    except CutawayError:
        raise
    except Exception as error:
        if type(error).__name__ != "ConverterError":
            if isinstance(error, (*REFUSED, tensorflow.errors.OpError)):
                raise explain(error, asked) from None
            raise
        raise refused(str(error), asked) from None


def refused(text: str, asked: Asked) -> ModelError:
    """The error to tell for what the converter said."""
    named = _listed(_FLEX_OPS, text) + _listed(_CUSTOM_OPS, text)
    place = _where(text)
    found = _NEEDS.search(text)
    if found is not None and "neither a custom op" in found[3]:
        named = list(dict.fromkeys([*named, found[2]]))
    if named:
        what = f"the operator{'s' if len(named) > 1 else ''} {wording.listed(named, _SHOWN)}"
        message = f"TensorFlow Lite has no {what[4:]} of {asked.part}{place}."
        return _error(message, _HINT, asked, text)
    if found is not None:
        message = f"TensorFlow Lite does not take {found[2]} of {asked.part}{place}: it {_plain(found[3])}."
        return _error(message, "Fix the sizes of the inputs, or export the model without it.", asked, text)
    message = f"{asked.subject} could not be converted to TensorFlow Lite: {first_line(text)}"
    return _error(message, "The details have the converter's own words.", asked, text)


def _error(message: str, hint: str, asked: Asked, text: str) -> ModelError:
    return ModelError(message, hint=hint, path=asked.path, details=text[:_DETAILS])


def _listed(pattern: re.Pattern[str], text: str) -> list[str]:
    found = pattern.search(text)
    names = [] if found is None else [name.strip().removeprefix("Flex") for name in found[1].split(",")]
    return list(dict.fromkeys(name for name in names if name))


def _where(text: str) -> str:
    """The node that is blamed, in words that follow a name."""
    found = _NEEDS.search(text)
    names = _PLACE.findall(found[1] or "") if found is not None else []
    inner = [name for name in names if name.strip(":")]
    return f", at {inner[-1].rstrip(':')}" if inner else ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().rstrip(".")
