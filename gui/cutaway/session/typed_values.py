# SPDX-License-Identifier: Apache-2.0
"""What people type into the field of an input, as the source of its values."""

from __future__ import annotations

import json

from cutaway.description.sources import TEXT, VALUE


def as_source(text: str, dtype: str) -> str:
    """The source of an input for a typed or pasted text.

    JSON stays as it is. For strings everything else is one text; for numbers, what stands between commas or spaces is
    a list (`1, 2, 3`), and lines are a list of lists; True and False are as good as true and false.
    """
    plain = text.strip()
    if dtype == "string":
        is_json = plain[:1] in {"[", '"'} and _is_json(plain)
        return VALUE + plain if is_json else TEXT + text
    if _is_json(plain):
        return VALUE + plain
    rows = [_row(line) for line in plain.splitlines() if line.strip()]
    guess = "[" + ", ".join(rows) + "]" if len(rows) > 1 else "".join(rows)
    return VALUE + (guess if _is_json(guess) else plain)


def as_text(source: str) -> str:
    """What a field shows for such a source; empty for sources of other kinds."""
    for beginning in (VALUE, TEXT):
        if source.startswith(beginning):
            return source.removeprefix(beginning)
    return ""


def is_typed(source: str) -> bool:
    """Whether a source is what someone typed."""
    return source.startswith((VALUE, TEXT))


def _row(line: str) -> str:
    words = line.replace(",", " ").replace(";", " ").split()
    words = [{"True": "true", "False": "false"}.get(word, word) for word in words]
    return words[0] if len(words) == 1 and not line.strip().endswith(",") else "[" + ", ".join(words) + "]"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
