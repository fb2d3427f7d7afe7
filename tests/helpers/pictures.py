# SPDX-License-Identifier: Apache-2.0
"""Builds pictures of graphs without a layout: boxes under one another, wires straight down."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from cutaway.description.drawing import Drawing
from cutaway.description.picture import FOLDED, NODE, OPEN, Boxes, Picture, Wires

WIDTH, HEIGHT, STEP = 140.0, 40.0, 80.0
_INDENT, _HEAD = 20.0, 40.0


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a picture that is to be built. inside: makes it an open group."""

    key: str
    kind: int = 0
    form: int = NODE
    node: int = -1
    note: str = "Relu"
    inside: tuple[Box, ...] = ()
    repeat: int = 1
    constants: int = 0
    variables: int = 0
    attached: tuple[int, ...] = ()


def folded(key: str, **other: int) -> Box:
    """A group that hides its inside."""
    return Box(key, form=FOLDED, note="12 ops", **other)  # type: ignore[arg-type]


def opened(key: str, *inside: Box) -> Box:
    """A group with its inside drawn in it."""
    return Box(key, form=OPEN, note=f"{len(inside)} ops", inside=inside)


class _Laid:
    """Boxes under one another, those of open groups indented."""

    def __init__(self) -> None:
        self.rows: list[tuple[Box, int]] = []
        self.rects: list[list[float]] = []
        self.bottom = 0.0

    def put(self, box: Box, parent: int, depth: int) -> None:
        number = len(self.rows)
        self.rows.append((box, parent))
        self.rects.append([depth * _INDENT, self.bottom, WIDTH, HEIGHT])
        if box.form == OPEN:
            top = self.bottom
            self.bottom += _HEAD
            for each in box.inside:
                self.put(each, number, depth + 1)
            self.rects[number][2] = WIDTH + 3 * _INDENT
            self.rects[number][3] = self.bottom - top - STEP / 4
        else:
            self.bottom += STEP


def picture(
    boxes: Sequence[Box], wires: Sequence[tuple[str, str]] = (), *, tensors: int = 1, nodes: int = 0
) -> Picture:
    """A picture of these boxes; wires by the keys of their ends, all carrying so many tensors."""
    laid = _Laid()
    for box in boxes:
        laid.put(box, -1, 0)
    rows = [row for row, _ in laid.rows]
    index = {row.key: number for number, row in enumerate(rows)}
    ends = [(index[source], index[target]) for source, target in wires]
    return Picture(
        max((rect[0] + rect[2] for rect in laid.rects), default=0.0),
        laid.bottom,
        "down",
        _boxes(rows, laid),
        _wires(ends, laid.rects, tensors),
        [row.key for row in rows if row.form == OPEN],
        -1,
        nodes or len(rows),
    )


def _boxes(rows: list[Box], laid: _Laid) -> Boxes:
    starts = array("i", [0])
    for row in rows:
        starts.append(starts[-1] + len(row.attached))
    return Boxes(
        array("f", [rect[0] for rect in laid.rects]),
        array("f", [rect[1] for rect in laid.rects]),
        array("f", [rect[2] for rect in laid.rects]),
        array("f", [rect[3] for rect in laid.rects]),
        array("i", [row.form for row in rows]),
        array("i", [row.kind for row in rows]),
        array("i", [parent for _, parent in laid.rows]),
        array(
            "i",
            [number if row.form == NODE and row.node < 0 else row.node for number, row in enumerate(rows)],
        ),
        array("i", [1 if row.form == NODE else 12 for row in rows]),
        array("i", [row.repeat for row in rows]),
        [row.key for row in rows],
        [row.key.rstrip("/").rpartition("/")[2] for row in rows],
        [row.note for row in rows],
        array("i", [row.constants for row in rows]),
        array("i", [row.variables for row in rows]),
        starts,
        array("i", [node for row in rows for node in row.attached]),
    )


def _wires(ends: list[tuple[int, int]], rects: list[list[float]], tensors: int) -> Wires:
    points, starts = array("f"), array("i", [0])
    for source, target in ends:
        above, below = rects[source], rects[target]
        points.extend([above[0] + above[2] / 2, above[1] + above[3], below[0] + below[2] / 2, below[1]])
        starts.append(len(points) // 2)
    return Wires(
        array("i", [source for source, _ in ends]),
        array("i", [target for _, target in ends]),
        array("i", [tensors] * len(ends)),
        array("i", [0] * len(ends)),
        ["float32 1 × 8"] * len(ends),
        array("i", range(len(ends) + 1)),
        array("i", range(len(ends))),
        starts,
        points,
    )


def example() -> Picture:
    """An input, an open group with a convolution and an activation in it, a folded group, an output."""
    inside = (
        Box("net/conv", 0, variables=2, attached=(7, 8)),
        Box("net/relu", 1),
        folded("net/block/", kind=2, repeat=3),
    )
    return picture(
        [Box("input", 7, note="Placeholder"), opened("net/", *inside), Box("output", 4, note="Identity")],
        [
            ("input", "net/conv"),
            ("net/conv", "net/relu"),
            ("net/relu", "net/block/"),
            ("net/block/", "output"),
        ],
        nodes=40,
    )


def drawing(picture: Picture | None = None) -> Drawing:
    """A picture with what its boxes are: nodes by their keys, a thousand parameters for each variable."""
    shown = picture or example()
    boxes = shown.boxes
    nodes = [form == NODE for form in boxes.form]
    return Drawing(
        shown,
        [key if is_node else "" for key, is_node in zip(boxes.keys, nodes, strict=True)],
        [""] * len(nodes),
        [1000 * count for count in boxes.variables],
        [4000 * count for count in boxes.variables],
        ["float32" if count else "" for count in boxes.variables],
        [f"weight {node}" for node in boxes.attached],
    )
