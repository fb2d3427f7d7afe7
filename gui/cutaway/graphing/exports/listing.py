# SPDX-License-Identifier: Apache-2.0
"""Writes a picture as JSON values: boxes and wires as records, for programs that draw or count by themselves."""

from __future__ import annotations

from typing import Any, TypeAlias

from cutaway.description.picture import OP_KINDS, Picture

Record: TypeAlias = dict[str, Any]
_FORMS = ("node", "folded", "open")


def listing(picture: Picture, names: list[str]) -> Record:
    """One object for `json.dumps`. names: those of the graph's nodes.

    boxes: `key`, `label`, `note`, `form`, `kind`, `parent` (a key, or null), `x`, `y`, `width`, `height`, `nodes`,
    `attached` (names). wires: `source`, `target` (keys), `tensors`, `controls`, `label`, `points` ([x, y] each).
    """
    count = len(picture.boxes.keys)
    return {
        "schema": 1,
        "direction": picture.direction,
        "width": round(picture.width, 1),
        "height": round(picture.height, 1),
        "nodes": picture.nodes,
        "opened": list(picture.opened),
        "boxes": [_box(picture, box, names) for box in range(count)],
        "wires": [_wire(picture, wire) for wire in range(len(picture.wires.source))],
    }


def _box(picture: Picture, box: int, names: list[str]) -> Record:
    boxes = picture.boxes
    parent = boxes.parent[box]
    attached = boxes.attached[boxes.attached_starts[box] : boxes.attached_starts[box + 1]]
    return {
        "key": boxes.keys[box],
        "label": boxes.labels[box],
        "note": boxes.notes[box],
        "form": _FORMS[boxes.form[box]],
        "kind": OP_KINDS[boxes.kind[box]],
        "parent": boxes.keys[parent] if parent >= 0 else None,
        "node": names[boxes.node[box]] if boxes.node[box] >= 0 else None,
        "nodes": boxes.count[box],
        "attached": [names[node] for node in attached],
        "x": round(boxes.x[box], 1),
        "y": round(boxes.y[box], 1),
        "width": round(boxes.width[box], 1),
        "height": round(boxes.height[box], 1),
    }


def _wire(picture: Picture, wire: int) -> Record:
    wires, keys = picture.wires, picture.boxes.keys
    begin, end = wires.point_starts[wire], wires.point_starts[wire + 1]
    points = wires.points[2 * begin : 2 * end]
    return {
        "source": keys[wires.source[wire]],
        "target": keys[wires.target[wire]],
        "tensors": wires.tensors[wire],
        "controls": wires.controls[wire],
        "label": wires.labels[wire],
        "points": [[round(x, 1), round(y, 1)] for x, y in zip(points[::2], points[1::2], strict=True)],
    }
