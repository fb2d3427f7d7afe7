# SPDX-License-Identifier: Apache-2.0
"""What a comparison of two models found, as text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cutaway.cli import columns
from cutaway.cli.columns import Cell, Column
from cutaway.cli.terminal import Terminal, Tone
from cutaway.comparing import sentences
from cutaway.description import diverging, wording
from cutaway.description.comparison import Compared, Difference, ModelComparison, WeightPair
from cutaway.description.labelled import Disagreement, Labelled
from cutaway.session.comparing import is_within

FAILED = 3
"""Exit status where something is past the tolerance."""

_MOST = 24
_ROUNDING = 1e-9
_TONES: dict[str, Tone] = {"added": "good", "removed": "danger", "changed": "warning", "renamed": "faint"}
_WEIGHTS = (
    Column("weight", shrinks=True, name=True),
    Column("in the other", shrinks=True, leaves=6),
    Column("shape", leaves=5),
    Column("max abs", right=True),
    Column("RMSE", right=True, leaves=2),
    Column("cosine", right=True, leaves=3),
    Column("", leaves=1, shrinks=True),
)
_OUTPUTS = (
    Column("output", shrinks=True, name=True),
    Column("in the other", shrinks=True, leaves=4),
    Column("max abs", right=True),
    Column("RMSE", right=True, leaves=2),
    Column("cosine", right=True, leaves=3),
    Column("", leaves=1),
)


def status(found: ModelComparison, loss: float | None = None) -> int:
    """The exit status. loss: how much less accurate the second may be, where that alone counts.

    Where the samples could not be asked, the accuracy is not known to be borne.
    """
    if loss is not None:
        told = found.labelled
        return FAILED if told is None or told.first.accuracy - told.second.accuracy > loss + _ROUNDING else 0
    return FAILED if found.refused or found.proof.verdict == "fail" else 0


def write(out: Terminal, found: ModelComparison, tolerance: float, written: str = "") -> None:
    """What differs, part by part, and the answers. written: a report that lies beside."""
    columns.headline(out, wording.safe(found.first), wording.safe(found.second))
    if written:
        out.print(f"  {wording.safe(written)}")
    for sentence in sentences.summary(found):
        columns.paragraph(out, wording.safe(sentence))
    _differences(out, found.compared.differences)
    _weights(out, found.compared, tolerance)
    _answers(out, found)
    if found.labelled is not None:
        _labelled(out, found, found.labelled)


def _differences(out: Terminal, found: Sequence[Difference]) -> None:
    for part, count in Counter(each.part for each in found).items():
        listed = [each for each in found if each.part == part]
        out.print(f"  {out.paint(sentences.heading(part), 'name')}")
        for each in listed[:_MOST]:
            out.print(
                f"    {out.paint(each.change, _TONES[each.change])}  {wording.safe(sentences.line(each))}"
            )
        if count > _MOST:
            out.print(f"    and {count - _MOST} more")


def _weights(out: Terminal, found: Compared, tolerance: float) -> None:
    if found.changed:
        columns.table(out, _WEIGHTS, [_weight(pair, tolerance) for pair in found.changed[:_MOST]])
        if len(found.changed) > _MOST:
            out.print(f"    and {len(found.changed) - _MOST} more")


def _weight(pair: WeightPair, tolerance: float) -> list[Cell]:
    figures = pair.figures
    borne = is_within(pair, tolerance)
    words = figures.note or ", ".join(("within" if borne else "too far", *sentences.how(pair)))
    other = "" if pair.first.title == pair.second.title else wording.name(pair.second.title)
    return [
        Cell(wording.name(pair.first.title)),
        Cell(other),
        Cell(wording.shape(pair.first.shape)),
        Cell(wording.number(figures.max_abs, 3)),
        Cell(wording.number(figures.rmse, 3)),
        Cell("" if figures.cosine is None else f"{figures.cosine:.6f}"),
        Cell(words, "good" if borne else "danger"),
    ]


def _answers(out: Terminal, found: ModelComparison) -> None:
    proof = found.proof
    tone: Tone = {"pass": "good", "fail": "danger"}.get(proof.verdict, "faint")  # type: ignore[assignment]
    word = {"pass": "They answer alike", "fail": "They answer differently", "not_run": "Answers not compared"}
    columns.paragraph(out, wording.safe(proof.reason), mark=f"{word[proof.verdict]}:", tone=tone)
    if proof.outputs:
        rows = []
        for each in proof.outputs:
            figures = each.figures
            rows.append(
                [
                    Cell(wording.name(each.source)),
                    Cell("" if each.source == each.target else wording.name(each.target)),
                    Cell(wording.number(figures.max_abs, 3)),
                    Cell(wording.number(figures.rmse, 3)),
                    Cell("" if figures.cosine is None else f"{figures.cosine:.6f}"),
                    Cell(sentences.borne(each), "good" if each.passed else "danger"),
                ]
            )
        columns.table(out, _OUTPUTS, rows)
    for told in diverging.sentences(proof):
        columns.paragraph(out, wording.safe(told))


_ACCURACY = (
    Column("model", shrinks=True, name=True),
    Column("right", right=True),
    Column("accuracy", right=True),
)
_DIFFERING = (
    Column("sample", shrinks=True, name=True),
    Column("class", shrinks=True),
    Column("first says", shrinks=True),
    Column("second says", shrinks=True),
)


def _labelled(out: Terminal, found: ModelComparison, told: Labelled) -> None:
    out.print(f"  {out.paint(wording.safe(told.words), 'name')}")
    sides = ((found.first, told.first), (found.second, told.second))
    rows = [
        [
            Cell(wording.safe(Path(path).name)),
            Cell(f"{side.right:,} of {told.samples:,}"),
            Cell(wording.percent(side.accuracy)),
        ]
        for path, side in sides
    ]
    columns.table(out, _ACCURACY, rows)
    for sentence in sentences.labelled(told):
        columns.paragraph(out, wording.safe(sentence))
    if told.disagreements:
        shown = told.disagreements[:_MOST]
        columns.table(out, _DIFFERING, [_differing(told, each) for each in shown])
        if told.differ > len(shown):
            out.print(f"    and {told.differ - len(shown)} more")


def _differing(told: Labelled, each: Disagreement) -> list[Cell]:
    label = each.sample.label
    return [
        Cell(wording.name(each.sample.name)),
        Cell(wording.name(told.name(label))),
        *(
            Cell(wording.name(told.name(place)), "good" if place == label else "danger")
            for place in (each.first, each.second)
        ),
    ]
