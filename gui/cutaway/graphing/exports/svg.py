# SPDX-License-Identifier: Apache-2.0
"""Writes a picture as SVG: boxes with their texts, wires as curves with what they carry, full names as tooltips."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from cutaway.description.picture import FOLDED, OP_KINDS, OPEN, Picture
from cutaway.graphing.exports.inks import LIGHT, Inks
from cutaway.graphing.exports.labels import HEIGHT, Label, labels
from cutaway.graphing.texts import CHARACTER

_MARGIN = 24.0
_FONT = "Inter, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif"
_UNSHOWABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")


def svg(picture: Picture, inks: Inks = LIGHT) -> str:
    """The picture as an SVG document of its size at zoom 1, with a margin."""
    return "\n".join(_lines(picture, inks)) + "\n"


def _lines(picture: Picture, inks: Inks) -> Iterator[str]:
    width, height = picture.width + 2 * _MARGIN, picture.height + 2 * _MARGIN
    box = f"{-_MARGIN:g} {-_MARGIN:g} {width:.1f} {height:.1f}"
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="{box}">'
    yield from _head(inks)
    x, y = -_MARGIN, -_MARGIN
    yield f'<rect class="ground" x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:.1f}"/>'
    boxes = picture.boxes
    yield from (_box(picture, box) for box in range(len(boxes.form)) if boxes.form[box] == OPEN)
    yield from filter(None, (_wire(picture, wire) for wire in range(len(picture.wires.source))))
    yield from (_box(picture, box) for box in range(len(boxes.form)) if boxes.form[box] != OPEN)
    yield from map(_label, labels(picture))
    yield "</svg>"


def _head(inks: Inks) -> Iterator[str]:
    yield "<style>"
    yield f"text {{ font: 12px {_FONT}; fill: {inks.text}; text-anchor: middle }}"
    yield f".n {{ font-size: 10px; fill: {inks.secondary} }} .s {{ text-anchor: start }}"
    yield ".h { text-anchor: start; font-weight: 600 }"
    yield f".l {{ fill: {inks.ground}; opacity: 0.85 }} .t {{ font-size: 9px }}"
    yield f".ground {{ fill: {inks.ground} }} .open {{ fill: {inks.inside}; stroke: {inks.border} }}"
    yield f".w {{ fill: none; stroke: {inks.wire}; stroke-width: 1.2; marker-end: url(#a) }}"
    yield f".c {{ stroke: {inks.control}; stroke-dasharray: 4 3 }} .m {{ stroke-width: 2 }}"
    for kind, (text, fill, line) in zip(OP_KINDS, inks.kinds, strict=True):
        yield f".{kind} {{ fill: {fill}; stroke: {line} }} .{kind}-t {{ fill: {text} }}"
    yield "</style>"
    yield (
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto" markerUnits="userSpaceOnUse"><path d="M0 1 L7 4 L0 7 z" fill="{inks.wire}"/></marker></defs>'
    )


def _said(text: str) -> str:
    return escape(text.translate(_UNSHOWABLE))


def _box(picture: Picture, box: int) -> str:
    boxes = picture.boxes
    x, y, width, height = boxes.x[box], boxes.y[box], boxes.width[box], boxes.height[box]
    kind, title = OP_KINDS[boxes.kind[box]], f"<title>{_said(_told(picture, box))}</title>"
    frame = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="6"'
    label, note = _said(boxes.labels[box]), _said(boxes.notes[box])
    if boxes.form[box] == OPEN:
        begin = x + 24 + len(boxes.labels[box]) * CHARACTER
        return (
            f'<g>{title}<rect class="open" {frame}/><text class="h" x="{x + 12:.1f}" y="{y + 19:.1f}">{label}</text>'
            f'<text class="n s" x="{begin:.1f}" y="{y + 19:.1f}">{note}</text></g>'
        )
    middle = x + width / 2
    behind = ""
    if boxes.form[box] == FOLDED:  # a second sheet behind it says that there is more in it
        sheet = f'x="{x + 3:.1f}" y="{y + 3:.1f}" width="{width:.1f}" height="{height:.1f}" rx="6"'
        behind = f'<rect class="{kind}" {sheet}/>'
    texts = (
        f'<text class="{kind}-t" x="{middle:.1f}" y="{y + height / 2 - 2:.1f}">{label}</text>'
        f'<text class="n" x="{middle:.1f}" y="{y + height / 2 + 12:.1f}">{note}</text>'
    )
    return f'<g>{title}{behind}<rect class="{kind}" {frame}/>{texts}</g>'


def _label(label: Label) -> str:
    x, y = label.x - label.width / 2, label.y - HEIGHT / 2
    frame = f'x="{x:.1f}" y="{y:.1f}" width="{label.width:.1f}" height="{HEIGHT:g}" rx="3"'
    words = f'<text class="n t" x="{label.x:.1f}" y="{label.y + 3:.1f}">{_said(label.words)}</text>'
    return f'<rect class="l" {frame}/>{words}'


def _told(picture: Picture, box: int) -> str:
    boxes = picture.boxes
    attached = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((boxes.constants[box], "constant"), (boxes.variables[box], "variable"))
        if count
    ]
    return "\n".join([boxes.keys[box], boxes.notes[box], *attached])


def _wire(picture: Picture, wire: int) -> str:
    wires = picture.wires
    begin, end = wires.point_starts[wire], wires.point_starts[wire + 1]
    if begin == end:
        return ""
    points = [(wires.points[2 * place], wires.points[2 * place + 1]) for place in range(begin, end)]
    kind = "w c" if not wires.tensors[wire] else "w m" if wires.tensors[wire] > 1 else "w"
    title = f"<title>{_said(wires.labels[wire])}</title>" if wires.labels[wire] else ""
    return f'<path class="{kind}" d="{curve(points, picture.direction == "right")}">{title}</path>'


def curve(points: list[tuple[float, float]], right: bool) -> str:  # noqa: FBT001 - one of two directions
    """The path of a wire: slanted pieces become curves that begin and end in the direction of flow."""
    x, y = points[0]
    parts = [f"M{x:.1f} {y:.1f}"]
    for a, b in points[1:]:
        if abs(a - x) < 0.5 or abs(b - y) < 0.5:
            parts.append(f"L{a:.1f} {b:.1f}")
        elif right:
            parts.append(f"C{(x + a) / 2:.1f} {y:.1f} {(x + a) / 2:.1f} {b:.1f} {a:.1f} {b:.1f}")
        else:
            parts.append(f"C{x:.1f} {(y + b) / 2:.1f} {a:.1f} {(y + b) / 2:.1f} {a:.1f} {b:.1f}")
        x, y = a, b
    return "".join(parts)
