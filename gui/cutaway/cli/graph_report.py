# SPDX-License-Identifier: Apache-2.0
"""What is known of a graph, as text for a terminal and as the JSON that scripts read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cutaway.cli import answers, columns
from cutaway.cli.columns import Cell, Column
from cutaway.cli.terminal import Terminal
from cutaway.description import wording
from cutaway.description.outline import Matches, Outline, Row, Spot, Written

_MARKS = {"open": "- ", "folded": "+ ", "node": "  "}
_MOST_DEAD = 8
_SPOTS = (Column(shrinks=True), Column(shrinks=True), Column(), Column(shrinks=True))
_ROWS = (Column(shrinks=True), Column(shrinks=True), Column(), Column())


def write(out: Terminal, found: Outline, path: str) -> None:
    """What comes in, how it flows, what comes out, and what is odd about it."""
    words = [wording.format_title(found.format), wording.counted(found.nodes, "node")]
    words.append(wording.counted(found.edges, "edge"))
    if found.functions:
        words.append(wording.counted(found.functions, "function"))
    name = out.paint(wording.name(Path(path).name or path), "strong")
    out.print(f"{name}  {out.paint(wording.SEPARATOR.join(words), 'faint')}")
    _spots(out, "Inputs", found.inputs)
    _spots(out, "Outputs", found.outputs)
    _tree(out, found)
    if found.hubs:
        _heading(out, "Hubs", "nodes with the most edges")
        columns.table(
            out,
            (Column(shrinks=True), Column(), Column(), Column()),
            [
                (
                    Cell(wording.name(hub.node), "name"),
                    Cell(wording.safe(hub.op)),
                    Cell(f"feeds {wording.count(hub.followed)}" if hub.followed else ""),
                    Cell(f"fed by {wording.count(hub.fed)}" if hub.fed else ""),
                )
                for hub in found.hubs
            ],
        )
    if found.dead_total:
        _heading(out, "Dead", f"{wording.counted(found.dead_total, 'node')} on which nothing depends")
        for node in found.dead[:_MOST_DEAD]:
            out.print(f"  {wording.elided(wording.name(node), max(out.width - 2, 12))}")
        if found.dead_total > _MOST_DEAD:
            more = wording.count(found.dead_total - _MOST_DEAD)
            out.print(out.paint(f"  … {more} more (--json lists 100)", "faint"))


def _heading(out: Terminal, title: str, words: str) -> None:
    out.print()
    out.print(f"{out.paint(title, 'strong')}  {out.paint(words, 'faint')}".rstrip())


def _spots(out: Terminal, title: str, spots: Iterable[Spot]) -> None:
    rows = [
        (
            Cell("" if spot.name == spot.tensor.rpartition(":")[0] else wording.safe(spot.name), "strong"),
            Cell(wording.name(spot.tensor), "name"),
            Cell(wording.safe(spot.op), "faint"),
            Cell(wording.safe(spot.carries)),
        )
        for spot in spots
    ]
    if rows:
        _heading(out, title, wording.count(len(rows)))
        columns.table(out, _SPOTS, rows)


def _tree(out: Terminal, found: Outline) -> None:
    folded = sum(row.form == "folded" for row in found.rows)
    words = [wording.counted(len(found.rows), "box", "boxes")]
    if folded:
        words.append(f"{wording.counted(folded, 'group')} marked + can be opened (--open, --all)")
    if not found.complete:
        words.append("not all groups are open: that would be too many")
    _heading(out, "Graph", wording.SEPARATOR.join(words))
    columns.table(out, _ROWS, [_row(row) for row in found.rows])


def _row(row: Row) -> tuple[Cell, ...]:
    label = f"{'  ' * row.depth}{_MARKS[row.form]}{wording.name(row.label)}"
    attached = [
        wording.counted(count, word)
        for count, word in ((row.constants, "constant"), (row.variables, "variable"))
        if count
    ]
    return (
        Cell(label, "plain" if row.form == "node" else "name"),
        Cell(wording.safe(row.note)),
        Cell(row.kind, "faint"),
        Cell(", ".join(attached), "faint"),
    )


def list_matches(out: Terminal, errors: Terminal, found: Matches, query: str) -> None:
    """One tensor a line; that there are more, or none, is said on `errors`, so that a script gets tensors alone."""
    rows = [
        (
            Cell(wording.safe(spot.tensor), "name"),
            Cell(wording.safe(spot.op)),
            Cell(wording.safe(spot.carries)),
        )
        for spot in found.spots
    ]
    columns.table(out, (Column(), Column(), Column(shrinks=True)), rows, indent=0)
    if not found.total:
        errors.print(f"Nothing fits {wording.name(query)}.")
    elif found.total > found.listed:
        more = wording.counted(found.total - found.listed, "more node")
        errors.print(errors.paint(f"… {more} (--limit N)", "faint"))


def tell_export(out: Terminal, found: Written, file: Path) -> None:
    """What was written."""
    words = [
        wording.byte_size(found.bytes),
        wording.counted(found.boxes, "box", "boxes"),
        wording.counted(found.wires, "wire"),
    ]
    if not found.complete:
        words.append("not all groups are open: that would be too many")
    name = out.paint(wording.safe(str(file)), "name")
    out.print(f"{name}  {wording.SEPARATOR.join(words)}")


def outlined(found: Outline, path: str) -> answers.Object:
    """The answer of `graph --json`."""
    return {
        **found.record,
        "schema": answers.SCHEMA,
        "path": path,
        "format": found.format,
        "nodes": found.nodes,
        "edges": found.edges,
        "functions": found.functions,
        "complete": found.complete,
        "inputs": [_named(spot) for spot in found.inputs],
        "outputs": [_named(spot) for spot in found.outputs],
        "hubs": [
            {"node": hub.node, "op": hub.op, "fed": hub.fed, "followed": hub.followed} for hub in found.hubs
        ],
        "dead": {"count": found.dead_total, "nodes": list(found.dead)},
    }


def matched(found: Matches, path: str, query: str) -> answers.Object:
    """The answer of `graph --search --json`."""
    return {
        "schema": answers.SCHEMA,
        "path": path,
        "query": query,
        "total": found.total,
        "listed": found.listed,
        "tensors": [_tensor(spot) for spot in found.spots],
    }


def exported(found: Written, path: str, file: Path) -> answers.Object:
    """The answer of `graph --export --json`."""
    return {
        "schema": answers.SCHEMA,
        "path": path,
        "file": str(file),
        "bytes": found.bytes,
        "boxes": found.boxes,
        "wires": found.wires,
        "width": found.width,
        "height": found.height,
        "complete": found.complete,
    }


def _named(spot: Spot) -> answers.Object:
    return {"name": spot.name, **_tensor(spot)}


def _tensor(spot: Spot) -> answers.Object:
    dtype, _, shape = spot.carries.partition(" ")
    return {
        "tensor": spot.tensor,
        "op": spot.op,
        "dtype": dtype or None,
        "shape": _dimensions(shape),
        "inferred": spot.inferred,
    }


def _dimensions(said: str) -> list[int | None] | None:
    """A shape as it is told to people, as numbers again."""
    if said == "scalar":
        return []
    sizes = said.split(wording.TIMES)
    if not all(size == "?" or size.isdigit() for size in sizes):
        return None
    return [None if size == "?" else int(size) for size in sizes]
