# SPDX-License-Identifier: Apache-2.0
"""Bytes and JSON out of a model as text that can be looked at: safe, bounded, without knowing a screen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from cutaway.description import wording

_ROW = 16
_LONGEST_LINE = 2000
_BINARY_SHARE = 0.1
_TEXT_CONTROLS = frozenset(b"\t\n\r\f")


@dataclass(frozen=True, slots=True)
class Preview:
    """text: lines, each safe to show. kind: how it was read. lines: how many there are in what was read."""

    text: str
    kind: Literal["text", "hex"]
    lines: int


def preview(content: bytes, line_limit: int) -> Preview:
    """The first lines of a file: as UTF-8 text where it is that, else 16 bytes a line in hexadecimal."""
    text = _as_text(content)
    if text is None:
        rows = -(-len(content) // _ROW)
        return Preview("\n".join(_hex_row(content, row) for row in range(min(rows, line_limit))), "hex", rows)
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    shown = (
        wording.elided(_safe_line(line.removesuffix("\r")), _LONGEST_LINE) for line in lines[:line_limit]
    )
    return Preview("\n".join(shown), "text", len(lines))


def pretty_json(text: str) -> str:
    """JSON with two spaces a level; what is no object or list stays as it is, made safe line by line."""
    if not text.lstrip().startswith(("{", "[")):
        return "\n".join(_safe_line(line) for line in text.split("\n"))
    try:
        found = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        found = text
    return "\n".join(_safe_line(line) for line in found.split("\n"))


def _safe_line(line: str) -> str:
    return wording.safe(line.replace("\t", "    "))


def _as_text(content: bytes) -> str | None:
    odd = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in content[:4096])
    if odd > _BINARY_SHARE * max(len(content[:4096]), 1) or b"\0" in content[:4096]:
        return None
    # The end may cut a character in two, which is at most three bytes.
    for end in range(4):
        try:
            return content[: len(content) - end].decode("utf-8")
        except UnicodeDecodeError:
            continue
    return None


def _hex_row(content: bytes, row: int) -> str:
    part = content[row * _ROW : (row + 1) * _ROW]
    digits = " ".join(f"{byte:02x}" for byte in part)
    letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "·" for byte in part)
    return f"{row * _ROW:08x}  {digits:<{3 * _ROW - 1}}  {letters}"
