# SPDX-License-Identifier: Apache-2.0
"""What a run gave, as text for a terminal and as the JSON that scripts read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cutaway.cli import answers, columns
from cutaway.cli.columns import Cell, Column
from cutaway.cli.report import write_finding
from cutaway.cli.terminal import Terminal
from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.ranked import Ranked
from cutaway.description.running import FittedInput, FittedInputs, Profile, RunAnswer, RunOutput, Timing
from cutaway.description.signatures import Signature
from cutaway.description.statistics import Statistics
from cutaway.session.confinement import Limits
from cutaway.session.run_export import Exported

_MOST_VALUES = 1000
_FIRST = 6
_LONGEST = 44
_MOST_OPERATORS = 15
_MOST_ROWS = 8
_HEADS = (
    Column(shrinks=True, name=True),
    Column(leaves=7),
    Column(shrinks=True, leaves=6),
    Column("min", right=True, leaves=3),
    Column("max", right=True, leaves=4),
    Column("mean", right=True, leaves=5),
)
_VALUES = (*_HEADS, Column("first values", shrinks=True, leaves=1))
_SOURCES = (*_HEADS, Column("source", shrinks=True, leaves=1))


@dataclass(frozen=True, slots=True)
class Ran:
    """A run that ended, with what it was asked. folder: where its values lie."""

    model: ModelDescription
    signature: Signature
    fitted: FittedInputs
    answer: RunAnswer
    limits: Limits
    ranked: tuple[Ranked, ...]
    folder: Path
    notes: tuple[str, ...] = ()


# --- JSON ---


def answer(ran: Ran, saved: Exported | None, output: Path | None) -> answers.Object:
    """The answer of `run --json`."""
    found = ran.answer
    tensors = {spec.name: spec.tensor for spec in ran.signature.outputs}
    ranked = {item.name: item for item in ran.ranked}
    return {
        "schema": answers.SCHEMA,
        "path": ran.model.path,
        "signature": found.signature,
        "runner": found.runner,
        "inputs": [_input(item) for item in ran.fitted.inputs],
        "outputs": [
            {**_value(item), "tensor": tensors.get(item.name, ""), "labels": _labels(ranked.get(item.name))}
            for item in found.outputs
        ],
        "taps": [{**_value(item), "tensor": item.name} for item in found.taps],
        "timing": _timing(found.timing),
        "profile": None if found.profile is None else _profile(found.profile),
        "peak_bytes": found.peak,
        "arena_bytes": found.arena,
        "sandbox": list(ran.limits.enforced),
        "not_enforced": list(ran.limits.open),
        "output": None
        if saved is None
        else {
            "file": str(output),
            "bytes": saved.bytes,
            "names": list(saved.names),
            "notes": list(saved.notes),
        },
        "notes": list(ran.notes),
        "findings": answers.findings(found.findings),
    }


def _input(item: FittedInput) -> answers.Object:
    value = item.value
    return {
        "name": value.name,
        "dtype": value.dtype,
        "shape": _shape(value.shape),
        "source": item.source,
        "notes": list(item.notes),
        "statistics": None if item.statistics is None else answers.statistics(item.statistics),
    }


def _value(item: RunOutput) -> answers.Object:
    value = item.value
    return {
        "name": item.name,
        "dtype": None if value is None else value.dtype,
        "shape": None if value is None else _shape(value.shape),
        "kind": None if value is None else value.encoding,
        "statistics": None if item.statistics is None else answers.statistics(item.statistics),
        "values": item.preview,
        "is_complete": item.statistics is None or item.statistics.count <= _MOST_VALUES,
        "note": item.note,
    }


def _shape(shape: tuple[int | None, ...] | None) -> list[int | None] | None:
    return None if shape is None else list(shape)


def _labels(found: Ranked | None) -> list[list[answers.Object]] | None:
    if found is None:
        return None
    return [
        [{"index": score.index, "label": score.label or None, "value": score.value} for score in row]
        for row in found.rows
    ]


def _timing(timing: Timing) -> answers.Object:
    return {
        "load": timing.load,
        "first": timing.first,
        "runs": timing.runs,
        "median": timing.median,
        "p95": timing.p95,
        "least": timing.least,
        "throughput": timing.throughput,
    }


def _profile(profile: Profile) -> answers.Object:
    return {
        "how": profile.how,
        "total": profile.total,
        "operators": [
            {"node": row.node, "op": row.op, "seconds": row.seconds, "calls": row.calls}
            for row in profile.rows
        ],
    }


# --- text ---


def write(out: Terminal, ran: Ran, saved: Exported | None, output: Path | None) -> None:
    """What went in, what came out, and how long it took."""
    found = ran.answer
    name = wording.name(Path(ran.model.path).name or ran.model.path)
    words = f"{wording.name(found.signature)} with {wording.safe(found.runner)}"
    columns.headline(out, name, words, tone="faint")
    columns.paragraph(out, wording.SEPARATOR.join(_times(found)), tone="faint")
    for note in ran.notes:
        columns.paragraph(out, note, tone="faint")
    _inputs(out, ran.fitted)
    _outputs(out, "Outputs", found.outputs)
    for item in ran.ranked:
        _classes(out, item)
    if found.taps:
        _outputs(out, "Inside", found.taps)
    if found.profile is not None:
        _operators(out, found.profile)
    for finding in found.findings:
        write_finding(out, finding)
    if saved is not None:
        for note in saved.notes:
            columns.paragraph(out, note, tone="faint")
        file = out.paint(wording.safe(str(output)), "name")
        arrays = wording.counted(len(saved.names), "array")
        out.print(f"{arrays} → {file}  {wording.byte_size(saved.bytes)}")


def _times(found: RunAnswer) -> list[str]:
    timing = found.timing
    words = [f"loaded in {wording.duration(timing.load)}", f"first run {wording.duration(timing.first)}"]
    if timing.median is not None and timing.p95 is not None:
        words.append(f"median {wording.duration(timing.median)} of {wording.count(timing.runs)}")
        words.append(f"95 % within {wording.duration(timing.p95)}")
        if timing.throughput is not None:
            speed = timing.throughput
            words.append(
                f"{wording.count(round(speed)) if speed >= 100 else f'{speed:.3g}'} samples a second"
            )
    if found.peak is not None:
        words.append(f"{wording.byte_size(found.peak)} at most")
    if found.arena is not None:
        words.append(f"arena {wording.byte_size(found.arena)}")
    return words


def _inputs(out: Terminal, fitted: FittedInputs) -> None:
    if not fitted.inputs:
        return
    out.print(out.paint("Inputs", "strong"))
    rows = [
        (
            *_head(item.value.name, item.value.dtype, item.value.shape, item.statistics),
            Cell(wording.safe(item.source)),
        )
        for item in fitted.inputs
    ]
    columns.table(out, _SOURCES, rows)
    for item in fitted.inputs:
        for note in item.notes:
            columns.paragraph(out, f"{wording.name(item.value.name)}: {wording.safe(note)}", tone="faint")


def _head(
    name: str, dtype: str, shape: tuple[int | None, ...] | None, figures: Statistics | None
) -> tuple[Cell, ...]:
    values = (None, None, None) if figures is None else (figures.minimum, figures.maximum, figures.mean)
    numbers = [Cell("" if value is None else wording.number(value)) for value in values]
    return (
        Cell(wording.name(name), "name"),
        Cell(wording.safe(dtype)),
        Cell(wording.shape(shape), "faint"),
        *numbers,
    )


def _outputs(out: Terminal, title: str, found: Sequence[RunOutput]) -> None:
    if not found:
        return
    out.print(out.paint(title, "strong"))
    rows = [_row(item) for item in found]
    columns.table(out, _VALUES, rows)
    for item in found:
        if item.note:
            columns.paragraph(out, f"{wording.name(item.name)}: {wording.safe(item.note)}", tone="faint")
        figures = item.statistics
        if figures is not None and (figures.nans or figures.infinities):
            odd = [f"{wording.count(figures.nans)} NaN"] if figures.nans else []
            odd += [f"{wording.count(figures.infinities)} infinite"] if figures.infinities else []
            columns.paragraph(out, f"{wording.name(item.name)}: {', '.join(odd)}", tone="danger")


def _row(item: RunOutput) -> tuple[Cell, ...]:
    if item.value is None:
        return (Cell(wording.name(item.name), "name"), *[Cell("")] * 5, Cell("no value", "faint"))
    head = _head(item.name, item.value.dtype, item.value.shape, item.statistics)
    return (*head, Cell(first_values(item), "faint"))


def first_values(item: RunOutput) -> str:
    """The first values in reading order, apart by spaces."""
    flat: list[object] = []
    _flatten(item.preview, flat, _FIRST + 1)
    count = item.statistics.count if item.statistics is not None else len(flat)
    text = ""
    for place, value in enumerate(flat[:_FIRST]):
        word = wording.elided(_spelled(value), _LONGEST)
        if place and len(text) + len(word) >= _LONGEST:
            return f"{text} …"
        text = f"{text} {word}".lstrip()
    return f"{text} …" if count > _FIRST else text


def _flatten(found: object, flat: list[object], most: int) -> None:
    if len(flat) >= most:
        return
    if isinstance(found, list):
        for item in found:
            _flatten(item, flat, most)
    else:
        flat.append(found)


def _spelled(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return "NaN" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return wording.number(value) if isinstance(value, float) else str(value).replace("-", "−")
    return wording.safe(f'"{value}"')


def _classes(out: Terminal, found: Ranked) -> None:
    if not found.rows:
        return
    words = [f"classes of {wording.name(found.name)}"]
    if found.labels:
        words.append(f"names from {wording.safe(found.labels)}")
    columns.headline(out, "Best", wording.SEPARATOR.join(words), tone="faint")
    many = len(found.rows) > 1
    rows = [
        (
            Cell(str(place) if many and score is row[0] else "", "faint"),
            Cell(wording.number(score.value)),
            Cell(str(score.index), "faint"),
            Cell(wording.safe(score.label)),
        )
        for place, row in enumerate(found.rows[:_MOST_ROWS])
        for score in row
    ]
    columns.table(out, (Column(), Column(right=True), Column(right=True), Column(shrinks=True)), rows)
    if len(found.rows) > _MOST_ROWS:
        more = wording.counted(len(found.rows) - _MOST_ROWS, "more row")
        out.print(out.paint(f"  … and {more} (--json lists 64)", "faint"))


def _operators(out: Terminal, profile: Profile) -> None:
    columns.headline(out, "Time", f"{wording.duration(profile.total)} in all", tone="faint")
    columns.paragraph(out, wording.safe(profile.how), tone="faint")
    rows = sorted(profile.rows, key=lambda row: -row.seconds)
    total = sum(row.seconds for row in rows) or 1.0
    columns.table(
        out,
        (
            Column(right=True),
            Column(right=True),
            Column(leaves=2),
            Column(right=True, leaves=3),
            Column(shrinks=True),
        ),
        [
            (
                Cell(wording.duration(row.seconds)),
                Cell(wording.percent(row.seconds / total), "faint"),
                Cell(wording.safe(row.op)),
                Cell(f"× {row.calls}" if row.calls > 1 else "", "faint"),
                Cell(wording.name(row.node), "name"),
            )
            for row in rows[:_MOST_OPERATORS]
        ],
    )
    if len(rows) > _MOST_OPERATORS:
        more = wording.count(len(rows) - _MOST_OPERATORS)
        out.print(out.paint(f"  … and {more} more (--json lists all)", "faint"))
