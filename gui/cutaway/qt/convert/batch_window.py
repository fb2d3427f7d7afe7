# SPDX-License-Identifier: Apache-2.0
"""The window of a batch: the models that were dropped on a target, how far each is, and a summary in the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cutaway.description import wording
from cutaway.description.conversion import Converted
from cutaway.qt import manual_page, tokens
from cutaway.qt.convert.batch_items import BatchItems, Column
from cutaway.qt.items.delegate import RowDelegate
from cutaway.qt.views.copying import CopyRows
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.views import prepare_table
from cutaway.qt.words import counted, tr
from cutaway.session.batch_desk import BatchDesk
from cutaway.session.batches import FAILED

_SIZE = (1080, 660)
_WIDTHS = ((Column.NAME, 300), (Column.SIZE, 84), (Column.STATE, 190))


class BatchWindow(QDialog):
    """open_asked: the path of a result. told_asked: the `Converted` of a model that is through."""

    open_asked = Signal(str)
    told_asked = Signal(object)

    def __init__(self, desk: BatchDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("batchWindow")
        manual_page.give_key(self, "convert")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        what = counted(len(desk.entries), "model")
        self._title = title = tr("Convert {what} to {target}", what=what, target=tr(desk.target.title))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_3)
        head = QVBoxLayout()
        head.setSpacing(tokens.SPACE_1)
        self.heading = label(title, self, "title")
        head.addWidget(self.heading)
        self.words = label("", self, "quiet", wrap=True)
        self.words.setObjectName("batchWords")
        head.addWidget(self.words)
        column.addLayout(head)
        column.addLayout(self._place())
        self._problem = label("", self, "danger", wrap=True, selectable=True)
        self._problem.setObjectName("batchProblem")
        column.addWidget(self._problem)
        self.table = self._table()
        column.addWidget(self.table, 1)
        self._detail = label("", self, "secondary", wrap=True, selectable=True)
        self._detail.setObjectName("batchDetail")
        column.addWidget(self._detail)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the batch"))
        column.addWidget(self._bar)
        self._consent = label("", self, "secondary", wrap=True)
        self._consent.setText(
            tr(
                "Converting runs the models, each in a process of its own that reaches neither the network nor your "
                "files. Models with dangerous findings are left out unless you choose them."
            )
        )
        column.addWidget(self._consent)
        column.addLayout(self._actions())
        follow(self, desk.changed, self._show)
        self.resize(*_SIZE)
        self._show()

    def done(self, result: int) -> None:
        """Closing ends what goes on; the same models can be dropped again to go on from there."""
        self.desk.stop()
        super().done(result)

    def _place(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(label("Results go to", self))
        self._line = QLineEdit(self.desk.folder, self)
        self._line.setObjectName("batchFolder")
        self._line.setAccessibleName(tr("Where the results go"))
        self._line.textEdited.connect(self.desk.place)
        row.addWidget(self._line, 1)
        self._browse = button("Choose…", self, icon="folder-open", name="batchBrowse")
        self._browse.clicked.connect(self._choose)
        row.addWidget(self._browse)
        return row

    def _table(self) -> QTableView:
        table = QTableView(self)
        prepare_table(table, "batchTable", tr("Models of the batch"))
        table.setProperty("kind", "card")
        table.setModel(BatchItems(self.desk, table))
        delegate = RowDelegate(
            table, mono=frozenset({Column.NAME, Column.SIZE}), middle=frozenset({Column.NAME})
        )
        table.setItemDelegate(delegate)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        for place, width in _WIDTHS:
            table.setColumnWidth(place, width)
        table.horizontalHeader().setSectionResizeMode(Column.WORDS, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._tell)
        table.selectionModel().currentRowChanged.connect(self._show_choice)
        CopyRows(table)
        return table

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        made = {}
        for words, icon, name, slot in (
            ("Open the result", "file-box", "batchOpen", self._open),
            (tr("Show its report"), "file-text", "batchReport", self._tell),
            (tr("Show the folder"), "folder-open", "batchShow", self._show_folder),
        ):
            made[name] = button(words, self, icon=icon, name=name)
            made[name].clicked.connect(slot)
            row.addWidget(made[name])
        self._open_button, self._report_button, self._folder_button = made.values()
        row.addStretch(1)
        self._stop = button("Stop", self, icon="x", name="batchStop")
        self._stop.clicked.connect(self.desk.stop)
        row.addWidget(self._stop)
        close = button("Close", self, name="batchClose")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        self._begin = button("Convert", self, kind="primary", name="batchConvert")
        self._begin.setDefault(True)
        self._begin.clicked.connect(self.desk.begin)
        row.addWidget(self._begin)
        return row

    def _show(self) -> None:
        desk = self.desk
        self.words.setText(self._told())
        self._problem.setText(wording.safe(desk.problem))
        self._problem.setVisible(bool(desk.problem))
        self._line.setEnabled(not desk.is_begun)
        if self._line.text() != desk.folder:
            self._line.setText(desk.folder)
        self._browse.setEnabled(not desk.is_begun)
        done, total = desk.done
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.setVisible(desk.is_begun or done > 0)
        self._consent.setVisible(not desk.is_begun)
        self._stop.setVisible(desk.is_running)
        self._begin.setVisible(not desk.is_begun)
        self._begin.setEnabled(desk.is_ready)
        self._folder_button.setVisible(desk.summary is not None)
        self.heading.setText(tr("The batch is over") if desk.summary is not None else self._title)
        self._show_choice()

    def _told(self) -> str:
        """How far the batch is, in a sentence; in the end the summary."""
        desk = self.desk
        done, total = desk.done
        if desk.summary is None and not desk.is_through:
            if desk.is_running or done:
                return f"{wording.count(done)} {tr('of')} {counted(total, 'model')}"
            ready = len(desk.wanted())
            return f"{wording.count(ready)} {tr('of')} {wording.count(len(desk.entries))} {tr('can be converted.')}"
        refuted, failed = desk.count(FAILED), desk.count(1, 2, 4)
        parts = [f"{wording.count(total - failed)} {tr('of')} {wording.count(total)} {tr('converted')}"]
        if refuted:
            parts.append(f"{wording.count(refuted)} {tr('refuted by their proof')}")
        if failed:
            parts.append(f"{wording.count(failed)} {tr('not converted')}")
        where = f" {tr('The summary is in')} {desk.summary.name}." if desk.summary is not None else ""
        return f"{', '.join(parts)}.{where}"

    @Slot(QModelIndex, QModelIndex)
    def _show_choice(self, *_: object) -> None:
        found = self._chosen()
        self._open_button.setEnabled(found is not None and Path(found.output).exists())
        self._report_button.setEnabled(found is not None)
        row = self.table.currentIndex().siblingAtColumn(Column.WORDS)
        self._detail.setText(str(row.data() or ""))
        self._detail.setVisible(bool(self._detail.text()))

    def _chosen(self) -> Converted | None:
        """What came of the chosen model; None where nothing did."""
        row = self.table.currentIndex().row()
        return self.desk.entries[row].converted() if 0 <= row < len(self.desk.entries) else None

    @Slot()
    def _open(self) -> None:
        found = self._chosen()
        if found is not None:
            self.open_asked.emit(found.output)

    @Slot()
    def _tell(self, *_: object) -> None:
        found = self._chosen()
        if found is not None:
            self.told_asked.emit(found)

    @Slot()
    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, tr("Where the results go"), str(Path(self.desk.folder).parent)
        )
        if chosen:
            self.desk.place(chosen)

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.desk.folder))
