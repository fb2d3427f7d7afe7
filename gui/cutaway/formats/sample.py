# SPDX-License-Identifier: Apache-2.0
"""What is looked at to tell the kind of a file: its mapped bytes, and the beginning as text where it is text."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cutaway.wire.files import map_file

_TEXT = 1 << 16
_LONGEST_CHARACTER = 4
_WRONG = 50
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1b")


@dataclass(frozen=True, slots=True)
class Sample:
    """data: the whole file, mapped. text: its first 64 KB where they are UTF-8 without control characters."""

    path: Path
    data: memoryview
    text: str = field(default="", repr=False)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self.data)

    def loose_text(self) -> str:
        """The beginning as text although some of its bytes are none, empty where more than one in 50 is not."""
        raw = self.start(_TEXT)
        text = raw.decode("utf-8", "replace")
        wrong = sum(byte in _CONTROLS for byte in raw) + text.count("\ufffd")
        return text if wrong * _WRONG <= len(raw) else ""

    def start(self, count: int = 4096) -> bytes:
        """The first bytes."""
        return bytes(self.data[:count])

    def end(self, count: int) -> bytes:
        """The last bytes."""
        return bytes(self.data[max(self.size - count, 0) :])


def take(path: Path) -> Sample:
    """Map a regular file. Raises MissingFileError, UnsafeFileError."""
    data = map_file(path)
    return Sample(path, data, _text(bytes(data[:_TEXT])))


def _text(raw: bytes) -> str:
    """The bytes as text, empty where they are none; a character that the end of the look cuts in two is let go."""
    if not _CONTROLS.isdisjoint(raw):
        return ""
    for cut in range(_LONGEST_CHARACTER):
        try:
            return raw[: len(raw) - cut].decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if error.start < len(raw) - _LONGEST_CHARACTER:
                return ""
    return ""
