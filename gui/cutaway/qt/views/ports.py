# SPDX-License-Identifier: Apache-2.0
"""A signature drawn as a block with ports: what goes in at the left, what comes out at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cutaway.description import wording
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.qt import fonts, tokens
from cutaway.qt.widgets import tag
from cutaway.qt.words import tr
from cutaway.session.selection import Chosen

MOST_PORTS = 8
"""Ports that are drawn on each side; the rest is counted."""

_PORT_HEIGHT = 28
_PADDING = 10
_BLOCK = 176
_NARROW_BLOCK = 140
_WIRE = 28
_DOT = 4.0


@dataclass(frozen=True, slots=True)
class _Port:
    """spec is None for the line that counts the ports that are not drawn."""

    spec: TensorSpec | None
    words: str
    kind: Literal["input", "output"]
    counts: bool = False


class SignatureBlock(QWidget):
    """chosen: a port or the signature itself was clicked, or Enter was pressed."""

    chosen = Signal(Chosen)

    def __init__(self, signature: Signature, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.signature = signature
        self._inputs = _ports(signature.inputs, "input")
        # What an initialiser "gives" is the op that a loader runs, no tensor.
        self._outputs = _ports(() if signature.runs_on_load else signature.outputs, "output")
        self._hovered: QRect | None = None
        self.setObjectName("signatureBlock")
        self.setAccessibleName(sentence(signature))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As high as the side with more ports."""
        rows = max(len(self._inputs), len(self._outputs), 1)
        return QSize(640, max(rows * _PORT_HEIGHT, 44) + 2 * _PADDING)

    def minimumSizeHint(self) -> QSize:
        """Names are elided before this width is reached."""
        return QSize(440, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Wires under the block, the block, the ports with their tags."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = tokens.colors_of(self.palette())
        if self._hovered is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(self._hovered, 4, 4)
        for port, place in self._places():
            self._paint_wire(painter, colors, port, place)
        self._paint_block(painter, colors)
        for port, place in self._places():
            self._paint_port(painter, colors, port, place)

    def event(self, event: QEvent) -> bool:
        """Tooltips tell a port in full."""
        if isinstance(event, QHelpEvent):
            for port, place in self._places():
                if port.spec and place.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), _tip(port.spec), self, place)
                    return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which port a click would choose."""
        self._hover(next((r for _p, r in self._places() if r.contains(event.position().toPoint())), None))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No port is under the pointer any more."""
        self._hover(None)
        super().leaveEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The block shows that it can be clicked."""
        self.update()
        super().enterEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the port under the pointer, else the signature."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        for port, place in self._places():
            if port.spec and place.contains(event.position().toPoint()):
                self.chosen.emit(Chosen(port.kind, port.spec.name, self.signature.key))
                return
        self.chosen.emit(Chosen("signature", self.signature.key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the signature."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(Chosen("signature", self.signature.key))
        else:
            super().keyPressEvent(event)

    def _hover(self, place: QRect | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def _block(self) -> QRect:
        width = max(min(_BLOCK, self.width() * 2 // 7), _NARROW_BLOCK)
        return QRect((self.width() - width) // 2, _PADDING, width, self.height() - 2 * _PADDING)

    def _places(self) -> list[tuple[_Port, QRect]]:
        block = self._block()
        found = []
        for ports, left, right in (
            (self._inputs, 0, block.left() - _WIRE),
            (self._outputs, block.right() + _WIRE, self.width()),
        ):
            top = (self.height() - len(ports) * _PORT_HEIGHT) // 2
            for row, port in enumerate(ports):
                found.append(
                    (port, QRect(left, top + row * _PORT_HEIGHT + 1, right - left, _PORT_HEIGHT - 2))
                )
        return found

    def _paint_wire(self, painter: QPainter, colors: tokens.Colors, port: _Port, place: QRect) -> None:
        if port.spec is None and not port.counts:
            return
        block = self._block()
        side = 1 if port.kind == "input" else -1
        begin = QPointF(place.right() if side > 0 else place.left(), place.center().y() + 0.5)
        edge = block.left() if side > 0 else block.right() + 1
        # Wires meet the block spread over its height, so that many of them stay apart.
        middle, most = block.center().y() + 0.5, block.height() / 2 - 14
        end = QPointF(edge, middle + min(max(begin.y() - middle, -most), most))
        bend = (end.x() - begin.x()) / 2
        path = QPainterPath(begin)
        path.cubicTo(begin + QPointF(bend, 0), end - QPointF(bend, 0), end)
        color = QColor(_tone(colors, port).solid)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.5))
        painter.drawPath(path)
        painter.setPen(QPen(QColor(colors.surface), 1.5))
        painter.setBrush(color)
        painter.drawEllipse(begin, _DOT, _DOT)

    def _paint_block(self, painter: QPainter, colors: tokens.Colors) -> None:
        block = QRectF(self._block()).adjusted(0.5, 0.5, 0.5, 0.5)
        is_lit = self.underMouse() and self._hovered is None
        painter.setPen(QPen(QColor(colors.accent if self.hasFocus() or is_lit else colors.strong_border), 1))
        painter.setBrush(QColor(colors.info_tint.ground))
        painter.drawRoundedRect(block, tokens.RADIUS, tokens.RADIUS)
        inside = block.adjusted(10, 0, -10, 0)
        key_font, small = fonts.mono(tokens.SECONDARY_PX, QFont.Weight.DemiBold), fonts.interface(11)
        words = _what(self.signature)
        line = QFontMetrics(key_font).height()
        top = block.center().y() - (line + 16) / 2 if words else block.center().y() - line / 2
        key = QFontMetrics(key_font).elidedText(
            wording.name(self.signature.key), Qt.TextElideMode.ElideMiddle, int(inside.width())
        )
        painter.setFont(key_font)
        painter.setPen(QColor(colors.text))
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(QRectF(inside.left(), top, inside.width(), line), centre, key)
        if words:
            painter.setFont(small)
            painter.setPen(QColor(colors.secondary))
            words = QFontMetrics(small).elidedText(words, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(QRectF(inside.left(), top + line, inside.width(), 16), centre, words)

    def _paint_port(self, painter: QPainter, colors: tokens.Colors, port: _Port, place: QRect) -> None:
        inside = place.adjusted(2 if port.kind == "input" else 12, 0, -12 if port.kind == "input" else -2, 0)
        if port.spec is None:
            painter.setFont(fonts.interface(tokens.SECONDARY_PX))
            painter.setPen(QColor(colors.secondary))
            painter.drawText(inside, int(_side(port)), port.words)
            return
        mono = fonts.mono()
        metrics = QFontMetrics(mono)
        dtype = wording.safe(port.spec.dtype)
        shape = wording.shape(port.spec.shape)
        gap = tokens.SPACE_2
        tag_width = min(tag.width(dtype), 96)
        shape_width = metrics.horizontalAdvance(shape)
        room = inside.width() - tag_width - shape_width - 2 * gap
        name_width = metrics.horizontalAdvance(wording.name(port.spec.name))
        if room < name_width:
            shape = shape.replace(wording.TIMES, "×")
            room += shape_width - metrics.horizontalAdvance(shape)
            shape_width = metrics.horizontalAdvance(shape)
        if room < min(name_width, metrics.horizontalAdvance("MMMMMM")):  # a name says more than a shape
            shape, shape_width = "", -gap
            room = inside.width() - tag_width - gap
        name = metrics.elidedText(wording.name(port.spec.name), Qt.TextElideMode.ElideMiddle, room)
        used = metrics.horizontalAdvance(name) + tag_width + shape_width + 2 * gap
        left = inside.right() - used if port.kind == "input" else inside.left()
        painter.setFont(mono)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(colors.text))
        name_width = metrics.horizontalAdvance(name)
        painter.drawText(QRect(left, place.top(), name_width + 2, place.height()), middle, name)
        left += name_width + gap
        left += (
            tag.paint(
                painter,
                QRect(left, place.top(), tag_width, place.height()),
                dtype,
                tokens.dtype_hue(dtype),
                colors,
            )
            + gap
        )
        painter.setFont(mono)
        painter.setPen(QColor(colors.secondary))
        painter.drawText(QRect(left, place.top(), max(shape_width, 0) + 2, place.height()), middle, shape)


def sentence(signature: Signature) -> str:
    """The signature in words: `serving_default takes x (float32, ? × 3) and gives y (float32, ? × 10)`."""
    key = wording.name(signature.key)
    if signature.runs_on_load:
        return tr("{key} is an initialiser that loaders run by themselves", key=key)
    return tr(
        "{key} takes {inputs} and gives {outputs}",
        key=key,
        inputs=_listed(signature.inputs),
        outputs=_listed(signature.outputs),
    )


def _listed(specs: Sequence[TensorSpec]) -> str:
    if not specs:
        return "nothing"
    return wording.listed([_told(spec) for spec in specs], MOST_PORTS)


def _told(spec: TensorSpec) -> str:
    return f"{wording.name(spec.name)} ({wording.safe(spec.dtype)}, {wording.shape(spec.shape)})"


def _ports(specs: Sequence[TensorSpec], kind: Literal["input", "output"]) -> list[_Port]:
    if not specs:
        return [_Port(None, tr("no inputs") if kind == "input" else tr("no outputs"), kind)]
    shown = [_Port(spec, spec.name, kind) for spec in specs[:MOST_PORTS]]
    rest = len(specs) - len(shown)
    return [*shown, _Port(None, tr("{rest} more", rest=rest), kind, counts=True)] if rest else shown


def _what(signature: Signature) -> str:
    if signature.runs_on_load:
        return tr("run by loaders")
    if signature.origin == "inferred":
        return tr("inferred")
    return wording.safe(signature.method.removeprefix("tensorflow/serving/"))


def _tip(spec: TensorSpec) -> str:
    lines = [spec.name, f"{spec.dtype}, {wording.shape(spec.shape)}", spec.tensor, spec.description]
    return "\n".join(wording.elided(wording.safe(line), 300) for line in lines if line)


def _tone(colors: tokens.Colors, port: _Port) -> tokens.Tone:
    return colors.tones[tokens.dtype_hue(port.spec.dtype) if port.spec else "grey"]


def _side(port: _Port) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if port.kind == "input" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
