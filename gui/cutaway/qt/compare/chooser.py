# SPDX-License-Identifier: Apache-2.0
"""Where the second model is chosen: dropped, out of the other tabs, out of those opened lately, or by a dialog."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.errors import CutawayError
from cutaway.qt import file_dialogs, tokens
from cutaway.qt.items.candidates import CandidateItems, Column
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import SectionHeading
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.finding_card import SeverityMark, TintedFrame
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import tr
from cutaway.session.compare_service import Candidate

_WIDEST, _MOST_ROWS, _DISC = 760, 9, 48


class Invitation(QWidget):
    """A dashed place with a sentence and two buttons. asked: `file` or `folder`."""

    file_asked = Signal()
    folder_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
        column.setSpacing(tokens.SPACE_2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconDisc("columns-2", self, hue="blue", size=_DISC), 0, centre)
        column.addSpacing(tokens.SPACE_1)
        words = tr("Compare {name} with another model", name=wording.name(name, 40))
        column.addWidget(label(words, self, "heading"), 0, centre)
        hint = tr("Drop a model here, in any format. Both are read; nothing is run before you agree.")
        column.addWidget(label(hint, self, "quiet"), 0, centre)
        column.addSpacing(tokens.SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addStretch(1)
        for text, icon, kind, name_, asked in (
            ("File…", "file-box", "primary", "compareFile", self.file_asked),
            (tr("Folder…"), "folder-open", "plain", "compareFolder", self.folder_asked),
        ):
            made = button(text, self, icon=icon, kind="primary" if kind == "primary" else "plain", name=name_)
            made.clicked.connect(asked)
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed frame on the surface."""
        colors = tokens.colors_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colors.strong_border), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), tokens.RADIUS, tokens.RADIUS)


class Chooser(QWidget):
    """chosen: the path of the second model. folder: where dialogs begin."""

    chosen = Signal(str)

    def __init__(self, name: str, folder: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._folder = folder
        outer = QHBoxLayout(self)
        outer.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6)
        middle = QWidget(self)
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        self._failure = TintedFrame("danger", middle)
        self._failure.setObjectName("compareFailure")
        self._said = label("", self._failure, wrap=True, selectable=True)
        line = QHBoxLayout(self._failure)
        line.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        line.setSpacing(tokens.SPACE_3)
        line.addWidget(SeverityMark("danger", self._failure), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._said, 1)
        self._failure.hide()
        column.addWidget(self._failure)
        invitation = Invitation(name, middle)
        invitation.file_asked.connect(self._ask_file)
        invitation.folder_asked.connect(self._ask_folder)
        column.addWidget(invitation)
        self._heading = SectionHeading("Open models, and those of late", middle)
        column.addWidget(self._heading)
        column.addWidget(self._list(middle))
        column.addStretch(1)
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)

    def show_candidates(self, rows: tuple[Candidate, ...]) -> None:
        """Offer these."""
        self._items.show_rows(rows)
        self._heading.setVisible(bool(rows))
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(min(len(rows), _MOST_ROWS) * tokens.ROW_HEIGHT + 2)

    def show_failure(self, error: CutawayError | None) -> None:
        """Say why the model that was chosen last cannot be compared with."""
        self._failure.setVisible(error is not None)
        if error is not None:
            words = wording.safe(f"{error.message} {error.hint}".strip())
            self._said.setText(words)
            self._failure.setAccessibleName(words)

    def _list(self, parent: QWidget) -> QTableView:
        self._items = CandidateItems(self)
        self.table = table = QTableView(parent)
        prepare_table(table, "compareCandidates", tr("Models to compare with"))
        table.setProperty("kind", "card")
        table.horizontalHeader().hide()
        table.setModel(self._items)
        table.setItemDelegate(RowDelegate(table))
        for place in Column:  # their words are longer in other languages
            fits = (
                QHeaderView.ResizeMode.Stretch
                if place is Column.NAME
                else QHeaderView.ResizeMode.ResizeToContents
            )
            table.horizontalHeader().setSectionResizeMode(place, fits)
        table.clicked.connect(self._take)
        table.activated.connect(self._take)
        return table

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        row = self._items.row(index.row())
        if row is not None:
            self.chosen.emit(row.path)

    @Slot()
    def _ask_file(self) -> None:
        self._chose(file_dialogs.choose_files(self, self._folder))

    @Slot()
    def _ask_folder(self) -> None:
        self._chose(file_dialogs.choose_folder(self, self._folder))

    def _chose(self, paths: list[str]) -> None:
        if paths:
            self.chosen.emit(paths[0])
