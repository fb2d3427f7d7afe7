# SPDX-License-Identifier: Apache-2.0
"""The first thing one sees: ways to open a model, what was opened lately, and a place to drop files on."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cutaway import APP_NAME
from cutaway.description import wording
from cutaway.qt import fonts, icons, tokens
from cutaway.qt.items.roles import COPY, ROOT, Index
from cutaway.qt.widgets import tag, views
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import ScrollPage, SectionHeading
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.finding_card import SeverityMark, TintedFrame
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.tag import Tag
from cutaway.qt.words import tr
from cutaway.session.recents import Recent, Recents

_WIDEST = 720
_ROW = 52
_RECENT = Qt.ItemDataRole.UserRole + 20


class RecentItems(QAbstractListModel):
    """The recents as rows; follows them."""

    def __init__(self, recents: Recents, parent: QObject) -> None:
        super().__init__(parent)
        self._recents = recents
        self._rows: tuple[Recent, ...] = recents.items
        recents.changed.connect(self._refresh)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        recent = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                size = wording.byte_size(recent.bytes)
                return wording.SEPARATOR.join((_name(recent), _format(recent), size))
            case Qt.ItemDataRole.ToolTipRole:
                return wording.safe(recent.path)
        return {COPY: recent.path, _RECENT: recent}.get(role)

    def release(self) -> None:
        """Follow the recents no more."""
        self._recents.changed.disconnect(self._refresh)

    def _refresh(self) -> None:
        self.beginResetModel()
        self._rows = self._recents.items
        self.endResetModel()


class RecentDelegate(QStyledItemDelegate):
    """Two lines: the name over its folder, the format and the size at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(1, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        recent = index.data(_RECENT)
        colors = tokens.colors_of(option.palette)
        rect: QRect = option.rect.adjusted(0, 0, 0, 0)
        state = option.state
        ground = (
            colors.selected
            if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_Active
            else colors.hover
            if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
            else ""
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(rect.adjusted(4, 2, -4, -2), tokens.RADIUS, tokens.RADIUS)
        self._paint_texts(painter, rect.adjusted(tokens.SPACE_4, 0, -tokens.SPACE_4, 0), recent, colors)
        painter.restore()

    def _paint_texts(self, painter: QPainter, rect: QRect, recent: Recent, colors: tokens.Colors) -> None:
        icons.paint(
            painter, QRect(rect.left(), rect.top(), tokens.ICON_LARGE, rect.height()), "box", colors.secondary
        )
        small = fonts.interface(tokens.SECONDARY_PX)
        size = wording.byte_size(recent.bytes)
        size_place = rect.adjusted(rect.width() - 72, 0, 0, 0)
        painter.setFont(small)
        painter.setPen(QColor(colors.secondary))
        painter.drawText(size_place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), size)
        kind = _format(recent)
        tag_width = tag.width(kind, mono=False)
        tag_place = QRect(
            size_place.left() - tag_width - tokens.SPACE_2, rect.top(), tag_width, rect.height()
        )
        tag.paint(painter, tag_place, kind, tokens.format_hue(recent.format), colors, mono=False)
        left = rect.left() + tokens.ICON_LARGE + tokens.SPACE_3
        room = tag_place.left() - left - tokens.SPACE_3
        middle = rect.center().y()
        for text, font, color, top in (
            (_name(recent), fonts.interface(weight=fonts.STRONG), colors.text, middle - 19),
            (_folder(recent), small, colors.secondary, middle + 1),
        ):
            painter.setFont(font)
            painter.setPen(QColor(color))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(QRect(left, top, room, 18), int(Qt.AlignmentFlag.AlignVCenter), shown)


class RecentList(QListView):
    """opened: a recent model was chosen. Delete forgets one."""

    opened = Signal(str)

    def __init__(self, recents: Recents, parent: QWidget | None) -> None:
        super().__init__(parent)
        views.prepare_list(self, "recentList", "Recent models")
        self._recents = recents
        self.items = RecentItems(recents, self)
        self.setModel(self.items)
        self.setItemDelegate(RecentDelegate(self))
        self.setProperty("kind", "card")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._open)
        self.clicked.connect(self._open)
        self.items.modelReset.connect(self._fit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and index.isValid():
            self._recents.remove(index.data(COPY))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self._open(index)
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(COPY))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self.items.rowCount() * _ROW + 2)  # the page scrolls, the list does not


class DropInvitation(QFrame):
    """A dashed frame that says one may drop, with the two buttons for those who would rather click."""

    open_asked = Signal()
    folder_asked = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("dropInvitation")
        self.setAccessibleName(tr("Drop a model here"))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
        column.setSpacing(tokens.SPACE_2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconDisc("package-open", self, hue="blue", size=48), 0, centre)
        column.addWidget(label("Drop a model here", self, "heading"), 0, centre)
        column.addWidget(label("a file, a SavedModel folder, or several at once", self, "quiet"), 0, centre)
        column.addSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addStretch(1)
        open_file = button("Open file…", self, icon="file-box", kind="primary", name="welcomeOpen")
        open_file.clicked.connect(self.open_asked)
        row.addWidget(open_file)
        open_folder = button("Open folder…", self, icon="folder-open", name="welcomeOpenFolder")
        open_folder.clicked.connect(self.folder_asked)
        row.addWidget(open_folder)
        row.addStretch(1)
        column.addLayout(row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colors.strong_border), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(1, 1, -1, -1), tokens.RADIUS + 2, tokens.RADIUS + 2
        )


