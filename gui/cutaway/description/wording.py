# SPDX-License-Identifier: Apache-2.0
"""How both faces write numbers, shapes, names and models for people; nothing here knows a screen."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cutaway.description.model import Format, ModelDescription
from cutaway.description.tensors import Shape

TIMES = " × "
SEPARATOR = " · "
ELLIPSIS = "…"

FORMAT_TITLES: dict[Format, str] = {
    "saved_model": "SavedModel",
    "keras_archive": "Keras archive",
    "keras_h5": "Keras HDF5",
    "frozen_graph": "Frozen graph",
    "meta_graph": "MetaGraph",
    "checkpoint": "Checkpoint",
    "tflite": "TensorFlow Lite",
    "onnx": "ONNX",
    "openvino": "OpenVINO IR",
}

_PRODUCER_TITLES = {
    "tensorflow": "TensorFlow",
    "keras": "Keras",
    "tflite": "TensorFlow Lite",
    "tflite_converter": "TensorFlow Lite converter",
}

_STEP = 1000
_UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB", "EB")
_COMPACT = ("", " K", " M", " B", " T")
_HUNDRED = 100
_THREE_DIGITS = 99.95
_SECONDS_OF_A_MINUTE = 60
_MINUTES_OF_AN_HOUR = 60

# Categories that a terminal or a text widget may act on instead of showing (Unicode, chapter 4, table 4-4).
_UNSHOWABLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def byte_size(size: int) -> str:
    """A size as `1.3 MB`: steps of 1000, as file managers and model pages count; `0 bytes`, `1 byte`, `999 bytes`."""
    if size == 1:
        return "1 byte"
    scaled, unit = _scaled(size, len(_UNITS))
    return f"{size} bytes" if unit == 0 else f"{_three_digits(scaled)} {_UNITS[unit]}"


def count(number: int) -> str:
    """A whole number with separators of thousands: `50,442`."""
    return f"{number:,}"


def compact(number: int) -> str:
    """A whole number in little room: `742`, `50.4 K`, `25.6 M`."""
    scaled, unit = _scaled(number, len(_COMPACT))
    return str(number) if unit == 0 else f"{_three_digits(scaled)}{_COMPACT[unit]}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 variable`, `74 variables`, `0 entries`."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[object], most: int) -> str:
    """The first items and how many there are besides: `a, b, c and 5 more`."""
    more = f" and {count(len(items) - most)} more" if len(items) > most else ""
    return ", ".join(str(item) for item in items[:most]) + more


def number(value: float | None, digits: int = 4) -> str:
    """A real number with so many significant digits; `–` for None, words for what is not finite."""
    if value is None:
        return "–"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("∞" if value > 0 else "−∞")
    return f"{value:.{digits}g}".replace("-", "−")


def percent(fraction: float) -> str:
    """A share of one as `62 %`; never 0 % or 100 % for what is not quite."""
    if 0 < fraction < 1 / _HUNDRED:
        return "< 1 %"
    if 1 - 1 / _HUNDRED < fraction < 1:
        return "> 99 %"
    return f"{fraction * _HUNDRED:.0f} %"


def duration(seconds: float) -> str:
    """A time as `2.1 ms`, `3.4 s`, `1 min 20 s`, `2 h 5 min`."""
    if seconds < 1:
        return f"{_three_digits(seconds * _STEP)} ms"
    if seconds < _SECONDS_OF_A_MINUTE:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), _SECONDS_OF_A_MINUTE)
    if minutes < _MINUTES_OF_AN_HOUR:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, _MINUTES_OF_AN_HOUR)
    return f"{hours} h {minutes} min"


def shape(dimensions: Shape) -> str:
    """A shape as `? × 43844 × 1`; `scalar` for rank 0, `any shape` for unknown rank."""
    if dimensions is None:
        return "any shape"
    if not dimensions:
        return "scalar"
    return TIMES.join("?" if size is None else str(size) for size in dimensions)


def safe(text: str) -> str:
    """The text with everything escaped that could act instead of being shown: control, bidi and private characters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def elided(text: str, limit: int) -> str:
    """The text in at most `limit` characters; what is left out is the middle, since both ends of a name tell more."""
    if len(text) <= limit:
        return text
    if limit <= 1:
        return ELLIPSIS[:limit]
    tail = (limit - 1) // 2
    head = limit - 1 - tail
    return text[:head] + ELLIPSIS + (text[-tail:] if tail else "")


def name(text: str, limit: int = 0) -> str:
    """A name out of a file, safe to show; elided in the middle where a limit is given; `(no name)` for an empty one."""
    shown = safe(text) or "(no name)"
    return elided(shown, limit) if limit else shown


def format_title(model_format: Format) -> str:
    """The format as a person calls it: `SavedModel`."""
    return FORMAT_TITLES[model_format]


def producers(producer: dict[str, str]) -> str:
    """Who wrote the file: `TensorFlow 2.4.1 · Keras 2.4.0`, empty where the file does not say."""
    parts = (
        f"{_PRODUCER_TITLES.get(program, safe(program))} {safe(version)}".strip()
        for program, version in producer.items()
        if program != "backend"  # says on what Keras ran, not who wrote the file
    )
    return SEPARATOR.join(parts)


def summary(description: ModelDescription) -> str:
    """A model in one line: `SavedModel · TensorFlow 2.4.1 · 50,442 parameters · 1.3 MB`."""
    parts = [
        format_title(description.format),
        producers(description.producer),
        *parameters(description),
        byte_size(description.bytes),
    ]
    return SEPARATOR.join(part for part in parts if part)


def parameters(description: ModelDescription) -> tuple[str, ...]:
    """Parameters in words, those of the optimizer apart: `110,868 parameters`, `optimizer 221,422`; none for zero."""
    own, beside = description.parameters, description.optimizer_parameters
    words = (counted(own, "parameter") if own else "", f"optimizer {count(beside)}" if beside else "")
    return tuple(word for word in words if word)


def _shown(character: str) -> str:
    import unicodedata  # which only odd names need

    if unicodedata.category(character) not in _UNSHOWABLE:
        return character
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character) or _escape(ord(character))


def _escape(code: int) -> str:
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _scaled(value: int, units: int) -> tuple[float, int]:
    """The value divided by 1000 until it is written with at most three digits, and how often."""
    scaled, unit = float(value), 0
    while scaled >= _STEP - 0.5 and unit < units - 1:
        scaled, unit = scaled / _STEP, unit + 1
    return scaled, unit


def _three_digits(value: float) -> str:
    """At most one place, without a zero that tells nothing: 1.3, 12.5, 742; two below 1."""
    if value >= _THREE_DIGITS:
        return f"{value:.0f}"
    places = 1 if value >= 1 else 2
    return f"{value:.{places}f}".rstrip("0").rstrip(".")
