# SPDX-License-Identifier: Apache-2.0
"""Values written as JSON, in a field or in a file: nested lists, rows of unequal length, objects with many inputs."""

from __future__ import annotations

import base64
import binascii
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy

from cutaway.errors import RequestError
from cutaway.sampling.inputs.wanted import Found, Wanted, content
from cutaway.sampling.values import Ragged, Value

_DEEPEST = 32
_UNEVEN = "The lists in it are not equally long at every depth."


def typed(text: str, wanted: Wanted) -> Found:
    """A value in JSON, as it is typed. Raises RequestError."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f", at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise RequestError(
            f"This is no JSON{place}.", hint='Write a number, "a text" in quotes, or a list: [1, 2, 3].'
        ) from None
    value = of_json(found, wanted)
    return Found(value, "typed value", is_written=True)


def read(path: Path, key: str, wanted: Wanted) -> Found:
    """The value of an input in a JSON file; `key` names it in an object, else the input's name does.

    Objects as TensorFlow Serving takes them are understood: {"inputs": …} and {"instances": […]}.
    """
    try:
        found = json.loads(content(path))
    except (ValueError, RecursionError) as error:
        raise RequestError(
            f"{path.name} is no JSON: {_reason(error)}.", hint="Check what wrote it.", path=path
        ) from None
    chosen = _chosen(found, key, wanted, path)
    return Found(of_json(chosen, wanted), path.name, is_written=True)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, character {error.colno}"
    return "it is nested too deep" if isinstance(error, RecursionError) else "it is not encoded in UTF-8"


def _chosen(found: Any, key: str, wanted: Wanted, path: Path) -> Any:  # noqa: ANN401 - JSON of a user
    if isinstance(found, dict) and "b64" not in found:
        names = [key] if key else [wanted.spec.name, f"in__{wanted.spec.name}", str(wanted.position)]
        for name in names:
            if name in found:
                return found[name]
        for envelope in ("inputs", "instances"):
            if envelope in found:
                return _chosen(found[envelope], key, wanted, path)
        raise RequestError(
            f"{path.name} has nothing for input {wanted.name}.",
            hint=f"It has {', '.join(sorted(map(str, found))[:8]) or 'nothing at all'}.",
            path=path,
        )
    if (
        isinstance(found, list)
        and found
        and all(isinstance(item, dict) and "b64" not in item for item in found)
    ):
        return [_chosen(item, key, wanted, path) for item in found]
    return found


def of_json(found: Any, wanted: Wanted) -> Value:  # noqa: ANN401 - JSON of a user
    """The array of a JSON value: int64, float64, bool or objects of bytes; lists of unequal length become `Ragged`.

    Complex numbers are texts ("1+2j"); bytes are {"b64": "…"}. Raises RequestError.
    """
    leaves: list[Any] = []
    splits: list[list[int]] = []
    depth = _walk(found, 0, leaves, splits)
    flat = _flat(leaves, wanted)
    if depth == 0:
        return flat.reshape(())
    shape = _even(splits)
    if shape is not None:
        return flat.reshape(shape)
    if depth < 2:
        raise RequestError(_UNEVEN, hint="Give every row as many values.")
    return Ragged(flat, tuple(numpy.array(split, numpy.int64) for split in splits[1:]))


def _walk(found: Any, depth: int, leaves: list[Any], splits: list[list[int]]) -> int:  # noqa: ANN401
    """Collect leaves in order and for each depth the row splits; returns how deep the lists are nested."""
    level: list[Any] = [found]
    while any(isinstance(item, list) for item in level):
        if depth == _DEEPEST or not all(isinstance(item, list) for item in level):
            raise RequestError("Values and lists stand beside each other in it.", hint=_UNEVEN)
        ends = [0]
        below: list[Any] = []
        for item in level:
            below += item
            ends.append(len(below))
        splits.append(ends)
        level = below
        depth += 1
    leaves += level
    return depth


def _even(splits: list[list[int]]) -> tuple[int, ...] | None:
    """The shape, where all rows of every depth are equally long."""
    shape: list[int] = []
    for ends in splits:
        lengths = {high - low for low, high in pairwise(ends)}
        if len(lengths) > 1:
            return None
        shape.append(lengths.pop() if lengths else 0)
    return tuple(shape)


def _flat(leaves: list[Any], wanted: Wanted) -> numpy.ndarray:
    if any(leaf is None for leaf in leaves):
        raise RequestError("There is a null in it, which is no value.", hint="Give every value.")
    if wanted.spec.dtype == "string":
        texts = numpy.empty(len(leaves), object)
        for place, leaf in enumerate(leaves):
            texts[place] = _bytes(leaf)
        return texts
    if any(isinstance(leaf, str | dict) for leaf in leaves):
        return _complex(leaves, wanted)
    if not leaves:
        return numpy.zeros(0, numpy.int64)
    if all(isinstance(leaf, bool) for leaf in leaves):
        return numpy.array(leaves, bool)
    if all(isinstance(leaf, int) for leaf in leaves):
        found = _integers(leaves)
        if found is not None:
            return found
    try:
        return numpy.array(leaves, numpy.float64)
    except OverflowError:
        raise RequestError(
            "There is a number in it that no type holds.", hint="Give a smaller one."
        ) from None


def _integers(leaves: list[int]) -> numpy.ndarray | None:
    """int64, or uint64 where one is too large for that; None where one is beyond both."""
    least, most = min(leaves), max(leaves)
    if least >= -(2**63) and most < 2**63:
        return numpy.array(leaves, numpy.int64)
    return numpy.array(leaves, numpy.uint64) if least >= 0 and most < 2**64 else None


def _complex(leaves: list[Any], wanted: Wanted) -> numpy.ndarray:
    words = {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}
    try:
        if wanted.spec.dtype.startswith("complex"):
            return numpy.array([complex(leaf) for leaf in leaves], numpy.complex128)
        return numpy.array(
            [float(words.get(leaf, "text") if isinstance(leaf, str) else leaf) for leaf in leaves]
        )
    except (ValueError, TypeError):
        raise RequestError(
            f"There is a text in it, and input {wanted.name} takes {wanted.spec.dtype}.",
            hint="Give numbers without quotes.",
        ) from None


def _bytes(leaf: Any) -> bytes:  # noqa: ANN401 - a leaf of JSON
    if isinstance(leaf, str):
        return leaf.encode("utf-8", "surrogatepass")
    if isinstance(leaf, dict) and isinstance(leaf.get("b64"), str):
        try:
            return base64.b64decode(leaf["b64"], validate=True)
        except (binascii.Error, ValueError):
            raise RequestError(
                "What stands behind b64 is no base64.", hint="Encode the bytes anew."
            ) from None
    return json.dumps(leaf).encode()
