# SPDX-License-Identifier: Apache-2.0
"""Draws the picture of a signature: wires, the block, ports with what can be edited, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from cutaway.description import wording
from cutaway.editing.draft import DraftSignature
from cutaway.editing.edits import Side
from cutaway.qt import fonts, icons, tokens
from cutaway.qt.studio.desk import Place
from cutaway.qt.studio.geometry import NOTE, Box, Layout, Spot
from cutaway.qt.widgets import tag
from cutaway.qt.words import tr

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_DOT = 4.5


@dataclass(frozen=True, slots=True)
class Look:
    """What is lit. spot: the part in hand, or under the pointer. drop: the side and row where something would land.

    seen: the part of the picture that is in sight, in whose middle the name of the signature stands.
    """

    chosen: Place | None = None
    spot: Spot | None = None
    hovered: Spot | None = None
    hovered_place: Place | None = None
    drop: tuple[Side, int] | None = None
    has_focus: bool = False
    seen: QRect = field(default_factory=QRect)


class Painting:
    """One picture being drawn."""

    def __init__(self, painter: QPainter, colors: tokens.Colors, layout: Layout, look: Look) -> None:
        self.painter = painter
        self.colors = colors
        self.layout = layout
        self.look = look

    def draw(self, signature: DraftSignature, words: str) -> None:
        """Everything, from the back to the front."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box in self.layout.boxes:
            self._ground(box)
        for box in self.layout.boxes:
            self._wire(box)
        self._block(signature, words)
        for box in self.layout.boxes:
            self._port(box)
        for side in ("input", "output"):
            if not self.layout.side(side):
                self._none(side)
        self._drop()

    def _ground(self, box: Box) -> None:
        is_chosen = box.place == self.look.chosen
        if not is_chosen and box.place != self.look.hovered_place:
            return
        color = self.colors.selected if is_chosen else self.colors.hover
        self.painter.setPen(
            QPen(QColor(self.colors.accent), 1) if is_chosen and self.look.has_focus else Qt.PenStyle.NoPen
        )
        self.painter.setBrush(QColor(color))
        self.painter.drawRoundedRect(QRectF(box.rect).adjusted(0.5, 2.5, -0.5, -2.5), 5, 5)

    def _wire(self, box: Box) -> None:
        block, row = self.layout.block, box.rect
        is_input = box.place.side == "input"
        begin = QPointF(row.right() + 8 if is_input else row.left() - 7, row.center().y() + 0.5)
        edge = block.left() if is_input else block.right() + 1
        middle, most = block.center().y() + 0.5, block.height() / 2 - 14
        end = QPointF(edge, middle + min(max(begin.y() - middle, -most), most))
        bend = (end.x() - begin.x()) / 2
        path = QPainterPath(begin)
        path.cubicTo(begin + QPointF(bend, 0), end - QPointF(bend, 0), end)
        hue = "red" if box.notes else tokens.dtype_hue(box.port.spec.dtype)
        color = QColor(self.colors.tones[hue].solid)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(color, 1.5))
        self.painter.drawPath(path)
        self.painter.setPen(QPen(QColor(self.colors.surface), 1.5))
        self.painter.setBrush(color)
        self.painter.drawEllipse(begin, _DOT, _DOT)

    def _block(self, signature: DraftSignature, words: str) -> None:
        painter, colors = self.painter, self.colors
        block = QRectF(self.layout.block).adjusted(0.5, 0.5, 0.5, 0.5)
        is_lit = self.look.drop is not None or (self.look.has_focus and self.look.chosen is None)
        painter.setPen(QPen(QColor(colors.accent if is_lit else colors.strong_border), 1))
        painter.setBrush(QColor(colors.info_tint.ground))
        painter.drawRoundedRect(block, tokens.RADIUS, tokens.RADIUS)
        inside = block.adjusted(10, 0, -10, 0)
        bold, small = fonts.mono(tokens.BODY_PX, QFont.Weight.DemiBold), fonts.interface(11)
        line = QFontMetrics(bold).height()
        seen = block.intersected(QRectF(self.look.seen)) if not self.look.seen.isEmpty() else block
        middle = min(max(seen.center().y(), block.top() + line), block.bottom() - line)
        top = middle - (line + 18) / 2
        painter.setFont(bold)
        painter.setPen(QColor(colors.text))
        name = QFontMetrics(bold).elidedText(
            wording.name(signature.key), Qt.TextElideMode.ElideMiddle, int(inside.width())
        )
        painter.drawText(QRectF(inside.left(), top, inside.width(), line), _CENTRE, name)
        painter.setFont(small)
        painter.setPen(QColor(colors.secondary))
        words = QFontMetrics(small).elidedText(words, Qt.TextElideMode.ElideRight, int(inside.width()))
        painter.drawText(QRectF(inside.left(), top + line + 2, inside.width(), 16), _CENTRE, words)

    def _port(self, box: Box) -> None:
        for spot in box.spots:
            self._lift(spot, box)
            if spot.part == "dtype":
                hue = tokens.dtype_hue(spot.words)
                tag.paint(self.painter, spot.rect, spot.words, hue, self.colors)
                continue
            self.painter.setFont(fonts.mono())
            is_name = spot.part == "name"
            self.painter.setPen(QColor(self.colors.text if is_name else self.colors.secondary))
            shown = QFontMetrics(fonts.mono()).elidedText(
                spot.words, Qt.TextElideMode.ElideMiddle, spot.rect.width() + 1
            )
            self.painter.drawText(spot.rect, _MIDDLE if is_name else _CENTRE, shown)
        if box.notes:
            self._notes(box)

    def _lift(self, spot: Spot, box: Box) -> None:
        """The frame of a part: sizes have one always, others where they are in hand or under the pointer."""
        is_chosen = spot == self.look.spot and box.place == self.look.chosen
        is_lit = is_chosen or spot == self.look.hovered
        if spot.part != "size" and not is_lit:
            return
        rect = QRectF(spot.rect)
        if spot.part != "size":
            rect = QRectF(spot.rect.left() - 4, spot.rect.center().y() - 12, spot.rect.width() + 8, 26)
        line = self.colors.accent if is_lit else self.colors.border
        self.painter.setPen(QPen(QColor(line), 1))
        self.painter.setBrush(QColor(self.colors.surface))
        self.painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _notes(self, box: Box) -> None:
        painter = self.painter
        painter.setFont(fonts.interface(tokens.SECONDARY_PX))
        painter.setPen(QColor(self.colors.danger))
        is_input = box.place.side == "input"
        side = Qt.AlignmentFlag.AlignRight if is_input else Qt.AlignmentFlag.AlignLeft
        top = box.rect.bottom() - 2
        for number, line in enumerate(box.notes):
            row = QRect(box.rect.left() + 8, top + number * NOTE, box.rect.width() - 16, NOTE)
            painter.drawText(row, int(side | Qt.AlignmentFlag.AlignVCenter), line)
        if not is_input:
            mark = QRect(box.rect.left() - 12, top + 2, 14, 14)
        else:
            mark = QRect(box.rect.right() - 2, top + 2, 14, 14)
        icons.paint(painter, mark, "circle-alert", self.colors.danger)

    def _none(self, side: Side) -> None:
        self.painter.setFont(fonts.interface(tokens.SECONDARY_PX))
        self.painter.setPen(QColor(self.colors.secondary))
        self.painter.drawText(
            self._column(side), _CENTRE, tr("no inputs") if side == "input" else tr("no outputs")
        )

    def _column(self, side: Side) -> QRect:
        block = self.layout.block
        if side == "input":
            return QRect(20, block.top(), block.left() - 56, block.height())
        return QRect(block.right() + 36, block.top(), block.left() - 56, block.height())

    def _drop(self) -> None:
        """A line where a port would land, or the side that takes a tensor."""
        if self.look.drop is None:
            return
        side, row = self.look.drop
        boxes = self.layout.side(side)
        column = self._column(side)
        self.painter.setPen(QPen(QColor(self.colors.accent), 2))
        y = column.center().y()
        if boxes:
            y = boxes[row].rect.top() if row < len(boxes) else boxes[-1].rect.bottom() + 1
        self.painter.drawLine(column.left(), y, column.right(), y)
