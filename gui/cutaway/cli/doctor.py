# SPDX-License-Identifier: Apache-2.0
"""`cutaway doctor`: versions, libraries, graphics card, limits, and what works when it is tried."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from cutaway import paths
from cutaway.cli import answers, terminal
from cutaway.cli.columns import wrapped
from cutaway.cli.options import Invocation
from cutaway.cli.reading import Reader, reader
from cutaway.cli.terminal import Terminal, Tone
from cutaway.errors import CutawayError
from cutaway.session import diagnosis
from cutaway.session.desktop import registration
from cutaway.session.diagnosis import Fact
from cutaway.session.documents import Source

_TRIED = "What works"
_TONES: dict[str, Tone] = {"good": "good", "plain": "plain", "lacking": "warning", "bad": "danger"}
_MARKS = {"good": "✓", "plain": " ", "lacking": "–", "bad": "✗"}
_NAME_WIDTH = 26


def doctor(invocation: Invocation) -> int:
    """Print everything; exit status 1 where something does not work that should."""
    out = terminal.of(sys.stdout)
    as_json = "--json" in invocation.flags
    found: list[Fact] = []
    for fact in _all(invocation):
        if not as_json:
            if not found or found[-1].section != fact.section:
                out.print(("\n" if found else "") + out.paint(fact.section, "strong"))
            _print(out, fact)
            out.stream.flush()
        found.append(fact)
    if as_json:
        rows = [asdict(fact) for fact in found]
        out.print(answers.text({"schema": answers.SCHEMA, "facts": rows}, pretty=out.is_terminal))
    return int(any(fact.verdict == "bad" for fact in found))


def _all(invocation: Invocation) -> Iterator[Fact]:
    yield from diagnosis.facts()
    report = registration.status()
    words = "registered" if report.is_complete else "not registered: cutaway desktop install"
    yield Fact("Desktop", "Double click", words)
    yield _tried("Opening a model", invocation, _describe)
    if diagnosis.version_of("PySide6"):
        yield _tried("Drawing a model", invocation, _draw, paints=True)
    if diagnosis.has_tensorflow():
        yield _tried("TensorFlow in its sandbox", invocation, _infer)


def _tried(
    name: str, invocation: Invocation, work: Callable[[Reader, Source], None], *, paints: bool = False
) -> Fact:
    begun = time.monotonic()
    try:
        sample = Source(str(paths.resource("samples/keyword_ds_cnn.pb")))
        with reader(invocation, paints=paints) as reading:
            work(reading, sample)
    except (CutawayError, FileNotFoundError) as error:
        details = error.details if isinstance(error, CutawayError) else ""
        return Fact(_TRIED, name, " ".join([str(error), *details.splitlines()[-1:]]), "bad")
    return Fact(_TRIED, name, f"yes, in {time.monotonic() - begun:.1f} s", "good")


def _describe(reading: Reader, sample: Source) -> None:
    reading.wait(reading.engine.describe(sample))


def _draw(reading: Reader, sample: Source) -> None:
    with tempfile.TemporaryDirectory(prefix="cutaway-doctor-") as folder:
        reading.wait(reading.engine.thumbnail(sample, Path(folder) / "picture.png", 64))


def _infer(reading: Reader, sample: Source) -> None:
    reading.wait(reading.engine.shapes(sample))


def _print(out: Terminal, fact: Fact) -> None:
    room = max(out.width - _NAME_WIDTH - 4, 20)
    first, *rest = wrapped(fact.value, room) or [""]
    mark = out.paint(_MARKS[fact.verdict], _TONES[fact.verdict])
    name = f"{fact.name:<{_NAME_WIDTH}}"
    if len(fact.name) > _NAME_WIDTH or out.width < _NAME_WIDTH + room + 4:
        out.print(f"{mark} {fact.name}")
        lines = [first, *rest]
    else:
        out.print(f"{mark} {out.paint(name, 'faint')}  {first}")
        lines = rest
    for line in lines:
        out.print(" " * (_NAME_WIDTH + 4) + line)
