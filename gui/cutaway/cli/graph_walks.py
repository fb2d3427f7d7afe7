# SPDX-License-Identifier: Apache-2.0
"""What one gets to by walking through a graph, as text for a terminal and as the JSON that scripts read."""

from __future__ import annotations

from cutaway.cli import answers, columns
from cutaway.cli.columns import Cell, Column
from cutaway.cli.terminal import Terminal
from cutaway.description import wording
from cutaway.description.drawing import Trail

_NODES = (Column(), Column())


def write(out: Terminal, errors: Terminal, found: Trail, begin: str, end: str) -> None:
    """One node a line, of ways those of each under its heading; that there are more, or none, is said on `errors`."""
    if begin and end:
        _write_ways(out, errors, found, (begin, end))
        return
    hits = found.hits
    _list(out, found, list(range(len(hits.names))), indent=0)
    if not hits.total:
        errors.print(_nothing(begin, end))
    elif hits.total > len(hits.names):
        more = wording.counted(hits.total - len(hits.names), "more node")
        errors.print(errors.paint(f"… {more} (--limit N)", "faint"))


def _nothing(begin: str, end: str) -> str:
    if begin:
        return f"Nothing follows {wording.name(begin)}."
    return f"Nothing feeds {wording.name(end)}." if end else "No node is dead: something depends on each."


def _write_ways(out: Terminal, errors: Terminal, found: Trail, ends: tuple[str, str]) -> None:
    for number, way in enumerate(found.ways, 1):
        if number > 1:
            out.print()
        title = out.paint(f"Way {wording.count(number)}", "strong")
        out.print(f"{title}  {out.paint(wording.counted(len(way), 'node'), 'faint')}")
        _list(out, found, list(way), indent=2)
    if not found.ways:
        errors.print(f"No way leads from {wording.name(ends[0])} to {wording.name(ends[1])}.")
    elif not found.complete:
        errors.print(errors.paint("… there are more ways (--limit N)", "faint"))


def _list(out: Terminal, found: Trail, places: list[int], *, indent: int) -> None:
    rows = [
        (Cell(wording.safe(found.spelled[place]), "name"), Cell(wording.safe(found.hits.ops[place])))
        for place in places
    ]
    columns.table(out, _NODES, rows, indent=indent)


def walked(found: Trail, path: str, begin: str, end: str) -> answers.Object:
    """The answer of `graph --from`, `--to` and `--dead` with `--json`."""
    nodes: list[answers.Object] = [
        {"node": spelled, "op": op} for spelled, op in zip(found.spelled, found.hits.ops, strict=True)
    ]
    answer: answers.Object = {
        "schema": answers.SCHEMA,
        "path": path,
        "from": begin or None,
        "to": end or None,
    }
    if begin and end:
        ways = [[found.spelled[place] for place in way] for way in found.ways]
        return {**answer, "ways": ways, "complete": found.complete, "nodes": nodes}
    return {**answer, "total": found.hits.total, "listed": len(nodes), "nodes": nodes}
