# SPDX-License-Identifier: Apache-2.0
"""The page of a comparison: one HTML file without scripts, with plots as SVG and the data in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import PurePath

from cutaway.comparing import sentences
from cutaway.description import diverging, wording
from cutaway.description.comparison import Compared, ModelComparison, Structure, Weight, WeightPair
from cutaway.description.conversion import Figures, Proof
from cutaway.description.labelled import Labelled, Tally
from cutaway.description.pages import document, table
from cutaway.description.plots import beside, histogram

_MOST_PLOTS = 12
_MOST_ROWS = 2000
_MOST_CLASSES = 40
_VERDICTS = {
    "pass": "They answer alike",
    "fail": "They answer differently",
    "not_run": "Answers not compared",
}
_FIGURES = ("Max abs", "RMSE", "Cosine")


def page(found: ModelComparison, data: str) -> str:
    """The page. data: the report as JSON, which `pages.data_of` finds again."""
    names = [PurePath(path.replace("\\", "/")).name or path for path in (found.first, found.second)]
    title = f"{names[0]} and {names[1]}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="lead">{escape(found.first)} · {escape(found.second)}</p>',
        *(f"<p>{escape(sentence)}</p>" for sentence in sentences.summary(found)),
        _answers(found.proof),
        "" if found.labelled is None else labelled(found.labelled, names),
        _description(found.compared),
        _weights(found.compared.changed),
        _plots(found.compared.changed),
        _alone("Weights of one model alone", found.compared.only_first, found.compared.only_second),
        _structure(found.compared.structure),
    ]
    return document(title, parts, data)


def _answers(proof: Proof) -> str:
    told = "".join(f"<br>{escape(each)}" for each in diverging.sentences(proof))
    asked = f"<br>Asked: {escape(proof.inputs)}." if proof.inputs else ""
    head = (
        f'<p class="verdict {proof.verdict}"><strong>{_VERDICTS[proof.verdict]}.</strong> '
        f"{escape(proof.reason)}{asked}{told}</p>"
    )
    if not proof.outputs:
        return head
    rows = (
        [
            escape(each.source),
            escape(each.target),
            *_cells(each.figures),
            f'<span class="{"good" if each.passed else "bad"}">{sentences.borne(each)}</span>',
        ]
        for each in proof.outputs
    )
    return head + "<h2>Answers</h2>" + table(("Output", "Of the second", *_FIGURES, "Verdict"), rows, 2, 5)


def _description(compared: Compared) -> str:
    if not compared.differences:
        return ""
    rows = (
        [sentences.heading(each.part), each.change, escape(sentences.line(each))]
        for each in compared.differences
    )
    return "<h2>Description</h2>" + table(("Part", "Change", "What"), rows)


def _weights(changed: Sequence[WeightPair]) -> str:
    if not changed:
        return ""
    rows = (
        [
            escape(pair.first.title),
            escape(pair.second.title),
            wording.shape(pair.first.shape),
            *_cells(pair.figures),
            escape(", ".join(sentences.how(pair))),
        ]
        for pair in changed[:_MOST_ROWS]
    )
    heads = ("First", "Second", "Shape", *_FIGURES, "How")
    return "<h2>Weights that differ</h2>" + table(heads, rows, 3, 6) + _more(len(changed) - _MOST_ROWS)


def _plots(changed: Sequence[WeightPair]) -> str:
    """Both sides and the difference, of the most changed."""
    figures = "".join(plot for pair in changed[:_MOST_PLOTS] for plot in _plots_of(pair))
    return f'<h2>How they are spread</h2><div class="plots">{figures}</div>' if figures else ""


def _plots_of(pair: WeightPair) -> Iterator[str]:
    name = escape(pair.first.title)
    if pair.both is not None:
        words = f"{name}: first as bars, second as a line"
        yield f"<figure>{beside(*pair.both)}<figcaption>{words}</figcaption></figure>"
    if pair.spread is not None:
        words = f"{name}: second − first"
        yield f"<figure>{histogram(pair.spread)}<figcaption>{words}</figcaption></figure>"


def _alone(title: str, first: Sequence[Weight], second: Sequence[Weight]) -> str:
    every = [*((each, "first") for each in first), *((each, "second") for each in second)]
    if not every:
        return ""
    rows = (
        [escape(each.title), wording.shape(each.shape), each.dtype, side] for each, side in every[:_MOST_ROWS]
    )
    return (
        f"<h2>{title}</h2>"
        + table(("Weight", "Shape", "Type", "Model"), rows)
        + _more(len(every) - _MOST_ROWS)
    )


def _structure(structure: Structure) -> str:
    every = [*((each, "first") for each in structure.only_first)]
    every += [(each, "second") for each in structure.only_second]
    if not every:
        return ""
    rows = ([escape(name), escape(kind), side] for (name, kind), side in every[:_MOST_ROWS])
    heading = f"<h2>{structure.level.capitalize()} of one model alone</h2>"
    return heading + table(("Name", "Kind", "Model"), rows) + _more(len(every) - _MOST_ROWS)


def labelled(found: Labelled, names: Sequence[str]) -> str:
    """Accuracy of both, both confusion matrices where they can be read, and the samples on which they differ."""
    parts = [f"<h2>{escape(found.words)}</h2>"]
    rows = (
        [escape(name), f"{side.right:,} of {found.samples:,}", wording.percent(side.accuracy)]
        for name, side in zip(names, (found.first, found.second), strict=True)
    )
    parts.append(table(("Model", "Right", "Accuracy"), rows, 1, 3))
    parts += [f"<p>{escape(sentence)}</p>" for sentence in sentences.labelled(found)]
    if found.count <= _MOST_CLASSES:
        for name, side in zip(names, (found.first, found.second), strict=True):
            parts.append(f"<h2>Confusion of {escape(name)}</h2>{_matrix(found, side)}")
    if found.disagreements:
        cells = (
            [
                escape(each.sample.name),
                escape(found.name(each.sample.label)),
                *(
                    f'<span class="{"good" if place == each.sample.label else "bad"}">'
                    f"{escape(found.name(place))}</span>"
                    for place in (each.first, each.second)
                ),
            ]
            for each in found.disagreements
        )
        parts.append("<h2>Samples on which they differ</h2>")
        parts.append(table(("Sample", "Class", *map(escape, names)), cells))
        parts.append(_more(found.differ - len(found.disagreements)))
    return "".join(parts)


def _matrix(found: Labelled, side: Tally) -> str:
    """Classes by rows, answers by columns."""
    heads = ("", *(escape(found.name(place)) for place in range(found.count)))
    head = "".join(f"<th class=n>{text}</th>" for text in heads)
    rows = []
    for label, counts in enumerate(side.matrix(found.count)):
        cells = "".join(
            f'<td class="n{" hit" if place == label else " miss"}">{count:,}</td>' if count else "<td></td>"
            for place, count in enumerate(counts)
        )
        rows.append(f"<tr><th>{escape(found.name(label))}</th>{cells}</tr>")
    return f'<div class="wide"><table><tr>{head}</tr>{"".join(rows)}</table></div>'


def _cells(figures: Figures) -> list[str]:
    if figures.note:
        return [escape(figures.note), "", ""]
    return [
        wording.number(value, digits)
        for value, digits in zip((figures.max_abs, figures.rmse, figures.cosine), (3, 3, 6), strict=True)
    ]


def _more(count: int) -> str:
    return f"<p>and {count:,} more</p>" if count > 0 else ""
