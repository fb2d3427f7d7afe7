# SPDX-License-Identifier: Apache-2.0
"""What the window becomes while something is dragged over it: one large place that says what dropping does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import clipboard, tokens
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.labels import label

_OPACITY = 242


class DropZone(QWidget):
    """Takes what is dropped on its parent, and covers it meanwhile. dropped: paths, as `list[str]`."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.setObjectName("dropOpen")
        self.setAccessibleName("Drop to open")
        column = QVBoxLayout(self)
        column.setSpacing(tokens.SPACE_2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconDisc("package-open", self, hue="blue", size=72), 0, centre)
        column.addSpacing(tokens.SPACE_2)
        self._title = label("Open", self, "title")
        column.addWidget(self._title, 0, centre)
        self._names = label("", self, "quiet")
        column.addWidget(self._names, 0, centre)
        column.addStretch(1)
        # What takes drops itself (an input of a run) gets them although it is covered.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)
        self.hide()

    def invite(self, paths: Sequence[str]) -> None:
        """Cover the window and say what would be opened."""
        self._title.setText("Open" if len(paths) == 1 else f"Open {wording.counted(len(paths), 'model')}")
        names = [wording.name(PurePath(path).name or path, 60) for path in paths]
        self._names.setText(wording.listed(names, 3))
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._host.rect())
        elif event.type() is QEvent.Type.DragLeave:
            self.hide()
        elif isinstance(event, QDropEvent):  # of which entering and moving are kinds
            return self._drag(event)
        return super().eventFilter(watched, event)

    def _drag(self, event: QDropEvent) -> bool:
        paths = clipboard.paths_of(event.mimeData())
        if not paths:
            return False
        if event.type() is QEvent.Type.DragEnter:
            self.invite(paths)
        elif event.type() is QEvent.Type.Drop:
            self.hide()
            self.dropped.emit(paths)
        # Nothing is moved: the files stay where they are.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(colors.window)
        ground.setAlpha(_OPACITY)
        painter.fillRect(self.rect(), ground)
        pen = QPen(QColor(colors.accent), 2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(colors.info_tint.ground))
        edge = tokens.SPACE_6
        painter.drawRoundedRect(self.rect().adjusted(edge, edge, -edge, -edge), 12, 12)
