# SPDX-License-Identifier: Apache-2.0
"""One delegate for every table and tree: element types as coloured tags, names in the monospaced font."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cutaway.qt import fonts, tokens
from cutaway.qt.items.roles import DETAIL, MARK, TAG
from cutaway.qt.widgets import tag as tags

_CELL_PADDING = tokens.SPACE_2


class RowDelegate(QStyledItemDelegate):
    """mono: columns whose text is written in the monospaced font.

    middle, tail: those cut in the middle, or at the beginning, where names that have a folder in common differ last.
    """

    def __init__(
        self,
        parent: QObject,
        *,
        mono: frozenset[int] = frozenset(),
        middle: frozenset[int] = frozenset(),
        tail: frozenset[int] = frozenset(),
        height: int = tokens.ROW_HEIGHT,
    ) -> None:
        super().__init__(parent)
        self._mono = mono
        self._middle = middle
        self._tail = tail
        self._height = height
        self._mono_font = fonts.mono()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the text or the tag, as high as every row."""
        tag = index.data(TAG)
        width = super().sizeHint(option, index).width()
        if tag:
            width = tags.width(tag) + 2 * _CELL_PADDING
        elif index.data(DETAIL):
            width += option.fontMetrics.horizontalAdvance(index.data(DETAIL)) + 2 * _CELL_PADDING
        return QSize(width, self._height)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Fonts and colours of a cell."""
        super().initStyleOption(option, index)
        if index.column() in self._mono:
            option.font = self._mono_font
            option.fontMetrics = QFontMetrics(self._mono_font)
        if index.column() in self._middle:
            option.textElideMode = Qt.TextElideMode.ElideMiddle
        elif index.column() in self._tail:
            option.textElideMode = Qt.TextElideMode.ElideLeft
        mark = index.data(MARK)
        if mark:
            color = QColor(tokens.colors_of(option.palette).named(mark))
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, color)
        # Focus is shown by the row; a dotted rectangle around one cell tells nothing more.
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """A cell: background and text by the style, then the tag or the words behind."""
        tag, detail = index.data(TAG), index.data(DETAIL)
        if not tag and not detail:
            super().paint(painter, option, index)
            return
        prepared = QStyleOptionViewItem(option)
        self.initStyleOption(prepared, index)
        widget: QWidget | None = prepared.widget
        style = QApplication.style() if widget is None else widget.style()
        if tag:
            prepared.text = ""
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, prepared, painter, widget)
            text = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, prepared, widget)
            inside = QRect(option.rect)
            inside.setLeft(text.left() + style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1)
            inside.setRight(option.rect.right() - 2)
            tags.paint(painter, inside, tag, tokens.dtype_hue(tag), tokens.colors_of(option.palette))
            return
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, prepared, painter, widget)
        place = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, prepared, widget)
        used = prepared.fontMetrics.horizontalAdvance(prepared.text) + 3 * _CELL_PADDING
        self._paint_detail(painter, place.adjusted(used, 0, 0, 0), detail, option)

    def _paint_detail(
        self, painter: QPainter, rect: QRect, detail: str, option: QStyleOptionViewItem
    ) -> None:
        if rect.width() <= 0:
            return
        font = fonts.interface(tokens.SECONDARY_PX)
        text = QFontMetrics(font).elidedText(detail, Qt.TextElideMode.ElideRight, rect.width())
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(tokens.colors_of(option.palette).secondary))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
