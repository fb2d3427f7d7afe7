# SPDX-License-Identifier: Apache-2.0
"""The largest scores of a classifier, with the labels of their classes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy

from cutaway.description.ranked import Score
from cutaway.errors import RequestError
from cutaway.sampling.inputs.wanted import content

_MOST_LABELS = 1 << 24
_MOST_ROWS = 64


def top(array: numpy.ndarray, count: int, labels: tuple[str, ...] = ()) -> tuple[tuple[Score, ...], ...]:
    """The `count` largest values along the last axis, the largest first, for each of at most 64 rows.

    array: real numbers, [classes] or [..., classes]; NaN is smaller than all. Equal values keep their order. Labels
    count only where there are as many as classes, or one more or less: some models have a class for the background,
    which comes first. Raises RequestError where there is no axis of classes.
    """
    if array.ndim == 0 or not array.shape[-1] or array.dtype == object or array.dtype.kind == "c":
        raise RequestError(
            "There are no classes along the last axis of this value.", hint="Choose another output."
        )
    classes = array.shape[-1]
    offset = offset_of(len(labels), classes)
    found = []
    for row in array.reshape(-1, classes)[:_MOST_ROWS]:
        values = numpy.nan_to_num(
            row.astype(numpy.float64), nan=-numpy.inf, posinf=numpy.inf, neginf=-numpy.inf
        )
        largest = _largest(values, min(count, classes))
        found.append(
            tuple(
                Score(int(place), _label(labels, int(place), offset), float(row[place])) for place in largest
            )
        )
    return tuple(found)


def _largest(values: numpy.ndarray, count: int) -> list[int]:
    if count < len(values):
        least = numpy.partition(values, len(values) - count)[len(values) - count]
        candidates = numpy.flatnonzero(values >= least)
    else:
        candidates = numpy.arange(len(values))
    order = numpy.argsort(-values[candidates], kind="stable")
    return [int(place) for place in candidates[order][:count]]


def offset_of(labels: int, classes: int) -> int | None:
    """What is added to a class to have its label; None where they are not for each other."""
    if not labels or abs(labels - classes) > 1:
        return None
    return labels - classes if labels != classes else 0


def _label(labels: tuple[str, ...], place: int, offset: int | None) -> str:
    if offset is None or not 0 <= place + offset < len(labels):
        return ""
    return labels[place + offset]


def read_labels(path: Path) -> tuple[str, ...]:
    """Labels from a file: one a line, a JSON list, or a JSON object by index.

    Raises RequestError (no labels), MissingFileError.
    """
    return of_text(content(path, _MOST_LABELS), path.name)


def of_text(raw: bytes, name: str) -> tuple[str, ...]:
    """Likewise of a file's content. Objects may map an index to a name, to [id, name], or a name to an index."""
    text = raw.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] in {"[", "{"}:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            raise RequestError(f"{name} is no JSON with labels.", hint="Write one label a line.") from None
        return _of_json(found, name)
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    return tuple(_without_number(line.strip(), place) for place, line in enumerate(lines))


def _of_json(found: object, name: str) -> tuple[str, ...]:
    if isinstance(found, list):
        return tuple(_spelled(item) for item in found)
    pairs: dict[int, str] = {}
    for key, value in found.items() if isinstance(found, dict) else ():
        if str(key).isdecimal():
            pairs[int(key)] = _spelled(value)
        elif isinstance(value, int):
            pairs[value] = str(key)
    if not pairs or max(pairs) > _MOST_LABELS or min(pairs) < 0:
        raise RequestError(f"{name} holds no labels by index.", hint="Write one label a line.")
    return tuple(pairs.get(place, "") for place in range(max(pairs) + 1))


def _spelled(item: object) -> str:
    if isinstance(item, list) and item:
        return str(item[-1])
    if isinstance(item, dict):
        return str(item.get("name", item.get("label", "")))
    return str(item)


def _without_number(line: str, place: int) -> str:
    """`0 cat` and `0: cat` are `cat`, where the number is that of the line."""
    number, _, rest = line.replace(":", " ", 1).partition(" ")
    return rest.strip() if number.isdecimal() and int(number) == place and rest.strip() else line
