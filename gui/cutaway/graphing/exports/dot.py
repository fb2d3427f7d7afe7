# SPDX-License-Identifier: Apache-2.0
"""Writes a picture in the DOT language of Graphviz: open groups as clusters, wires with what they carry."""

from __future__ import annotations

from collections.abc import Iterator

from cutaway.description.picture import FOLDED, OPEN, Picture
from cutaway.graphing.exports.inks import LIGHT, Inks

_END = -1
"""Where a cluster ends."""


def dot(picture: Picture, inks: Inks = LIGHT) -> str:
    """The picture as a digraph; what lies in which group, and what is linked, but no positions."""
    return "\n".join(_lines(picture, inks)) + "\n"


def _lines(picture: Picture, inks: Inks) -> Iterator[str]:
    boxes, wires = picture.boxes, picture.wires
    inside: dict[int, list[int]] = {}
    for box, parent in enumerate(boxes.parent):
        inside.setdefault(parent, []).append(box)
    yield "digraph graph_map {"
    yield f"  rankdir={'LR' if picture.direction == 'right' else 'TB'}; compound=true;"
    yield '  node [shape=box, style="rounded,filled", fontname="sans-serif", fontsize=11];'
    waiting = inside.get(-1, [])[::-1]
    depth = 1
    while waiting:
        box = waiting.pop()
        if box == _END:
            depth -= 1
            yield "  " * depth + "}"
        elif boxes.form[box] == OPEN:
            yield "  " * depth + f"subgraph cluster_{box} {{ label={_quoted(boxes.labels[box])};"
            depth += 1
            if not inside.get(box):
                yield "  " * depth + f"b{box} [style=invis];"
            waiting += [_END, *reversed(inside.get(box, []))]
        else:
            yield "  " * depth + _node(picture, box, inks)
    first = {box: _first(box, inside) for box in range(len(boxes.form))}
    for wire in range(len(wires.source)):
        yield _edge(picture, wire, first)
    yield "}"


def _first(box: int, inside: dict[int, list[int]]) -> int:
    """DOT links nodes alone: a cluster is linked by the first node in it."""
    while inside.get(box):
        box = inside[box][0]
    return box


def _node(picture: Picture, box: int, inks: Inks) -> str:
    boxes = picture.boxes
    text, fill, line = inks.kinds[boxes.kind[box]]
    label = boxes.labels[box] + (f"\n{boxes.notes[box]}" if boxes.notes[box] else "")
    sheets = ", peripheries=2" if boxes.form[box] == FOLDED else ""
    told = f"tooltip={_quoted(boxes.keys[box])}"
    colours = f'fillcolor="{fill}", color="{line}", fontcolor="{text}"'
    return f"b{box} [label={_quoted(label)}, {told}, {colours}{sheets}];"


def _edge(picture: Picture, wire: int, first: dict[int, int]) -> str:
    boxes, wires = picture.boxes, picture.wires
    source, target = wires.source[wire], wires.target[wire]
    attributes = []
    if boxes.form[source] == OPEN:
        attributes.append(f"ltail=cluster_{source}")
    if boxes.form[target] == OPEN:
        attributes.append(f"lhead=cluster_{target}")
    if wires.labels[wire]:
        attributes.append(f"label={_quoted(wires.labels[wire])}")
    if not wires.tensors[wire]:
        attributes.append("style=dashed")
    listed = f" [{', '.join(attributes)}]" if attributes else ""
    return f"  b{first[source]} -> b{first[target]}{listed};"


def _quoted(text: str) -> str:
    """A string of the DOT language: a line break is a backslash and n, other control characters do not show."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + "".join(letter for letter in escaped if letter.isprintable()) + '"'
