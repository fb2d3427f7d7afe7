# SPDX-License-Identifier: Apache-2.0
"""Headers and content of .npy files without numpy, for a process that only passes them on.

The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
"""

from __future__ import annotations

import ast
import sys
from array import array
from dataclasses import dataclass
from pathlib import Path

from cutaway.errors import DamagedFileError

_MAGIC = b"\x93NUMPY\x01\x00"
_ALIGNMENT = 64
_LONGEST_HEADER = 1 << 16


@dataclass(frozen=True, slots=True)
class Npy:
    """descr: numpy's spelling of the type (`<f4`). start: where the values begin in the file."""

    file: Path
    descr: str
    shape: tuple[int, ...]
    start: int

    def content(self) -> bytes:
        """The values. Raises OSError."""
        with self.file.open("rb") as stream:
            stream.seek(self.start)
            return stream.read()

    def integers(self) -> list[int]:
        """The values of an array of int64 in the order of this format. Raises OSError, DamagedFileError."""
        if self.descr != "<i8":
            raise damaged(self.file)
        found = array("q")
        raw = self.content()
        found.frombytes(raw[: len(raw) // 8 * 8])
        if sys.byteorder == "big":
            found.byteswap()
        return found.tolist()


def read(file: Path) -> Npy:
    """The header of a file. Raises DamagedFileError, OSError."""
    with file.open("rb") as stream:
        begin = stream.read(10)
        length = int.from_bytes(begin[8:10], "little")
        text = stream.read(min(length, _LONGEST_HEADER))
    try:
        found = ast.literal_eval(text.decode("latin-1").strip())
        if begin[:8] != _MAGIC or found["fortran_order"]:
            raise damaged(file)
        shape = tuple(int(size) for size in found["shape"])
        return Npy(file, str(found["descr"]), shape, 10 + length)
    except (ValueError, SyntaxError, TypeError, KeyError, MemoryError, RecursionError):
        raise damaged(file) from None


def header(descr: str, shape: tuple[int, ...]) -> bytes:
    """The beginning of a .npy file of such values in row-major order."""
    text = repr({"descr": descr, "fortran_order": False, "shape": shape})
    room = -(len(_MAGIC) + 2 + len(text) + 1) % _ALIGNMENT
    body = f"{text}{' ' * room}\n".encode("latin-1")
    return _MAGIC + len(body).to_bytes(2, "little") + body


def damaged(file: Path) -> DamagedFileError:
    """The sentence for a file that is no array."""
    return DamagedFileError(f"The value in {file.name} is damaged.", hint="Run the model again.", path=file)
