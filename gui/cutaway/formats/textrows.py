# SPDX-License-Identifier: Apache-2.0
"""Rows of a text file as TensorFlow's lookup tables read them: keys and values in columns, lines, or line numbers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cutaway.formats.nodes import text
from cutaway.wire.files import map_file, open_regular

_WHOLE_LINE, _LINE_NUMBER = -2, -1
_BLOCK = 1 << 20
_MOST_LINE = 1 << 16


@dataclass(frozen=True, slots=True)
class TextRows:
    """Where the rows stand. key, value: number of the column, −2 the whole line, −1 the line's number.

    offset: lines at the top that are passed over.
    """

    path: Path
    key: int
    value: int
    delimiter: str
    offset: int

    def size(self) -> int:
        """Bytes of the file. Raises MissingFileError, UnsafeFileError."""
        return len(map_file(self.path))

    def count(self) -> int:
        """How many rows there are. Raises MissingFileError, UnsafeFileError."""
        data = map_file(self.path)
        found = sum(bytes(data[begin : begin + _BLOCK]).count(b"\n") for begin in range(0, len(data), _BLOCK))
        return max(found + (len(data) > 0 and data[-1] != ord("\n")) - self.offset, 0)

    def rows(self, limit: int) -> list[tuple[str, str]]:
        """The first rows as text. Raises MissingFileError, UnsafeFileError."""
        found = []
        with os.fdopen(open_regular(self.path), "rb") as file:
            for number in range(-self.offset, limit):
                line = _line(file)
                if not line:
                    break
                if number >= 0:
                    cell = text(line.rstrip(b"\r\n"))
                    found.append((self._cell(self.key, number, cell), self._cell(self.value, number, cell)))
        return found

    def _cell(self, column: int, number: int, line: str) -> str:
        if column == _LINE_NUMBER:
            return str(number)
        if column == _WHOLE_LINE:
            return line
        cells = line.split(self.delimiter or "\t")
        return cells[column] if 0 <= column < len(cells) else ""


def _line(file: BinaryIO) -> bytes:
    """The next line, of which no more than its beginning is kept."""
    line = file.readline(_MOST_LINE)
    rest = line
    while len(rest) == _MOST_LINE and not rest.endswith(b"\n"):
        rest = file.readline(_MOST_LINE)
    return line
