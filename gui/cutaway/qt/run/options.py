# SPDX-License-Identifier: Apache-2.0
"""What a format lets one choose about a run: threads and delegate of a .tflite, a file of custom Keras objects."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QMessageBox, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.qt import tokens
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.widgets.buttons import IconButton, button
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.widgets.number_field import NumberField
from cutaway.qt.words import tr
from cutaway.session.run_desk import RunDesk

MOST_THREADS = 64
DELEGATES = (("", "XNNPACK"), ("none", "no delegate"))
_LIBRARY = "Library…"
_FILE_WIDTH, _THREADS_WIDTH = 220, 160


class RunOptions(QWidget):
    """Hidden where the format has none."""

    def __init__(self, desk: RunDesk, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._flow = FlowLayout(self, tokens.SPACE_2)
        self._file: ElidedLabel | None = None
        self._clear: IconButton | None = None
        if description.format == "tflite":
            self._add_interpreter()
        elif description.format in {"keras_h5", "keras_archive"}:
            self._add_custom_objects()
        self.setVisible(bool(self._flow.count()))

    def _add_interpreter(self) -> None:
        words = tr("Threads of the interpreter")
        threads = NumberField(self, 0, MOST_THREADS, name="runThreads", words=words, width=_THREADS_WIDTH)
        threads.setPrefix(tr("threads: "))
        threads.setSpecialValueText(tr("threads: as it likes"))
        threads.valueChanged.connect(self._set_threads)
        self._flow.addWidget(threads)
        delegate = QComboBox(self)
        delegate.setObjectName("runDelegate")
        delegate.setAccessibleName(tr("Delegate of the interpreter"))
        for value, words in DELEGATES:
            delegate.addItem(tr(words), value)
        delegate.addItem(tr(_LIBRARY), _LIBRARY)
        self._delegate = delegate
        delegate.activated.connect(self._set_delegate)
        self._flow.addWidget(delegate)

    def _add_custom_objects(self) -> None:
        ask = button("Custom objects…", self, icon="file", name="customObjects")
        ask.setToolTip(tr("A .py file with the classes and functions that the model's configuration names"))
        ask.clicked.connect(self._ask_file)
        self._flow.addWidget(ask)
        self._file = ElidedLabel("", self, "secondary", mono=True)
        self._file.setMaximumWidth(_FILE_WIDTH)
        self._flow.addWidget(self._file)
        self._clear = IconButton("x", "Run without this file", self, name="clearCustomObjects")
        self._clear.clicked.connect(self._forget_file)
        self._flow.addWidget(self._clear)
        self._show_file()

    @Slot(int)
    def _set_threads(self, count: int) -> None:
        self._desk.change(replace(self._desk.plan, threads=count))

    @Slot(int)
    def _set_delegate(self, place: int) -> None:
        value = str(self._delegate.itemData(place))
        if value != _LIBRARY:
            self._desk.change(replace(self._desk.plan, delegate=value))
            return
        self._delegate.setCurrentIndex(max(self._delegate.findData(self._desk.plan.delegate), 0))
        dialog = QFileDialog(
            self, tr("Library of a delegate"), "", tr("Libraries (*.so *.so.* *.dylib *.dll);;All files (*)")
        )
        dialog.setObjectName("delegateDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.use_library)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def use_library(self, file: str) -> None:
        """Hand operations to a delegate that a library has; it runs in the same limited process."""
        if self._delegate.findData(file) < 0:
            self._delegate.insertItem(len(DELEGATES), wording.name(Path(file).name, 32), file)
        self._delegate.setCurrentIndex(self._delegate.findData(file))
        self._desk.change(replace(self._desk.plan, delegate=file))

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, tr("File of custom objects"), "", tr("Python (*.py)"))
        dialog.setObjectName("customObjectsDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.ask_about)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def ask_about(self, file: str) -> None:
        """Ask before a file of Python is run with the model."""
        name = wording.name(Path(file).name, 60)
        box = QMessageBox(self)
        box.setObjectName("customObjectsQuestion")
        box.setWindowTitle(tr("Run this Python file"))
        box.setText(tr("{name} is Python, and all of it is run when the model is loaded.", name=name))
        box.setInformativeText(
            tr("It runs in the same limited process as the model. Use only a file that you know.")
        )
        use = box.addButton(tr("Use it"), QMessageBox.ButtonRole.AcceptRole)
        use.setObjectName("useCustomObjects")
        box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        box.setProperty("file", file)
        use.clicked.connect(self._use_asked)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot()
    def _use_asked(self) -> None:
        box = self.findChild(QMessageBox, "customObjectsQuestion")
        if box is not None:
            self._desk.change(replace(self._desk.plan, custom_objects=str(box.property("file"))))
            self._show_file()

    @Slot()
    def _forget_file(self) -> None:
        self._desk.change(replace(self._desk.plan, custom_objects=""))
        self._show_file()

    def _show_file(self) -> None:
        file = self._desk.plan.custom_objects
        if self._file is not None and self._clear is not None:
            self._file.setText(wording.name(Path(file).name) if file else "")
            self._file.setVisible(bool(file))
            self._clear.setVisible(bool(file))
