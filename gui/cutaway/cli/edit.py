# SPDX-License-Identifier: Apache-2.0
"""`cutaway edit`: replays a file of edits on a model and writes what comes of it."""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path

from cutaway.cli import answers, terminal
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.reading import Reader, reader, source
from cutaway.cli.terminal import Terminal, Tone
from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.editing import edits_file
from cutaway.editing.answers import Saved
from cutaway.errors import RequestError
from cutaway.session import edit_proof, edit_report, running, trust
from cutaway.session.documents import Source
from cutaway.session.run_folders import RunFolders
from cutaway.session.steps import follow

FAILED = 3
"""Exit status where the edited model answers otherwise."""


def edit(invocation: Invocation) -> int:
    """Write the edited model and tell about it. Raises CutawayError."""
    file, output = _file(invocation, "--edits"), _file(invocation, "--output")
    _check_report(invocation, output)
    listed = edits_file.read(file)
    out = terminal.of(sys.stdout)
    with reader(invocation) as reading, contextlib.closing(RunFolders()) as folders:
        asked = source(invocation)
        model = reading.wait(reading.engine.describe(asked))
        _check_trust(invocation, model)
        saved = reading.wait(
            reading.engine.save_edits(asked, listed, output, overwrite="--overwrite" in invocation.flags)
        )
        begun = time.monotonic()
        proof = _prove(invocation, reading, asked, model, saved, folders)
        proving = time.monotonic() - begun
        found = edit_report.EditReport(invocation.path, saved, proof, proving, model.findings)
        if "--report" in invocation.values:
            report = Path(invocation.values["--report"])
            edit_report.save(found, report, overwrite="--overwrite" in invocation.flags)
        if "--json" in invocation.flags:
            out.print(answers.text(edit_report.as_json(found), pretty=out.is_terminal))
        else:
            _tell(out, saved, proof)
        out.stream.flush()
    return FAILED if proof.verdict == "fail" else 0


def _prove(
    invocation: Invocation,
    reading: Reader,
    asked: Source,
    model: ModelDescription,
    saved: Saved,
    folders: RunFolders,
) -> edit_proof.EditProof:
    if "--no-proof" in invocation.flags:
        return edit_proof.not_run("No proof was asked for.")
    tags = asked.tags if saved.format == "saved_model" else ()
    # The source is the backup where the model was saved over itself.
    before = Source(saved.backup, tags) if saved.backup else asked
    steps = edit_proof.prove_edit(
        reading.engine, before, model, Source(saved.path, tags), saved.signatures, running.grant, folders
    )
    return reading.wait(follow("Proving the edit", steps))


def _file(invocation: Invocation, option: str) -> Path:
    value = invocation.values.get(option, "")
    if not value:
        raise UsageError(f"edit needs {option} FILE.", hint="See: cutaway edit --help")
    return Path(value)


def _check_report(invocation: Invocation, output: Path) -> None:
    """Refuse, before anything is done, a report that could not be written at the end."""
    told = invocation.values.get("--report")
    if told is None:
        return
    file = Path(told)
    if file.suffix.lower() not in (".html", ".json"):
        message = f"--report {told} does not end in .html or .json."
        raise UsageError(message, hint="See: cutaway edit --help")
    if file.absolute() == output.absolute():
        raise UsageError(
            "--report and --output name the same file.", hint="Give the report a name of its own."
        )
    if file.exists() and "--overwrite" not in invocation.flags:
        raise RequestError(
            f"{file.name} exists already.", hint="Choose another name, or say --overwrite.", path=file
        )


def _check_trust(invocation: Invocation, description: ModelDescription) -> None:
    dangers = [finding.message for finding in trust.dangers(description)]
    if dangers and "--trust" not in invocation.flags and not trust.Trust().is_accepted(description):
        name = Path(invocation.path).name
        raise RequestError(
            f"{name} could do harm where it is run: {' '.join(dangers)}",
            hint="Where you trust it, say so with --trust.",
            path=invocation.path,
        )


def _tell(out: Terminal, saved: Saved, proof: edit_proof.EditProof) -> None:
    for sentence in saved.sentences:
        out.print(f"  {wording.safe(sentence)}")
    written = f"{wording.byte_size(saved.bytes)} in {wording.duration(saved.seconds)}"
    out.print(f"{out.paint(wording.safe(saved.path), 'name')}  {out.paint(written, 'faint')}")
    if saved.backup:
        out.print(f"  What was there is now {wording.safe(saved.backup)}.")
    tone: Tone = {"pass": "good", "fail": "danger"}.get(proof.verdict, "faint")  # type: ignore[assignment]
    word = {"pass": "Proven", "fail": "Not the same", "not_run": "Not proven"}[proof.verdict]
    out.print(f"{out.paint(word, tone)}  {wording.safe(proof.reason)}")
    for sentence in proof.told:
        if sentence != proof.reason:
            out.print(f"  {wording.safe(sentence)}")
