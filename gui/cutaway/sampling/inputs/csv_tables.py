# SPDX-License-Identifier: Apache-2.0
"""Tables of numbers or texts from .csv and .tsv files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy

from cutaway.errors import RequestError
from cutaway.sampling.inputs import text_files
from cutaway.sampling.inputs.wanted import Found, Options, Wanted, content

_SEPARATORS = ",;\t|"
_LOOKED_AT = 4096


def read(path: Path, options: Options, wanted: Wanted) -> Found:
    """The cells in rows and columns; a table of one column is a list.

    Raises RequestError (rows of unequal length, cells that are no numbers), MissingFileError.
    """
    try:
        text = content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RequestError(
            f"{path.name} is not encoded in UTF-8.", hint="Save it as UTF-8.", path=path
        ) from None
    rows = _rows(text, path, _delimiter(text, path, options))
    notes: tuple[str, ...] = ()
    if rows and _has_header(rows, options.text("header"), wanted):
        notes = (f"The first line ({', '.join(rows[0][:4])}) was taken for names.",)
        rows = rows[1:]
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        raise RequestError(
            f"The rows of {path.name} have from {min(widths)} to {max(widths)} cells.",
            hint="Give every row as many, or choose the delimiter.",
            path=path,
        )
    cells = [cell for row in rows for cell in row]
    if wanted.spec.dtype == "string":
        flat = numpy.empty(len(cells), object)
        flat[:] = [cell.encode() for cell in cells]
    else:
        flat = text_files.of_words([cell.strip() for cell in cells], path.name, wanted)
    width = widths.pop() if widths else 1
    value = flat if width == 1 else flat.reshape(len(rows), width)
    return Found(value, path.name, notes, is_written=True, is_loose=True)


def _delimiter(text: str, path: Path, options: Options) -> str:
    told = options.text("delimiter")
    if told != "auto":
        return "\t" if told == "tab" else told[:1]
    if path.suffix.lower() == ".tsv":
        return "\t"
    line = text[:_LOOKED_AT].split("\n", 1)[0]
    return max(_SEPARATORS, key=line.count)


def _rows(text: str, path: Path, delimiter: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    except (csv.Error, TypeError, ValueError) as error:
        raise RequestError(
            f"{path.name} is no table: {error}.", hint="Choose the delimiter.", path=path
        ) from None


def _has_header(rows: list[list[str]], told: str, wanted: Wanted) -> bool:
    """Whether the first row has names: told, or for numbers, where none of its cells is one."""
    if told != "auto":
        return told == "yes"
    if wanted.spec.dtype == "string" or len(rows) < 2:
        return False
    return not any(_is_number(cell) for cell in rows[0])


def _is_number(cell: str) -> bool:
    try:
        complex(cell.strip())
    except ValueError:
        return cell.strip().lower() in {"true", "false"}
    return True
