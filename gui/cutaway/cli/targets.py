# SPDX-License-Identifier: Apache-2.0
"""`cutaway targets`: what models can be converted to, with the options; of a model, what it can become and why not."""

from __future__ import annotations

import sys

from cutaway.cli import answers, columns, terminal
from cutaway.cli.columns import Cell, Column
from cutaway.cli.options import Invocation
from cutaway.cli.reading import reader, source
from cutaway.cli.terminal import Terminal
from cutaway.conversion.targets import TARGETS, Option, Target
from cutaway.description import wording
from cutaway.description.model import ModelDescription

_OPTIONS = (Column(name=True), Column(shrinks=True), Column(shrinks=True, leaves=1))


def targets(invocation: Invocation) -> int:
    """Print the table. Raises CutawayError where a model is given that cannot be read."""
    out = terminal.of(sys.stdout)
    if not invocation.path:
        _print(invocation, out, None)
        return 0
    with reader(invocation) as reading:
        _print(invocation, out, reading.wait(reading.engine.describe(source(invocation))))
    return 0


def _print(invocation: Invocation, out: Terminal, model: ModelDescription | None) -> None:
    if "--json" in invocation.flags:
        rows = [_row(target, model) for target in TARGETS]
        found: answers.Object = {"schema": answers.SCHEMA, "targets": rows}
        if model is not None:
            found = {**found, "path": model.path}
        out.print(answers.text(found, pretty=out.is_terminal))
        return
    for target in TARGETS:
        _tell(out, target, "" if model is None else target.reason(model))


def _row(target: Target, model: ModelDescription | None) -> answers.Object:
    row: answers.Object = {
        "id": target.id,
        "title": target.title,
        "note": target.note,
        "endings": list(target.endings),
        "is_folder": target.is_folder,
        "options": [_option(option) for option in target.options],
    }
    if model is None:
        return row
    reason = target.reason(model)
    return {**row, "possible": not reason, "reason": reason}


def _option(option: Option) -> answers.Object:
    return {
        "key": option.key,
        "title": option.title,
        "type": option.kind,
        "default": option.default,
        "help": option.help,
        "choices": [key for key, _ in option.choices],
        "least": option.least,
        "most": option.most,
    }


def _tell(out: Terminal, target: Target, reason: str) -> None:
    endings = " ".join(target.endings) or "a folder"
    title = out.paint(target.title, "faint" if reason else "strong")
    out.print(f"{title}  {out.paint(target.id, 'faint')}  {out.paint(endings, 'name')}")
    if reason:
        columns.paragraph(out, wording.safe(reason), mark="▲", tone="warning")
        return
    columns.paragraph(out, target.note)
    rows = [
        [Cell(f"{option.key}={_spelled(option)}", "name"), Cell(option.values()), Cell(option.help, "faint")]
        for option in target.options
    ]
    if rows:
        columns.table(out, _OPTIONS, rows, indent=4)


def _spelled(option: Option) -> str:
    if isinstance(option.default, bool):
        return "true" if option.default else "false"
    return str(option.default)
