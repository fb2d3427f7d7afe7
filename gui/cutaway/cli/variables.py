# SPDX-License-Identifier: Apache-2.0
"""`cutaway variables`: what a model carries, its statistics, and its values as files."""

from __future__ import annotations

import fnmatch
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from cutaway.cli import answers, columns, terminal
from cutaway.cli.columns import Cell, Column
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.reading import Reader, reader, source
from cutaway.cli.report import VARIABLE_COLUMNS, variable_cells, write_finding
from cutaway.cli.terminal import Terminal
from cutaway.description import wording
from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription
from cutaway.description.statistics import Statistics
from cutaway.description.variables import Variable, parameters, title
from cutaway.errors import RequestError
from cutaway.session import odd_values

_KINDS: dict[str, Literal["npy", "csv"]] = {".npy": "npy", ".csv": "csv"}


@dataclass(frozen=True, slots=True)
class Saving:
    """A variable to be written to a file."""

    name: str
    file: Path
    kind: Literal["npy", "csv"]


@dataclass(frozen=True, slots=True)
class Listing:
    """What is shown: variables and constants that fit, statistics by name, files that were written with their size."""

    model: ModelDescription
    variables: tuple[Variable, ...]
    constants: tuple[Variable, ...]
    figures: Mapping[str, Statistics] | None
    saved: tuple[tuple[Saving, int], ...]
    pattern: str | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the values tell, where statistics were taken."""
        return odd_values.findings((*self.variables, *self.constants), self.figures or {})


def variables(invocation: Invocation) -> int:
    """List, measure and save variables. Raises CutawayError."""
    out = terminal.of(sys.stdout)
    savings = [_saving(text) for text in invocation.lists.get("--save", [])]
    with reader(invocation) as reading:
        listing = _collect(invocation, reading, savings)
        if "--json" in invocation.flags:
            out.print(answers.text(_answer(listing), pretty=out.is_terminal))
        else:
            _write(out, listing)
        out.stream.flush()
    return 0


def _collect(invocation: Invocation, reading: Reader, savings: Sequence[Saving]) -> Listing:
    wanted = source(invocation)
    model = reading.wait(reading.engine.describe(wanted))
    savings = [_known(saving, model) for saving in savings]
    pattern = invocation.values.get("--match")
    chosen = _matching(model.variables, pattern)
    constants = _matching(model.constants, pattern)
    figures = None
    if "--stats" in invocation.flags:
        names = [variable.name for variable in (*chosen, *constants) if variable.available]
        figures = reading.wait(reading.engine.statistics(wanted, names)) if names else {}
    overwrite = "--overwrite" in invocation.flags
    saved = tuple(
        (
            saving,
            reading.wait(
                reading.engine.save(wanted, saving.name, saving.file, kind=saving.kind, overwrite=overwrite)
            ),
        )
        for saving in savings
    )
    return Listing(model, chosen, constants, figures, saved, pattern)


def _saving(text: str) -> Saving:
    """Read NAME=FILE; a name may hold `=` itself, so the last one counts. Raises UsageError."""
    name, equals, file = text.rpartition("=")
    kind = _KINDS.get(Path(file).suffix.lower())
    if not equals or not name or kind is None:
        raise UsageError(
            f"--save {text} does not say what to save where.",
            hint="Write --save NAME=FILE, with a FILE that ends in .npy or .csv.",
        )
    return Saving(name, Path(file), kind)


def _known(saving: Saving, model: ModelDescription) -> Saving:
    """The saving with the name that the reader knows, where its name or its path was given. Raises RequestError."""
    known = (*model.variables, *model.constants)
    names = {variable.path: variable.name for variable in known}
    names |= {title(variable): variable.name for variable in known}
    names |= {variable.name: variable.name for variable in known}
    if saving.name in names:
        return replace(saving, name=names[saving.name])
    from difflib import get_close_matches

    close = get_close_matches(saving.name, list(names)[:10_000], n=1)
    hint = f"Did you mean {close[0]}?" if close else "`cutaway variables PATH` lists their names."
    message = f"{Path(model.path).name} has no variable called {saving.name}."
    raise RequestError(message, hint=hint, path=model.path)


def _matching(found: tuple[Variable, ...], pattern: str | None) -> tuple[Variable, ...]:
    if pattern is None:
        return found
    fits = re.compile(fnmatch.translate(pattern)).match
    return tuple(
        variable for variable in found if any(map(fits, (title(variable), variable.name, variable.path)))
    )


def _answer(listing: Listing) -> answers.Object:
    return {
        "schema": answers.SCHEMA,
        "path": listing.model.path,
        "format": listing.model.format,
        "variables": answers.variables(listing.variables, listing.figures),
        "constants": answers.variables(listing.constants, listing.figures),
        "findings": answers.findings(listing.findings),
        "saved": [
            {"name": saving.name, "file": str(saving.file), "bytes": size} for saving, size in listing.saved
        ],
    }


def _write(out: Terminal, listing: Listing) -> None:
    for heading, found in (("Variables", listing.variables), ("Constants", listing.constants)):
        if found:
            size = wording.byte_size(sum(variable.bytes for variable in found))
            words = [wording.count(len(found)), wording.counted(parameters(found), "element"), size]
            columns.headline(out, heading, wording.SEPARATOR.join(words), tone="faint")
            _table(out, found, listing.figures)
    if not listing.variables and not listing.constants:
        out.print(_nothing(listing))
    for finding in listing.findings:
        write_finding(out, finding)
    for saving, written in listing.saved:
        file = out.paint(wording.safe(str(saving.file)), "name")
        out.print(f"{wording.name(saving.name)} → {file}  {wording.byte_size(written)}")


def _nothing(listing: Listing) -> str:
    model = listing.model
    kinds = [
        wording.counted(len(found), noun)
        for found, noun in ((model.variables, "variable"), (model.constants, "constant"))
        if found
    ]
    if not kinds or listing.pattern is None:
        return f"{wording.name(Path(model.path).name)} has no variables."
    return f"None of {' and '.join(kinds)} matches {wording.safe(listing.pattern)}."


_OF_TYPE = (Column(leaves=6), Column(shrinks=True, leaves=7))
_FIGURES = (
    Column("min", right=True, leaves=1),
    Column("max", right=True, leaves=2),
    Column("mean", right=True, leaves=3),
    Column("deviation", right=True, leaves=4),
    Column("zeros", right=True, leaves=5),
    Column(right=True),
)


def _table(out: Terminal, found: Sequence[Variable], figures: Mapping[str, Statistics] | None) -> None:
    if figures is None:
        roles = (*VARIABLE_COLUMNS, Column(leaves=2))
        rows = [
            (*variable_cells(variable), Cell("" if variable.role == "constant" else variable.role, "faint"))
            for variable in found
        ]
        columns.table(out, roles, rows)
        return
    measured = [(*variable_cells(variable)[:3], *_figures(figures.get(variable.name))) for variable in found]
    columns.table(out, (VARIABLE_COLUMNS[0], *_OF_TYPE, *_FIGURES), measured)


def _figures(found: Statistics | None) -> tuple[Cell, ...]:
    if found is None:
        return (*[Cell("–", "faint")] * 5, Cell(""))
    notes = [] if found.about == "values" else [f"of {found.about}"]
    if found.nans:
        notes.append(f"{wording.count(found.nans)} NaN")
    if found.infinities:
        notes.append(f"{wording.count(found.infinities)} infinite")
    if found.longest is not None:
        notes.append(f"longest {wording.byte_size(found.longest)}")
    if found.distinct is not None:
        notes.append(f"{wording.count(found.distinct)} distinct")
    values = (found.minimum, found.maximum, found.mean, found.deviation)
    zeros = wording.percent(found.zeros / found.count) if found.count else "–"
    return (
        *(Cell(wording.number(value)) for value in values),
        Cell(zeros),
        Cell(", ".join(notes), "danger" if found.nans or found.infinities else "faint"),
    )
