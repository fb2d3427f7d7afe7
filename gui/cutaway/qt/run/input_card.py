# SPDX-License-Identifier: Apache-2.0
"""The form of one input: where its values come from, the sizes of its dynamic axes, and what it will be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QMenu, QSpinBox, QWidget

from cutaway.description import wording
from cutaway.description.running import FittedInput, InputChoice, InputProblem
from cutaway.description.sources import DEFAULT
from cutaway.description.tensors import TensorSpec
from cutaway.qt import tokens
from cutaway.qt.run.clipboard_inputs import choice_of
from cutaway.qt.run.input_preview import InputPreview
from cutaway.qt.run.problem_line import ProblemLine
from cutaway.qt.run.source_options import SourceOptions
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.widgets.buttons import IconButton
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.number_field import NumberField
from cutaway.qt.widgets.tag import DtypeTag
from cutaway.qt.words import tr
from cutaway.session.documents import Reading
from cutaway.session.run_plan import RunPlan
from cutaway.session.typed_values import as_source, as_text, is_typed

SOURCES = (
    ("random", "Random"),
    ("zeros", "Zeros"),
    ("ones", "Ones"),
    ("constant", "Constant"),
    ("value", "Value"),
    ("file", "File"),
    (DEFAULT, "Default"),
)
GENERATED = frozenset({"random", "zeros", "ones", "constant"})
"""Sources that take the size of dynamic axes from the form; others bring their own."""
MOST_SIZE = 1_000_000
_SOURCE_WIDTH, _SIZE_WIDTH = 112, 124
_PLACEHOLDERS = {
    "value": "1, 2, 3 or JSON",
    "text": "Text, or a JSON list of texts",
    "file": "Path of a file or folder",
}


class InputCard(Card):
    """chosen: another source, as name and `InputChoice`. sized: another size of a dynamic axis: name, axis, size.

    refused: what was pasted is no input, as a sentence. is_brief: it stands among many.
    """

    chosen = Signal(str, object)
    sized = Signal(str, int, int)
    refused = Signal(str)

    def __init__(
        self,
        spec: TensorSpec,
        reading: Reading,
        folder: Path,
        parent: QWidget | None,
        *,
        is_brief: bool = False,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._folder = folder
        self._choice = InputChoice()
        self.setObjectName(f"input:{spec.name}")
        self.setAccessibleName(tr("Input {name}", name=wording.name(spec.name)))
        self.setAcceptDrops(True)
        self.body.setSpacing(tokens.SPACE_2)
        self.body.addLayout(self._title())
        self.body.addLayout(self._source_row())
        self._options = SourceOptions(spec, self, is_brief=is_brief)
        self._options.changed.connect(self._option_changed)
        self.body.addWidget(self._options)
        self._sizes: dict[int, QSpinBox] = {}
        self._holder = self._dimensions()
        self.body.addWidget(self._holder)
        self._problem = ProblemLine(self)
        self.body.addWidget(self._problem)
        self._preview = InputPreview(reading, self)
        self.body.addWidget(self._preview)

    # --- how it is built ---

    def _title(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        name = ElidedLabel(wording.name(self.spec.name), self, "strong", mono=True)
        row.addWidget(name)
        row.addWidget(DtypeTag(self.spec.dtype, self))
        row.addWidget(label(wording.shape(self.spec.shape), self, "secondary", mono=True))
        row.addStretch(1)
        return row

    def _source_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_1)
        called = wording.name(self.spec.name)
        self._source = QComboBox(self)
        self._source.setObjectName("inputSource")
        self._source.setAccessibleName(tr("Source of {called}", called=called))
        self._source.setFixedWidth(_SOURCE_WIDTH)
        for value, words in SOURCES:
            self._source.addItem(self._called(value, tr(words)), value)
        self._source.activated.connect(self._source_chosen)
        row.addWidget(self._source)
        self._field = QLineEdit(self)
        self._field.setObjectName("inputValue")
        self._field.setAccessibleName(tr("Value or file of {called}", called=called))
        self._field.textEdited.connect(self._typed)
        row.addWidget(self._field, 1)
        self._blank = QWidget(self)
        row.addWidget(self._blank, 1)
        browse = IconButton("folder-open", "Choose a file or a folder", self, name="browseInput")
        browse.clicked.connect(self._browse)
        self._browse_button = browse
        row.addWidget(browse)
        paste = IconButton("clipboard-paste", "Use what is in the clipboard", self, name="pasteInput")
        paste.clicked.connect(self._paste)
        row.addWidget(paste)
        return row

    def _called(self, source: str, words: str) -> str:
        if source == "value" and self.spec.dtype == "string":
            return tr("Text")
        return tr("By rows") if source == "random" and self.spec.splits_of else words

    def _dimensions(self) -> QWidget:
        holder = QWidget(self)
        flow = FlowLayout(holder, tokens.SPACE_2)
        for axis, size in enumerate(self.spec.shape or ()):
            if size is None:
                words = tr("Size of axis {axis} of {name}", axis=axis, name=wording.name(self.spec.name))
                number = NumberField(holder, 0, MOST_SIZE, name=f"size{axis}", words=words, width=_SIZE_WIDTH)
                number.setToolTip(tr("Axis {axis} has any size; a file or a value brings its own", axis=axis))
                number.setPrefix(tr("axis {axis}: ", axis=axis))
                number.setProperty("axis", axis)
                number.valueChanged.connect(self._size_changed)
                flow.addWidget(number)
                self._sizes[axis] = number
        return holder

    # --- what it is told ---

    def show_plan(self, plan: RunPlan) -> None:
        """Bring the form up to the plan, without touching a field that says the same already."""
        choice = plan.inputs.get(self.spec.name, InputChoice())
        self._choice = choice
        kind = kind_of(choice)
        self._source.setCurrentIndex([value for value, _ in SOURCES].index(kind))
        if kind == "value" and as_source(self._field.text(), self.spec.dtype) != choice.source:
            self._field.setText(as_text(choice.source))
        elif kind == "file" and self._field.text() != choice.source:
            self._field.setText(choice.source)
        has_field = kind in {"value", "file"}
        self._field.setVisible(has_field)
        self._blank.setVisible(not has_field)
        text = "text" if kind == "value" and self.spec.dtype == "string" else kind
        self._field.setPlaceholderText(tr(_PLACEHOLDERS.get(text, "")))
        self._options.show_choice(choice)
        follows = kind == "random" and bool(self.spec.splits_of)
        if follows:
            self._options.hide()
        self._holder.setVisible(bool(self._sizes) and not follows)
        for axis, number in self._sizes.items():
            blocker = QSignalBlocker(number)
            number.setValue(plan.dimensions.get(self.spec.name, {}).get(axis, 1))
            blocker.unblock()
            number.setEnabled(kind in GENERATED)

    def show_problem(self, problem: InputProblem) -> None:
        """Tell what is wrong, at the field."""
        self._problem.tell(problem.message, problem.hint)
        self._preview.clear()

    def show_input(self, folder: str, fitted: FittedInput) -> None:
        """Show what the input will be."""
        self._problem.clear()
        self._preview.show_input(folder, fitted)

    def show_nothing(self) -> None:
        """Show that nothing is given: the model's own value counts."""
        self._problem.clear()
        self._preview.clear()

    # --- what the user does ---

    def _choose(self, choice: InputChoice) -> None:
        self._choice = choice
        self.chosen.emit(self.spec.name, choice)

    @Slot()
    def _source_chosen(self) -> None:
        kind = str(self._source.currentData())
        if kind == kind_of(self._choice):
            return
        if kind == "file":
            self._choose(InputChoice(""))
            self._browse()
        else:
            self._choose(InputChoice(as_source("", self.spec.dtype) if kind == "value" else kind))
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _typed(self, text: str) -> None:
        if self._source.currentData() == "value":
            self._choose(InputChoice(as_source(text, self.spec.dtype)))
        else:
            self._choose(InputChoice(text.strip(), self._options.values()))

    @Slot()
    def _option_changed(self) -> None:
        self._choose(InputChoice(self._choice.source, self._options.values()))

    @Slot(int)
    def _size_changed(self, size: int) -> None:
        number = self.sender()
        if isinstance(number, QSpinBox):
            self.sized.emit(self.spec.name, int(number.property("axis")), size)

    @Slot()
    def _browse(self) -> None:
        menu = QMenu(self)
        menu.addAction(tr("File…")).triggered.connect(self._ask_file)
        menu.addAction(tr("Folder as a batch…")).triggered.connect(self._ask_folder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._browse_button.mapToGlobal(QPoint(0, self._browse_button.height())))

    @Slot()
    def _ask_file(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFile, "File")

    @Slot()
    def _ask_folder(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, tr("Folder"))

    def _ask(self, mode: QFileDialog.FileMode, words: str) -> None:
        dialog = QFileDialog(
            self, tr("{words} for {name}", words=words, name=wording.name(self.spec.name, 48))
        )
        dialog.setObjectName("inputDialog")
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def take_file(self, path: str) -> None:
        """Read the input from a file or a folder."""
        self._choose(InputChoice(path))

    @Slot()
    def _paste(self) -> None:
        found = choice_of(QGuiApplication.clipboard().mimeData(), self.spec.dtype, self._folder)
        if found is None:
            self.refused.emit(tr("The clipboard holds no text, picture or file that could be an input."))
        else:
            self._choose(found)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, pictures and texts."""
        mime = event.mimeData()
        if mime.hasUrls() or mime.hasImage() or mime.hasText():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Use what was dropped as the input."""
        found = choice_of(event.mimeData(), self.spec.dtype, self._folder)
        if found is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._choose(found)


def kind_of(choice: InputChoice) -> str:
    """Under which source of the form a choice stands."""
    if is_typed(choice.source):
        return "value"
    return choice.source if choice.source in GENERATED or choice.source == DEFAULT else "file"
