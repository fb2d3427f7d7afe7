# SPDX-License-Identifier: Apache-2.0
"""`cutaway thumbnail`: the small picture of a model that file managers show."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cutaway.cli import answers, terminal
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.reading import reader
from cutaway.session.documents import Source

_USUAL, _LARGEST = 256, 2048


def thumbnail(invocation: Invocation) -> int:
    """Draw into the file that --out names. Raises CutawayError."""
    target = invocation.values.get("--out", "")
    if not target:
        raise UsageError("thumbnail needs --out FILE.", hint="See: cutaway thumbnail --help")
    text = invocation.values.get("--size", str(_USUAL))
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= _LARGEST):
        raise UsageError(f"--size takes a number of pixels from 1 to {_LARGEST}, not {text or 'nothing'}.")
    with reader(invocation, paints=True) as reading:
        wanted = Source(_local(invocation.path))
        reading.wait(reading.engine.thumbnail(wanted, Path(target), int(text)))
    if "--json" in invocation.flags:
        out = terminal.of(sys.stdout)
        out.print(answers.text({"schema": answers.SCHEMA, "file": target}, pretty=out.is_terminal))
    return 0


def _local(path: str) -> str:
    """The path of a `file:` address, which some file managers give instead."""
    return unquote(urlsplit(path).path) if path.startswith("file://") else path
