# SPDX-License-Identifier: Apache-2.0
"""What the window becomes while something is dragged over it: a large place that opens, and others that convert."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import clipboard, tokens
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import counted, tr

if TYPE_CHECKING:  # the table is read when something is dragged
    from cutaway.conversion.targets import Target

_OPACITY = 242
_OPEN_SHARE, _CONVERT_SHARE = 3, 2


def _nothing(_paths: Sequence[str]) -> Sequence[Target]:
    """Nothing can be converted."""
    return ()


class Place(QWidget):
    """Where something can be dropped. target: what it is converted to, empty where it is opened."""

    def __init__(
        self, icon: str, title: str, parent: QWidget | None, *, name: str, target: str = "", size: int = 72
    ) -> None:
        super().__init__(parent)
        self.target = target
        self._is_aimed_at = False
        self.setObjectName(name)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setSpacing(tokens.SPACE_2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconDisc(icon, self, hue="blue", size=size), 0, centre)
        column.addSpacing(tokens.SPACE_1)
        self._title = label(title, self, "heading" if target else "title")
        column.addWidget(self._title, 0, centre)
        self._names = label("", self, "quiet")
        self._names.setVisible(not target)
        column.addWidget(self._names, 0, centre)
        column.addStretch(1)

    def say(self, title: str, names: str) -> None:
        """Say what dropping does."""
        self._title.setText(title)
        self._names.setText(names)

    def aim(self, *, is_here: bool) -> None:
        """Show that it would be dropped here."""
        if is_here != self._is_aimed_at:
            self._is_aimed_at = is_here
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed frame, filled where the pointer is."""
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = colors.accent if self._is_aimed_at or not self.target else colors.strong_border
        pen = QPen(QColor(line), 2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(colors.selected if self._is_aimed_at else colors.info_tint.ground))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 12, 12)


class DropZone(QWidget):
    """Takes what is dropped on its parent, and covers it meanwhile. dropped: paths, as `list[str]`.

    converted: id of a target, and paths that are to be converted to it.
    """

    dropped = Signal(list)
    converted = Signal(str, list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._offer: Callable[[Sequence[str]], Sequence[Target]] = _nothing
        self.setObjectName("dropZone")
        self.setAccessibleName(tr("Drop to open"))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
        row.setSpacing(tokens.SPACE_4)
        self._open = Place("package-open", tr("Open"), self, name="dropOpen")
        row.addWidget(self._open, _OPEN_SHARE)
        self._side = QWidget(self)
        self._column = QVBoxLayout(self._side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_4)
        row.addWidget(self._side, _CONVERT_SHARE)
        self._targets: tuple[Target, ...] = ()
        # What takes drops itself (an input of a run) gets them although it is covered.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)
        self.hide()

    @property
    def places(self) -> tuple[Place, ...]:
        """Where something can be dropped now, opening first."""
        converts = (self._column.itemAt(place) for place in range(self._column.count()))
        found = (item.widget() for item in converts if item is not None)
        return (self._open, *(place for place in found if isinstance(place, Place)))

    def offer(self, targets: Callable[[Sequence[str]], Sequence[Target]]) -> None:
        """Offer to convert, too. targets: what can be made of paths, as far as their names tell."""
        self._offer = targets

    def invite(self, paths: Sequence[str]) -> None:
        """Cover the window and say what would be opened."""
        title = tr("Open") if len(paths) == 1 else f"{tr('Open')} {counted(len(paths), 'model')}"
        names = [wording.name(PurePath(path).name or path, 60) for path in paths]
        self._open.say(title, wording.listed(names, 3))
        self._show_targets(tuple(self._offer(paths)))
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()

    def _show_targets(self, targets: tuple[Target, ...]) -> None:
        self._side.setVisible(bool(targets))
        if targets == self._targets:
            return
        self._targets = targets
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for target in targets:
            title = f"{tr('To')} {target.title}"
            made = Place("arrow-right-left", title, self._side, name="dropConvert", target=target.id, size=48)
            self._column.addWidget(made, 1)
            made.show()

    def _aimed_at(self, point: QPoint) -> Place | None:
        for place in self.places:
            if place.isVisible() and place.rect().contains(place.mapFrom(self._host, point)):
                return place
        return None

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
            if event.type() is QEvent.Type.Drop:  # who dragged was gone before telling paths
                self.hide()
            return False
        if event.type() is QEvent.Type.DragEnter:
            self.invite(paths)
        aimed = self._aimed_at(event.position().toPoint())
        for place in self.places:
            place.aim(is_here=place is aimed)
        if event.type() is QEvent.Type.Drop:
            self.hide()
            if aimed is not None and aimed.target:
                self.converted.emit(aimed.target, paths)
            else:
                self.dropped.emit(paths)
        # Nothing is moved: the files stay where they are.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        ground = QColor(colors.window)
        ground.setAlpha(_OPACITY)
        painter.fillRect(self.rect(), ground)
