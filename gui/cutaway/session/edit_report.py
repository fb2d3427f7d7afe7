# SPDX-License-Identifier: Apache-2.0
"""The report of an edit, like that of a conversion: what was edited, and what each loader makes of it."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, BinaryIO

from cutaway.conversion import report_page
from cutaway.description import pages, wording
from cutaway.description.conversion import ProofOutput
from cutaway.description.findings import Finding
from cutaway.editing.answers import Saved
from cutaway.session.edit_proof import EditProof
from cutaway.wire import whole

SCHEMA = 1
_WORDS = {"pass": "answers alike", "fail": "fails", "not_run": "not compared"}
_TONES = {"pass": "good", "fail": "bad", "not_run": ""}


@dataclass(frozen=True, slots=True)
class EditReport:
    """An edit that was written. source: path of the model. seconds: of the proof. findings: about the model."""

    source: str
    saved: Saved
    proof: EditProof
    seconds: float = 0.0
    findings: Sequence[Finding] = ()


def as_json(found: EditReport) -> dict[str, Any]:
    """What the contract's `edit --json` has, and more. Figures that are not defined are None."""
    saved, proof = found.saved, found.proof
    return {
        "schema": SCHEMA,
        "source": found.source,
        "target": saved.format,
        "output": saved.path,
        "bytes": saved.bytes,
        "source_bytes": saved.source_bytes,
        "seconds": saved.seconds + found.seconds,
        "stages": [{"name": "edit", "seconds": saved.seconds}, {"name": "prove", "seconds": found.seconds}],
        "edits": list(saved.sentences),
        "backup": saved.backup or None,
        "findings": [
            {"code": each.code, "severity": each.severity, "message": each.message, "where": each.where}
            for each in found.findings
        ],
        "proof": {
            "verdict": proof.verdict,
            "reason": proof.reason,
            "told": list(proof.told),
            "loaders": [
                {
                    "signature": each.signature,
                    "loader": each.loader,
                    "verdict": each.verdict,
                    "words": each.words,
                }
                for each in proof.loaders
            ],
            "samples": proof.samples,
            "inputs": proof.inputs,
            "tolerance": proof.tolerance,
            "outputs": [_output(output) for output in proof.outputs],
        },
    }


def _output(found: ProofOutput) -> dict[str, Any]:
    figures = found.figures
    names = ("max_abs", "rmse", "cosine", "sqnr_db", "argmax_agreement")
    told = {name: getattr(figures, name) for name in names}
    finite = {
        name: None if value is not None and not math.isfinite(value) else value
        for name, value in told.items()
    }
    return {"source": found.source, "target": found.target, **finite, "equal": figures.equal}


def text(found: EditReport) -> str:
    """The report as a JSON file."""
    return json.dumps(as_json(found), indent=2, allow_nan=False) + "\n"


def html(found: EditReport) -> str:
    """The report as one page that needs nothing else; the JSON is in it."""
    name = Path(found.source).name
    parts = [
        f"<h1>{escape(name)}, edited</h1>",
        f'<p class="lead">{escape(found.source)} → {escape(found.saved.path)}</p>',
        report_page.verdict(found.proof),
        _listed("Edits", found.saved.sentences),
        _loaders(found.proof),
        report_page.outputs(found.proof),
        _listed("In words", found.proof.told),
        _facts(found),
    ]
    return pages.document(f"{name}, edited", parts, json.dumps(as_json(found), allow_nan=False))


def save(found: EditReport, file: Path, *, overwrite: bool) -> None:
    """Write it: JSON where the name says so, else the page. Raises RequestError, MissingFileError."""
    content = text(found) if file.suffix.lower() == ".json" else html(found)
    whole.write(file, partial(_fill, content.encode()), overwrite=overwrite)


def _fill(content: bytes, file: BinaryIO) -> None:
    file.write(content)


def _listed(title: str, sentences: Sequence[str]) -> str:
    rows = "".join(f"<li>{escape(each)}</li>" for each in sentences)
    return f"<h2>{title}</h2><ul>{rows}</ul>" if rows else ""


def _loaders(proof: EditProof) -> str:
    if not proof.loaders:
        return ""
    rows = (
        [
            escape(each.signature),
            escape(each.loader),
            f'<span class="{_TONES[each.verdict]}">{_WORDS[each.verdict]}</span>',
            escape(each.words),
        ]
        for each in proof.loaders
    )
    return "<h2>Loaders</h2>" + pages.table(("Signature", "Loader", "Verdict", "What it said"), rows)


def _facts(found: EditReport) -> str:
    saved = found.saved
    rows = (
        ("Size", f"{wording.byte_size(saved.bytes)}, of {wording.byte_size(saved.source_bytes)}"),
        ("Shared with the original", wording.byte_size(saved.shared) if saved.shared else ""),
        ("What was there", saved.backup),
        ("Time", f"{wording.duration(saved.seconds)}, and {wording.duration(found.seconds)} for the proof"),
    )
    return "<h2>Facts</h2>" + pages.table(
        (), ([escape(name), escape(value)] for name, value in rows if value)
    )
