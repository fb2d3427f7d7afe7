# SPDX-License-Identifier: Apache-2.0
"""JSON from a model's file: bounded, without NaN and infinities, and told apart from damage in full sentences."""

from __future__ import annotations

import json
import math
from typing import Any, TypeAlias

from cutaway.errors import DamagedFileError

MOST_BYTES = 16 << 20
"""Of a configuration; that of the largest published models takes a few megabytes, and Python 20 times as much."""

Object: TypeAlias = "dict[str, Any]"


def parse(text: str | bytes | memoryview, what: str, path: str) -> Object:
    """The JSON object in `text`. what: `config.json`, for messages. path: the file that the user knows.

    NaN and infinities, which Python writes and JSON does not have, become the texts "NaN", "Infinity", "-Infinity".
    Raises DamagedFileError where it is no JSON object, too large, or nested too deeply.
    """
    if len(text) > MOST_BYTES:
        raise _damaged(what, path, f"is larger than {MOST_BYTES >> 20} MB")
    try:
        plain = text if isinstance(text, str) else bytes(text).decode("utf-8-sig")
        found = json.loads(plain, parse_constant=str, parse_float=_number)
        if "\\ud" in plain.lower():
            found = json.loads(_without_surrogates(json.dumps(found, ensure_ascii=False)))
    except RecursionError:
        raise _damaged(what, path, "is nested too deeply") from None
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise _damaged(
            what, path, f"is no text: there is a byte {byte:#04x} at position {error.start:,}"
        ) from None
    except json.JSONDecodeError as error:
        raise _damaged(what, path, f"is not valid JSON ({error.msg} at character {error.pos:,})") from None
    except ValueError as error:
        raise _damaged(what, path, f"is not valid JSON ({error})") from None
    if not isinstance(found, dict):
        raise _damaged(what, path, "is no JSON object")
    return found


def text_of(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value from `parse` as compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_dict(value: Any) -> Object:  # noqa: ANN401 - any JSON value
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    """The value if it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def as_text(value: Any, otherwise: str = "") -> str:  # noqa: ANN401 - any JSON value
    """The value if it is a text, else `otherwise`."""
    return value if isinstance(value, str) else otherwise


def _number(text: str) -> float | str:
    value = float(text)
    return value if math.isfinite(value) else ("Infinity" if value > 0 else "-Infinity")


def _without_surrogates(text: str) -> str:
    """Half a surrogate pair is no character: it would break every text that it gets into."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _damaged(what: str, path: str, why: str) -> DamagedFileError:
    message = f"{path} cannot be described: its {what} {why}."
    return DamagedFileError(message, hint="Save the model again, or get a fresh copy of the file.", path=path)
