# SPDX-License-Identifier: Apache-2.0
"""What a conversion gave, as text for a terminal and as the JSON that scripts read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cutaway.cli import answers, columns
from cutaway.cli.columns import Cell, Column
from cutaway.cli.report import write_finding
from cutaway.cli.terminal import Terminal, Tone
from cutaway.conversion import report
from cutaway.conversion.targets import target_of
from cutaway.description import diverging, output_verdicts, wording
from cutaway.description.conversion import Converted, Proof, ProofOutput, Verdict
from cutaway.errors import CutawayError
from cutaway.session.batches import Item

FAILED = 3
"""Exit status of a conversion whose proof failed."""

_VERDICTS: dict[Verdict, tuple[str, Tone]] = {
    "pass": ("Proof passed", "good"),
    "fail": ("Proof failed", "danger"),
    "not_run": ("Not proven", "warning"),
}
_TONES: dict[Verdict, Tone] = {"pass": "good", "fail": "danger", "not_run": "warning"}
_OUTPUTS = (
    Column("output", shrinks=True, name=True),
    Column("in the result", shrinks=True, leaves=6),
    Column("max abs", right=True),
    Column("RMSE", right=True, leaves=2),
    Column("cosine", right=True, leaves=3),
    Column("SQNR, dB", right=True, leaves=4),
    Column("top 1", right=True, leaves=5),
    Column("", leaves=1),
)
_ITEMS = (
    Column("model", shrinks=True, name=True),
    Column("result", shrinks=True, leaves=2),
    Column("size", right=True, leaves=3),
    Column("time", right=True, leaves=4),
    Column("", shrinks=True),
)
_MOST_LAYERS = 8


def status(found: Converted) -> int:
    """The exit status."""
    return FAILED if found.proof.verdict == "fail" else 0


def answer(found: Converted) -> answers.Object:
    """The answer of `convert --json`."""
    return report.as_json(found)


def write(out: Terminal, found: Converted, more: Sequence[str] = ()) -> None:
    """The result, what was found on the way, and the proof. more: files that were written beside."""
    target = target_of(found.target)
    size = f"{wording.byte_size(found.bytes)} of {wording.byte_size(found.source_bytes)}"
    words = wording.SEPARATOR.join((target.title, size, wording.duration(found.seconds)))
    columns.headline(out, wording.safe(found.output), words)
    for file in more:
        out.print(f"  {wording.safe(file)}")
    for finding in found.findings:
        write_finding(out, finding)
    _write_proof(out, found.proof)
    if found.layers:
        _write_layers(out, found)


def _write_proof(out: Terminal, proof: Proof) -> None:
    words, tone = _VERDICTS[proof.verdict]
    columns.paragraph(out, wording.safe(proof.reason), mark=f"{words}:", tone=tone)
    if proof.inputs and proof.outputs:
        columns.paragraph(out, f"Asked: {wording.safe(proof.inputs)}. {_borne(proof)}")
    if proof.outputs:
        columns.table(out, _OUTPUTS, [_output(output) for output in proof.outputs])
    for told in diverging.sentences(proof):
        columns.paragraph(out, wording.safe(told))


def _borne(proof: Proof) -> str:
    words = output_verdicts.borne(proof.tolerance)
    return f"Borne: {words}." if words else ""


def _output(output: ProofOutput) -> list[Cell]:
    figures = output.figures
    same = "" if output.target == output.source else wording.name(output.target)
    return [
        Cell(wording.name(output.source)),
        Cell(same),
        Cell(wording.number(figures.max_abs, 3)),
        Cell(wording.number(figures.rmse, 3)),
        Cell("" if figures.cosine is None else f"{figures.cosine:.6f}"),
        Cell("" if figures.sqnr_db is None else f"{figures.sqnr_db:.1f}"),
        Cell("" if figures.argmax_agreement is None else wording.percent(figures.argmax_agreement)),
        Cell(wording.safe(output_verdicts.words(output)), _TONES[output.verdict]),
    ]


def _write_layers(out: Terminal, found: Converted) -> None:
    out.print("  Largest errors inside:")
    for layer in found.layers[:_MOST_LAYERS]:
        share = wording.percent(layer.share)
        out.print(
            f"    {wording.name(layer.name)} ({layer.op}): RMSE {wording.number(layer.rmse, 3)}, {share}"
        )


# --- batches ---


def batch_answer(items: Sequence[Item]) -> answers.Object:
    """The answer of a batch; each item is that of a conversion, or the `error` object with its source."""
    return {"schema": answers.SCHEMA, "items": [item.answer for item in items]}


def write_batch(out: Terminal, items: Sequence[Item]) -> None:
    """One line for each model, and how many of them were converted."""
    columns.table(out, _ITEMS, [_item(item) for item in items])
    done = sum(not item.status for item in items)
    out.print(f"  {done} of {wording.counted(len(items), 'model')} converted and not refuted.")


def _item(item: Item) -> list[Cell]:
    found = item.answer
    name = Cell(wording.name(Path(item.source).name))
    if "error" in found:
        return [name, Cell(""), Cell(""), Cell(""), Cell(wording.safe(found["error"]["message"]), "danger")]
    verdict: Verdict = found["proof"]["verdict"]
    words, tone = _VERDICTS[verdict]
    again = ", done before" if item.is_resumed else ""
    return [
        name,
        Cell(wording.name(Path(found["output"]).name)),
        Cell(wording.byte_size(found["bytes"])),
        Cell(wording.duration(found["seconds"])),
        Cell(f"{words}{again}", tone),
    ]


def failure(source: str, error: CutawayError) -> answers.Object:
    """What a batch tells of a model that could not be converted."""
    return {"source": source, **answers.failure(error)}
