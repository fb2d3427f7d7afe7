# SPDX-License-Identifier: Apache-2.0
"""Cells with a bar as long as their share of the greatest, and the share in words behind it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from cutaway.qt import tokens
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.items.operators import SHARE

_WORDS = 52


class BarDelegate(RowDelegate):
    """A row delegate that draws bars where items have a share."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The words at the right by the delegate of all tables, and the bar in the room that is left."""
        share = index.data(SHARE)
        if share is None:
            super().paint(painter, option, index)
            return
        narrow = QStyleOptionViewItem(option)
        super().paint(painter, narrow, index)
        colors = tokens.colors_of(option.palette)
        left = option.rect.left() + _WORDS + tokens.SPACE_2
        room = max(option.rect.right() - left - tokens.SPACE_2, 0)
        track = QRectF(left, option.rect.center().y() - 2, room, 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.sunken))
        painter.drawRoundedRect(track, 3, 3)
        track.setWidth(max(track.width() * share, 3.0))
        painter.setBrush(QColor(colors.tones["blue"].solid))
        painter.drawRoundedRect(track, 3, 3)
        painter.restore()
