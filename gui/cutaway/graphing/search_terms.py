# SPDX-License-Identifier: Apache-2.0
"""How a search is spelled: words, words about one thing, text in quotation marks, regular expressions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from cutaway.errors import RequestError

Match: TypeAlias = Callable[[str], object]
"""Tells whether a text in lower case fits. Of types, shapes and attributes the text has a line for each."""

FIELDS = ("name", "op", "function", "dtype", "shape", "attr")
"""What a term may be about, written before it with a colon; without one it may be in the name or the op."""
_TERM = re.compile(
    r"(?:(?P<field>[a-z]+):)?(?:/(?P<pattern>.+?)/(?=\s|$)|\"(?P<quoted>[^\"]*)\"|(?P<word>\S*))"
)
_SIZES = re.compile(r"[,x×\s]+")
_OPEN = frozenset({"?", "-1", "none"})
SCALAR, UNKNOWN = "scalar", "unknown"
"""Shapes without a dimension, and those of which not even the number of dimensions is known."""


class Term(NamedTuple):
    """field: of FIELDS, empty for name or op. word: what is looked for where it is a word."""

    field: str
    matches: Match
    word: str


def terms(query: str) -> list[Term]:
    """All that must hold. Raises RequestError where a regular expression cannot be read."""
    return [_term(found) for found in _TERM.finditer(query) if found[0]]


def _term(found: re.Match[str]) -> Term:
    field = found["field"] or ""
    if found["pattern"] is not None and (not field or field in FIELDS):
        return Term(field, _pattern(found["pattern"]), "")
    word = found["quoted"] if found["quoted"] is not None else found["word"]
    if field and field not in FIELDS:  # a tensor is spelled with a colon too
        field, word = "", found[0]
    lowered = word.lower()
    how = _HOW.get(field)
    if how is not None:
        return Term(field, how(lowered) if lowered else bool, lowered)
    return Term(field, lambda text: lowered in text, lowered)


def _pattern(text: str) -> Match:
    try:
        return re.compile(text, re.IGNORECASE | re.MULTILINE).search
    except re.error as error:
        message = f"The regular expression {text} cannot be read: {error}."
        raise RequestError(
            message, hint="Correct it, or leave out the slashes to search for the words."
        ) from None


def _dtype(word: str) -> Match:
    """Types that begin with the word: `int` is no `uint8`."""
    return re.compile(f"^{re.escape(word)}", re.MULTILINE).search


def _shape(word: str) -> Match:
    """A whole shape: `1,224,224,3`, `?` for an open dimension, `*` for any one, `...` for any number of them."""
    sizes = [] if word == SCALAR else [size for size in _SIZES.split(word.strip("[]() ")) if size]
    if not sizes and word != SCALAR:
        return _never
    several = "..." in sizes
    place = sizes.index("...") if several else len(sizes)
    head, tail = sizes[:place], sizes[place + 1 :]

    def fits(line: str) -> bool:
        found = [] if line == SCALAR else line.split(",")
        known = len(head) + len(tail)
        if line in {"", UNKNOWN} or len(found) < known or (len(found) > known and not several):
            return False
        ends = [*found[: len(head)], *found[len(found) - len(tail) :]]
        return all(map(_is_size, (*head, *tail), ends))

    return lambda text: any(map(fits, text.split("\n")))


def _is_size(wanted: str, found: str) -> bool:
    return wanted in {"*", found} or (wanted in _OPEN and found == "?")


def _attribute(word: str) -> Match:
    """`padding=SAME`: an attribute of that name whose value holds the word; `padding`: any that has it in its name."""
    name, equals, value = word.partition("=")
    if not equals:
        return re.compile(rf"^[^=\n]*{re.escape(name)}[^=\n]*=", re.MULTILINE).search
    named = re.escape(name) if name else r"[^=\n]*"
    return re.compile(rf"^{named}=[^\n]*{re.escape(value)}", re.MULTILINE).search


def _never(_text: str) -> bool:
    return False


_HOW: dict[str, Callable[[str], Match]] = {"dtype": _dtype, "shape": _shape, "attr": _attribute}
