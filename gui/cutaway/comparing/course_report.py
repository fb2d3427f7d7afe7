# SPDX-License-Identifier: Apache-2.0
"""The report of a run along time: JSON for scripts, and one HTML page with charts for each variable."""

from __future__ import annotations

import json
import math
from html import escape
from typing import Any

from cutaway.description import wording
from cutaway.description.course import Course, Moment, WeightCourse
from cutaway.description.pages import document, table
from cutaway.description.plots import spark

SCHEMA = 1
_MOST_ROWS = 2000
_GROUPS = (("weight", "Weights"), ("optimizer", "Optimizer slots"), ("other", "Others"))


def as_json(found: Course) -> dict[str, Any]:
    """What `compare --along --json` answers; null where a value is not there, or is no finite number."""
    return {
        "schema": SCHEMA,
        "moments": [_moment(each) for each in found.moments],
        "weights": [_weight(each) for each in found.weights],
        "seconds": found.seconds,
    }


def text(found: Course) -> str:
    """The report as a JSON file."""
    return json.dumps(as_json(found), indent=2, allow_nan=False) + "\n"


def summary(found: Course) -> list[str]:
    """How many there are, and which moved most, in sentences."""
    weights = [each for each in found.weights if each.weight.role == "weight"]
    slots = [each for each in found.weights if each.weight.role == "optimizer"]
    counts = f"{wording.counted(len(weights), 'weight')} and {wording.counted(len(slots), 'optimizer slot')}"
    told = [f"{counts} over {wording.counted(len(found.moments), 'checkpoint')}."]
    moving = [each for each in weights if each.change > 0]
    if moving:
        told.append(
            f"{len(moving)} of the weights moved; {moving[0].weight.title} most, by "
            f"{wording.percent(moving[0].change)} of its norm."
        )
    elif weights:
        told.append("None of the weights moved between the first and the last checkpoint.")
    odd = [each for each in found.weights if any(each.odd)]
    if odd:
        told.append(
            f"{wording.counted(len(odd), 'variable')} holds values that are not finite: {odd[0].weight.title}."
        )
    return told


def page(found: Course) -> str:
    """The report as a page."""
    moments = found.moments
    title = f"{moments[0].title} to {moments[-1].title}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(sentence)}</p>" for sentence in summary(found)),
        *(_group(found, role, heading) for role, heading in _GROUPS),
        "<h2>Checkpoints</h2>",
        table(
            ("Checkpoint", "Step", "Size"),
            (
                [
                    escape(each.path),
                    "" if each.step is None else f"{each.step:,}",
                    wording.byte_size(each.bytes),
                ]
                for each in moments
            ),
            1,
            3,
        ),
    ]
    return document(title, parts, json.dumps(as_json(found), allow_nan=False))


def _group(found: Course, role: str, heading: str) -> str:
    chosen = [each for each in found.weights if _role(each) == role]
    if not chosen:
        return ""
    heads = ("Variable", "Norm", "From one to the next", "From the first", "Moved")
    rows = (
        [
            _variable(each),
            _chart(each.norms, _ends(each.norms)),
            _chart(each.from_previous, _last(each.from_previous)),
            _chart(each.from_first, _last(each.from_first)),
            wording.percent(each.change),
        ]
        for each in chosen[:_MOST_ROWS]
    )
    more = len(chosen) - _MOST_ROWS
    left = f"<p>and {more:,} more</p>" if more > 0 else ""
    return f"<h2>{heading}</h2>" + table(heads, rows, 4, 5) + left


def _variable(each: WeightCourse) -> str:
    """Its title, with the shape and what there is to say in smaller letters below."""
    below = [wording.shape(each.weight.shape)]
    if each.slot_of:
        below.append(f"of {each.slot_of}")
    below += [each.note] if each.note else []
    return f"{escape(each.weight.title)}<br><small>{escape(wording.SEPARATOR.join(below))}</small>"


def _chart(values: tuple[float | None, ...], words: str) -> str:
    """The line, and its figures below."""
    return f'{spark(values)}<small class="nb">{words}</small>'


def _role(each: WeightCourse) -> str:
    return each.weight.role if each.weight.role in ("weight", "optimizer") else "other"


def _ends(values: tuple[float | None, ...]) -> str:
    """The first and the last that is known."""
    known = [value for value in values if value is not None]
    return f"{wording.number(known[0], 3)} → {wording.number(known[-1], 3)}" if known else "–"


def _last(values: tuple[float | None, ...]) -> str:
    known = [value for value in values if value is not None]
    return wording.number(known[-1], 3) if known else "–"


def _moment(each: Moment) -> dict[str, Any]:
    return {
        "path": each.path,
        "title": each.title,
        "step": each.step,
        "format": each.format,
        "bytes": each.bytes,
    }


def _weight(each: WeightCourse) -> dict[str, Any]:
    return {
        "name": each.weight.name,
        "title": each.weight.title,
        "dtype": each.weight.dtype,
        "shape": list(each.weight.shape),
        "role": each.weight.role,
        "slot_of": each.slot_of or None,
        "slot": each.slot or None,
        "norms": _finite(each.norms),
        "from_previous": _finite(each.from_previous),
        "from_first": _finite(each.from_first),
        "odd": list(each.odd),
        "change": each.change,
        "note": each.note,
    }


def _finite(values: tuple[float | None, ...]) -> list[float | None]:
    return [value if value is not None and math.isfinite(value) else None for value in values]
