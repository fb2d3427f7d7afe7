# SPDX-License-Identifier: Apache-2.0
"""`cutaway edit`: replays a file of edits on a model and writes what comes of it."""

from __future__ import annotations

import sys
from pathlib import Path

from cutaway.cli import answers, terminal
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.reading import reader, source
from cutaway.cli.terminal import Terminal
from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.editing import edits_file
from cutaway.editing.answers import Saved
from cutaway.errors import RequestError

_UNPROVEN = "The edited model was read back, and not run."


def edit(invocation: Invocation) -> int:
    """Write the edited model and tell about it. Raises CutawayError."""
    listed = edits_file.read(_file(invocation, "--edits"))
    output = _file(invocation, "--output")
    out = terminal.of(sys.stdout)
    with reader(invocation) as reading:
        asked = source(invocation)
        description = reading.wait(reading.engine.describe(asked))
        _check_trust(invocation, description)
        saved = reading.wait(
            reading.engine.save_edits(asked, listed, output, overwrite="--overwrite" in invocation.flags)
        )
        if "--json" in invocation.flags:
            out.print(answers.text(_answer(saved, invocation.path, description), pretty=out.is_terminal))
        else:
            _tell(out, saved)
        out.stream.flush()
    return 0


def _file(invocation: Invocation, option: str) -> Path:
    value = invocation.values.get(option, "")
    if not value:
        raise UsageError(f"edit needs {option} FILE.", hint="See: cutaway edit --help")
    return Path(value)


def _check_trust(invocation: Invocation, description: ModelDescription) -> None:
    dangers = [finding.message for finding in description.findings if finding.severity == "danger"]
    if dangers and "--trust" not in invocation.flags:
        name = Path(invocation.path).name
        raise RequestError(
            f"{name} could do harm where it is run: {' '.join(dangers)}",
            hint="Where you trust it, say so with --trust.",
            path=invocation.path,
        )


def _answer(saved: Saved, path: str, description: ModelDescription) -> answers.Object:
    return {
        "schema": answers.SCHEMA,
        "source": path,
        "target": saved.format,
        "output": saved.path,
        "bytes": saved.bytes,
        "source_bytes": saved.source_bytes,
        "seconds": saved.seconds,
        "stages": [{"name": "edit", "seconds": saved.seconds}],
        "edits": list(saved.sentences),
        "backup": saved.backup or None,
        "findings": answers.findings(description.findings),
        "proof": {
            "verdict": "not_run",
            "reason": _UNPROVEN,
            "samples": 0,
            "inputs": "",
            "tolerance": {},
            "outputs": [],
        },
    }


def _tell(out: Terminal, saved: Saved) -> None:
    for sentence in saved.sentences:
        out.print(f"  {wording.safe(sentence)}")
    written = f"{wording.byte_size(saved.bytes)} in {wording.duration(saved.seconds)}"
    out.print(f"{out.paint(wording.safe(saved.path), 'name')}  {out.paint(written, 'faint')}")
    if saved.backup:
        out.print(f"  What was there is now {wording.safe(saved.backup)}.")