class Emblem(QWidget):
    """The program's own icon."""

    def __init__(self, size: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.program().paint(QPainter(self), self.rect())


class WelcomePage(ScrollPage):
    """open_asked, folder_asked: the buttons; path_chosen: a recent model."""

    open_asked = Signal()
    folder_asked = Signal()
    path_chosen = Signal(str)

    def __init__(self, recents: Recents, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("welcomePage")
        self.setAccessibleName(tr("Welcome to Cutaway"))
        self._recents = recents
        column = QWidget(self)
        column.setMaximumWidth(_WIDEST)
        self._layout = QVBoxLayout(column)
        self._layout.setContentsMargins(0, tokens.SPACE_8, 0, tokens.SPACE_6)
        self._layout.setSpacing(tokens.SPACE_4)
        self._layout.addLayout(self._title(column))
        invitation = DropInvitation(column)
        invitation.open_asked.connect(self.open_asked)
        invitation.folder_asked.connect(self.folder_asked)
        self._layout.addWidget(invitation)
        self._layout.addLayout(_formats(column))
        self._layout.addWidget(self._lack_card(column))
        self._layout.addSpacing(tokens.SPACE_2)
        self._heading = SectionHeading("Recent models", column)
        clear = button("Clear", column, kind="link", name="clearRecents")
        clear.clicked.connect(self._clear)
        self._heading.tools.addWidget(clear)
        self._layout.addWidget(self._heading)
        self.recent_list = RecentList(recents, column)
        self.recent_list.opened.connect(self.path_chosen)
        self.recent_list.items.modelReset.connect(self._arrange)
        self.recent_list.selectionModel().currentChanged.connect(self._follow)
        self._layout.addWidget(self.recent_list)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(column, 100)
        middle.addStretch(1)
        self.body.addLayout(middle)
        self._arrange()

    def tell_lack(self, sentence: str, hint: str) -> None:
        """Say below the invitation what this installation lacks, and how to add it."""
        self._lack_words.setText(tr(sentence))
        self._lack_hint.setText(tr(hint))
        self._lack.setAccessibleName(f"{tr(sentence)} {tr(hint)}")
        self._lack.show()

    def release(self) -> None:
        """Follow the recents no more."""
        self.recent_list.items.release()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def _title(self, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_4)
        row.addWidget(Emblem(52, parent))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(label(APP_NAME, parent, "title"))
        words.addWidget(label("Open any TensorFlow model and see what is inside.", parent, "quiet"))
        words.addStretch(1)
        row.addLayout(words, 1)
        return row

    def _lack_card(self, parent: QWidget) -> TintedFrame:
        self._lack = TintedFrame("info", parent)
        self._lack.setObjectName("lack")
        row = QHBoxLayout(self._lack)
        row.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(SeverityMark("info", self._lack), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._lack_words = label("", self._lack, wrap=True)
        self._lack_hint = label("", self._lack, "quiet", wrap=True, selectable=True)
        words.addWidget(self._lack_words)
        words.addWidget(self._lack_hint)
        row.addLayout(words, 1)
        self._lack.hide()
        return self._lack

    @Slot(QModelIndex)
    def _follow(self, current: QModelIndex) -> None:
        """Scroll to the row that the keyboard came to."""
        row = self.recent_list.visualRect(current)
        inside = self.widget()
        if inside is not None:
            place = self.recent_list.mapTo(inside, row.center())
            self.ensureVisible(place.x(), place.y(), 0, _ROW)

    @Slot()
    def _clear(self) -> None:
        self._recents.clear()

    @Slot()
    def _arrange(self) -> None:
        is_any = self.recent_list.items.rowCount() > 0
        self._heading.setVisible(is_any)
        self.recent_list.setVisible(is_any)


def _formats(parent: QWidget) -> QVBoxLayout:
    """What can be opened, as tags in as many rows as they need."""
    rows = QVBoxLayout()
    rows.setSpacing(tokens.SPACE_2)
    row, room = _centred(rows), _WIDEST
    for kind, title in wording.FORMAT_TITLES.items():
        tag = Tag(title, parent, tokens.format_hue(kind))
        if tag.sizeHint().width() > room:
            row, room = _centred(rows), _WIDEST
        room -= tag.sizeHint().width() + tokens.SPACE_2
        row.insertWidget(row.count() - 1, tag)
    return rows


def _centred(rows: QVBoxLayout) -> QHBoxLayout:
    """One more row, whose widgets go before its last stretch."""
    row = QHBoxLayout()
    row.setSpacing(tokens.SPACE_2)
    for _ in range(2):
        row.addStretch(1)
    rows.addLayout(row)
    return row


def _name(recent: Recent) -> str:
    return wording.name(recent.path.rstrip("/\\").replace("\\", "/").rpartition("/")[2] or recent.path)


def _folder(recent: Recent) -> str:
    return wording.safe(recent.path.rstrip("/\\").replace("\\", "/").rpartition("/")[0] or "/")


def _format(recent: Recent) -> str:
    titles = {str(kind): title for kind, title in wording.FORMAT_TITLES.items()}
    return titles.get(recent.format, wording.safe(recent.format))
