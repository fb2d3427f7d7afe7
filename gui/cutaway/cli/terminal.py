# SPDX-License-Identifier: Apache-2.0
"""What the terminal can show: its width, its colours, its characters."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import IO, Literal, TypeAlias

Tone: TypeAlias = Literal["plain", "strong", "faint", "name", "danger", "warning", "info", "good"]

_CODES: dict[Tone, str] = {
    "plain": "",
    "strong": "1",
    "faint": "2",
    "name": "36",
    "danger": "1;31",
    "warning": "33",
    "info": "34",
    "good": "32",
}

# Characters of ours, for terminals that know only ASCII.
_ASCII = str.maketrans(
    {
        "·": "-",
        "–": "-",
        "−": "-",
        "…": "~",
        "×": "x",
        "→": ">",
        "←": "<",
        "█": "#",
        "░": ".",
        "✓": "+",
        "✗": "x",
    }
    | {"●": "*", "▲": "!", "∞": "inf", "▏": "#", "▎": "#", "▍": "#", "▌": "#", "▋": "#", "▊": "#", "▉": "#"}
)
_UNLIMITED = 1 << 30


@dataclass(frozen=True, slots=True)
class Terminal:
    """width: columns of a terminal, or those that $COLUMNS tells; else, in a file or a pipe, beyond all text."""

    stream: IO[str]
    width: int
    has_colour: bool
    has_unicode: bool
    is_terminal: bool

    def paint(self, text: str, tone: Tone) -> str:
        """The text in its tone; as it is where there are no colours."""
        code = _CODES[tone]
        return f"\x1b[{code}m{text}\x1b[0m" if code and self.has_colour and text else text

    def print(self, line: str = "") -> None:
        """Write one line."""
        self.stream.write((line if self.has_unicode else line.translate(_ASCII)) + "\n")


def of(stream: IO[str]) -> Terminal:
    """What `stream` is; names that it cannot encode come out as escapes and never raise."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    is_terminal = stream.isatty()
    width = _told_width() or (_width(stream) if is_terminal else _UNLIMITED)
    colour = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "")
    return Terminal(stream, width, colour and _has_escapes(), encoding.startswith("utf"), is_terminal)


def _told_width() -> int:
    told = os.environ.get("COLUMNS", "")
    return int(told) if told.isdecimal() else 0


def _width(stream: IO[str]) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _has_escapes() -> bool:
    """Whether the console understands escape sequences: every one but the old console of Windows."""
    return os.name != "nt" or "WT_SESSION" in os.environ
