# SPDX-License-Identifier: Apache-2.0
"""The studio of one model: signatures and edits at the left, the picture, and below it what goes with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cutaway.description.model import ModelDescription
from cutaway.description.picture import Place
from cutaway.editing.edits import Edit, Side
from cutaway.editing.refusals import Refusal
from cutaway.errors import CutawayError
from cutaway.qt import icons, tokens
from cutaway.qt.studio.client_texts import ClientTexts
from cutaway.qt.studio.desk import StudioDesk
from cutaway.qt.studio.edit_list import EditList
from cutaway.qt.studio.geometry import NOTE
from cutaway.qt.studio.notes_panel import NotesPanel
from cutaway.qt.studio.picture import SignaturePicture
from cutaway.qt.studio.port_panel import PortPanel
from cutaway.qt.studio.proof_panel import ProofPanel
from cutaway.qt.studio.saving import Saving
from cutaway.qt.studio.signature_list import SignatureList
from cutaway.qt.studio.tensor_panel import TensorPanel
from cutaway.qt.views.follow import follow
from cutaway.qt.views.page import GapSplitter, page_margins
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import SectionHeading
from cutaway.qt.widgets.labels import ElidedLabel
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.editing import load_edits, save_edits
from cutaway.session.jobs import Job, JobState

TITLES = ("Before and after", "Port", "Tensors", "Documentation", "Proof")
_LEFT = 264


class StudioView(QWidget):
    """path_asked: a model is to be opened. folder_asked: it is to be shown among its files."""

    path_asked = Signal(str)
    folder_asked = Signal(str)

    def __init__(
        self, document: Document, description: ModelDescription, desk: StudioDesk, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._document = document
        self._description = description
        self.saving = Saving(desk, description, self)
        self._is_settled = False
        column = QVBoxLayout(self)
        column.setContentsMargins(*page_margins())
        column.setSpacing(tokens.SPACE_3)
        column.addWidget(self._head())
        self._across = GapSplitter(Qt.Orientation.Horizontal, self)
        left = GapSplitter(Qt.Orientation.Vertical, self._across)
        self.signatures = SignatureList(desk, left)
        self.edits = EditList(desk, left)
        left.addWidget(self.signatures)
        left.addWidget(self.edits)
        left.setSizes([200, 300])
        self._across.addWidget(left)
        self._across.addWidget(self._middle())
        self._across.setStretchFactor(0, 0)
        self._across.setStretchFactor(1, 1)
        column.addWidget(self._across, 1)
        self.signatures.add_asked.connect(self._show_tensors)
        self.edits.save_asked.connect(self.ask_save_edits)
        self.edits.load_asked.connect(self.ask_load_edits)
        self.saving.moved.connect(self._saving_moved)
        desk.changed.connect(self._refresh)
        self._refresh()

    # --- how it is built ---

    def _head(self) -> SectionHeading:
        head = SectionHeading("Signature studio", self)
        self._said = ElidedLabel("", head, "secondary", mode=Qt.TextElideMode.ElideRight)
        self._said.setObjectName("studioSaid")
        head.tools.setSpacing(tokens.SPACE_2)
        head.tools.addWidget(self._said)
        more = button("More", head, name="studioMore")
        menu = QMenu(more)
        menu.setObjectName("studioMenu")
        self._over = menu.addAction(icons.icon("save"), tr("Save over the original…"))
        self._over.triggered.connect(self.saving.ask_over)
        self._keep = menu.addAction(icons.icon("download"), tr("Save the edits as a file…"))
        self._keep.triggered.connect(self.ask_save_edits)
        load = menu.addAction(icons.icon("folder-open"), tr("Load edits from a file…"))
        load.triggered.connect(self.ask_load_edits)
        more.setMenu(menu)
        head.tools.addWidget(more)
        self.save_as = button("Save as…", head, icon="save", kind="primary", name="saveModelAs")
        self.save_as.clicked.connect(self.saving.ask)
        head.tools.addWidget(self.save_as)
        return head

    def _middle(self) -> QWidget:
        middle = GapSplitter(Qt.Orientation.Vertical, self._across)
        card = QFrame(middle)
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        self._scroll = QScrollArea(card)
        self._scroll.setObjectName("pictureScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picture = SignaturePicture(self.desk, self._scroll)
        self.picture.node_dropped.connect(self._find_node)
        self._scroll.setWidget(self.picture)
        self._scroll.verticalScrollBar().valueChanged.connect(self.picture.update)  # its name stays in sight
        inside.addWidget(self._scroll)
        middle.addWidget(card)
        middle.addWidget(self._below(middle))
        self._upright = middle
        return middle

    def _below(self, parent: QWidget) -> QWidget:
        below = QWidget(parent)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        row = QHBoxLayout()
        self.choice = segments(TITLES, below, name="studioPanel", words="What is shown below the picture")
        row.addWidget(self.choice)
        row.addStretch(1)
        column.addLayout(row)
        self._stack = QStackedWidget(below)
        self.texts = ClientTexts(self.desk, self._document.source.tags, self._stack)
        self.port = PortPanel(self.desk, self._description, self._stack)
        self.port.remove_asked.connect(self.picture.remove)
        self.tensors = TensorPanel(self.desk, self._stack)
        self.tensors.added.connect(self.picture.add)
        self.notes = NotesPanel(self.desk, self._description, self._stack)
        self.proof = ProofPanel(self.saving, self._stack)
        self.proof.open_asked.connect(self.path_asked)
        self.proof.folder_asked.connect(self.folder_asked)
        for panel in (self.texts, self.port, self.tensors, self.notes, self.proof):
            self._stack.addWidget(panel)
        self.choice.currentChanged.connect(self._show)
        column.addWidget(self._stack, 1)
        return below

    # --- what happens ---

    def show_title(self, title: str) -> None:
        """Show one of `TITLES` below the picture."""
        self.choice.setCurrentIndex(TITLES.index(title))

    @Slot(int)
    def _show(self, place: int) -> None:
        self._stack.setCurrentIndex(max(place, 0))
        if self._stack.currentWidget() is self.tensors:
            self.tensors.begin()

    @Slot()
    def _show_tensors(self) -> None:
        self.show_title("Tensors")
        self.tensors.begin()

    @Slot()
    def _refresh(self) -> None:
        stack, problems = self.desk.stack, self.desk.problems
        can_save = bool(stack.edits) and not problems and self.saving.job is None
        self.save_as.setEnabled(can_save)
        self._over.setEnabled(can_save)
        self._keep.setEnabled(bool(stack.edits))
        self._said.setText(self._words())
        self._keep_in_sight()
        self.save_as.setToolTip(problems[0].message if problems else tr("Write a new model beside this one"))

    def _words(self) -> str:
        stack, problems = self.desk.stack, self.desk.problems
        if problems:
            return tr("{count}: nothing can be saved", count=counted(len(problems), "problem"))
        if not stack.edits:
            return tr("no edits")
        if self.desk.is_checking:
            return tr("looking at the edits")
        count = counted(len(stack.edits), "edit")
        return tr("{count}, saved", count=count) if stack.is_saved else tr("{count}, not saved", count=count)

    @Slot(str, str, str)
    def _find_node(self, side: Side, name: str, function: str) -> None:
        """A node of the map was dropped: ask which tensor is its first value."""
        job = self._document.reading.place(self._document.source, name, function)

        def found(job: Job[Place | None]) -> None:
            if job.state is JobState.DONE and job.result is not None:
                self.picture.add(side, f"{job.result.path}:0")

        if job.is_over:
            found(job)
        else:
            follow(self, job.finished, found)

    def _keep_in_sight(self) -> None:
        """The port in hand, else the first that something is wrong with, and what that is."""
        layout = self.picture.layout_now()
        box = layout.box(self.desk.place) or next((each for each in layout.boxes if each.notes), None)
        if box is not None:
            centre, below = box.rect.center(), len(box.notes) * NOTE
            self._scroll.ensureVisible(centre.x(), centre.y() + below // 2, 0, box.rect.height() + below // 2)

    @Slot()
    def _saving_moved(self) -> None:
        self._refresh()
        self.show_title("Proof")

    # --- files of edits ---

    @Slot()
    def ask_save_edits(self) -> None:
        """Ask where the edits are to be kept."""
        name = f"{Path(self._description.path).stem}_edits.json"
        dialog = self._dialog(tr("Save the edits as"), "saveEditsDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.keep_edits)
        dialog.open()

    @Slot()
    def ask_load_edits(self) -> None:
        """Ask for a file of edits."""
        dialog = self._dialog(tr("Load edits"), "loadEditsDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_edits)
        dialog.open()

    def _dialog(self, words: str, name: str) -> QFileDialog:
        dialog = QFileDialog(self, words, str(Path(self._description.path).parent), f"{tr('Edits')} (*.json)")
        dialog.setObjectName(name)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    @Slot(str)
    def keep_edits(self, file: str) -> None:
        """Write the edits as a file that the command line replays, too."""
        try:
            save_edits(self.desk.stack.edits, Path(file), overwrite=True)  # the dialog has asked
        except CutawayError as error:
            self._said.setText(f"{error.message} {error.hint}".strip())
        else:
            self._said.setText(tr("The edits are saved in {name}.", name=Path(file).name))

    @Slot(str)
    def take_edits(self, file: str) -> None:
        """Make the edits of a file in place of those there are."""
        try:
            listed = load_edits(Path(file))
            self.desk.stack.replace(listed)
            self._take_in_hand(listed)
        except Refusal as refusal:
            words = tr(
                "Edit {number} of {name} cannot be made: {message}",
                number=refusal.number + 1,
                name=Path(file).name,
                message=f"{refusal.message} {refusal.hint}".strip(),
            )
            self._said.setText(words)
        except CutawayError as error:
            self._said.setText(f"{error.message} {error.hint}".strip())
        else:
            self._said.setText(tr("The edits are those of {name}.", name=Path(file).name))

    def _take_in_hand(self, listed: list[Edit]) -> None:
        """Show the signature that the edits are about."""
        there = {each.key for each in self.desk.signatures}
        keys = [name for edit in listed for name in (getattr(edit, "to", ""), getattr(edit, "signature", ""))]
        found = next((key for key in keys if key in there), "")
        if found:
            self.desk.choose(found)

    # --- what Qt tells ---

    def showEvent(self, event: QShowEvent) -> None:
        """Share the room as it was meant."""
        super().showEvent(event)
        if not self._is_settled:
            self._is_settled = True
            self._across.setSizes([_LEFT, max(self.width() - _LEFT, 1)])
            self._upright.setSizes([self.height() * 45 // 100, self.height() * 55 // 100])
            self.picture.setFocus(Qt.FocusReason.OtherFocusReason)
