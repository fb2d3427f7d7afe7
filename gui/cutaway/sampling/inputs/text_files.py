# SPDX-License-Identifier: Apache-2.0
"""Texts and numbers from plain text files."""

from __future__ import annotations

from pathlib import Path

import numpy

from cutaway.description import wording
from cutaway.errors import RequestError
from cutaway.sampling.inputs.wanted import Found, Options, Wanted, content


def read(path: Path, options: Options, wanted: Wanted) -> Found:
    """Texts for inputs of strings (the file as one, or one a line); else the numbers in it, line by line.

    Raises RequestError (no number), MissingFileError.
    """
    raw = content(path)
    if wanted.spec.dtype == "string":
        return _texts(raw, path.name, options.text("split"), wanted)
    return numbers(raw, path.name, wanted)


def typed(text: str, wanted: Wanted) -> Found:
    """A text as it stands: one string, or numbers apart by spaces or commas."""
    if wanted.spec.dtype == "string":
        whole = numpy.empty((), object)
        whole[()] = text.encode("utf-8", "surrogateescape")
        return Found(whole, "typed text")
    return numbers(text.encode("utf-8", "surrogateescape"), "typed text", wanted)


def _texts(raw: bytes, name: str, split: str, wanted: Wanted) -> Found:
    shape = wanted.spec.shape
    takes_many = shape is None or (len(shape) > 0 and shape[0] != 1)
    if split == "lines" or (split == "auto" and takes_many):
        found = numpy.empty(len(lines := raw.splitlines()), object)
        found[:] = lines
        return Found(found, f"{name}, one text a line", is_loose=True)
    whole = numpy.empty((), object)
    whole[()] = raw.removesuffix(b"\n").removesuffix(b"\r") if split == "auto" else raw
    return Found(whole, name)


def numbers(raw: bytes, name: str, wanted: Wanted) -> Found:
    """Numbers apart by spaces or commas; lines are rows where all have as many."""
    rows = [line.replace(b",", b" ").replace(b";", b" ").split() for line in raw.splitlines() if line.strip()]
    flat = of_words([word.decode("latin-1") for row in rows for word in row], name, wanted)
    lengths = {len(row) for row in rows}
    if len(rows) > 1 and len(lengths) == 1 and lengths != {1}:
        return Found(flat.reshape(len(rows), -1), name, is_written=True, is_loose=True)
    is_one = flat.size == 1 and wanted.spec.shape == ()
    return Found(flat.reshape(()) if is_one else flat, name, is_written=True, is_loose=True)


def of_words(words: list[str], name: str, wanted: Wanted) -> numpy.ndarray:
    """Numbers from words: integers where all are, so that none of 64 bits is rounded. Raises RequestError."""
    truth = {"true": "1", "false": "0"}
    plain = [truth.get(word.lower(), word) for word in words]
    try:
        if wanted.spec.dtype.startswith("complex"):
            return numpy.array([complex(word) for word in plain], numpy.complex128)
        if "int" in wanted.spec.dtype or wanted.spec.dtype == "bool":
            try:
                return numpy.array([int(word, 0) for word in plain], dtype=None if plain else numpy.int64)
            except ValueError:
                pass
        return numpy.array([float(word) for word in plain], numpy.float64)
    except (ValueError, OverflowError):
        wrong = next((word for word in plain if not _is_number(word)), "?")
        raise RequestError(
            f"“{wording.elided(wording.safe(wrong), 32)}” in {name} is no number, and input {wanted.name} takes "
            f"{wanted.spec.dtype}.",
            hint="Give numbers apart by spaces or commas.",
        ) from None


def _is_number(word: str) -> bool:
    try:
        complex(word)
    except ValueError:
        return False
    return True
