# SPDX-License-Identifier: Apache-2.0
"""`cutaway compare --along`: how the variables of one run went over its checkpoints, as text and as a report."""

from __future__ import annotations

import sys

from cutaway.cli import answers, columns, terminal
from cutaway.cli.columns import Cell, Column
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.reading import reader
from cutaway.cli.terminal import Terminal
from cutaway.comparing import course_report
from cutaway.description import wording
from cutaway.description.course import Course, WeightCourse
from cutaway.session import along
from cutaway.session.documents import Source

_TAKEN = frozenset({"--along", "--json", "--verbose", "--report", "--overwrite"})
_MOST = 40
_LEVELS = "▁▂▃▄▅▆▇█"
_COLUMNS = (
    Column("variable", shrinks=True, name=True),
    Column("shape", leaves=4),
    Column("norm", right=True),
    Column("", leaves=3),
    Column("last", right=True),
    Column("last step", right=True, leaves=2),
    Column("from the first", right=True, leaves=1),
    Column("moved", right=True),
)


def check(invocation: Invocation) -> None:
    """Raise UsageError where something was asked for that has no meaning along time."""
    given = (*invocation.flags, *invocation.values, *invocation.lists)
    strange = next((name for name in given if name not in _TAKEN), None)
    if strange is not None:
        raise UsageError(
            f"--along compares weights over time, so {strange} has no meaning with it.",
            hint="See: cutaway compare --help",
        )


def follow(invocation: Invocation) -> Course:
    """The variables over all that was named. Raises CutawayError."""
    with reader(invocation) as reading:
        sources = [Source(path) for path in invocation.paths]
        return reading.wait(along.along(reading.engine, sources))


def told(invocation: Invocation, found: Course, written: str) -> None:
    """Print what was found. written: a report that lies beside."""
    out = terminal.of(sys.stdout)
    if "--json" in invocation.flags:
        out.print(answers.text(course_report.as_json(found), pretty=out.is_terminal))
    else:
        write(out, found, written)
    out.stream.flush()


def write(out: Terminal, found: Course, written: str = "") -> None:
    """Checkpoints, then variables, the most changed first."""
    moments = found.moments
    columns.headline(out, wording.safe(moments[0].title), f"to {wording.safe(moments[-1].title)}")
    if written:
        out.print(f"  {wording.safe(written)}")
    for sentence in course_report.summary(found):
        columns.paragraph(out, wording.safe(sentence))
    columns.table(out, _COLUMNS, [_row(out, each) for each in found.weights[:_MOST]])
    if len(found.weights) > _MOST:
        out.print(f"    and {len(found.weights) - _MOST} more")


def _row(out: Terminal, each: WeightCourse) -> list[Cell]:
    norms = [value for value in each.norms if value is not None]
    role = each.weight.role
    return [
        Cell(wording.name(each.weight.title), "plain" if role == "weight" else "faint"),
        Cell(wording.shape(each.weight.shape)),
        Cell(wording.number(norms[0], 3) if norms else "–"),
        Cell(spark(each.norms) if out.has_unicode else ""),
        Cell(wording.number(norms[-1], 3) if norms else "–"),
        Cell(wording.number(each.from_previous[-1], 3)),
        Cell(wording.number(each.from_first[-1], 3)),
        Cell(wording.percent(each.change) if norms else wording.safe(each.note)),
    ]


def spark(values: tuple[float | None, ...]) -> str:
    """A chart in a line of text: a block for each value from the least to the largest, a blank where there is none."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    steps = len(_LEVELS) - 1
    return "".join(
        " " if value is None else _LEVELS[round((value - low) / (high - low) * steps) if high > low else 0]
        for value in values
    )
