# SPDX-License-Identifier: Apache-2.0
"""A comparison that is there: the two models above, and its parts under one another's titles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.comparison import ModelComparison
from cutaway.errors import CancelledError
from cutaway.qt import tokens
from cutaway.qt.compare.answers_view import AnswersView
from cutaway.qt.compare.course_view import CourseView
from cutaway.qt.compare.description_view import DescriptionView
from cutaway.qt.compare.head import CompareHead
from cutaway.qt.compare.structure_view import StructureView
from cutaway.qt.compare.weights_view import WeightsView
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.words import tr
from cutaway.session.compare_desk import CompareDesk
from cutaway.session.course_desk import CourseDesk
from cutaway.session.selection import Chosen


@dataclass(frozen=True, slots=True)
class Part:
    """id: what `show_part` takes. title: as the segment says it. make: its content."""

    id: str
    title: str
    make: Callable[[], QWidget]


class CompareView(QWidget):
    """open_asked: one of the models is to be shown by itself. value_asked: path of a model and a tensor in it."""

    open_asked = Signal(str)
    value_asked = Signal(str, str)

    def __init__(self, desk: CompareDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: ModelComparison | None = None
        self._parts: tuple[Part, ...] = ()
        self._made: dict[str, QWidget] = {}
        self._wanted = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_4, tokens.SPACE_6, tokens.SPACE_4)
        self._column.setSpacing(tokens.SPACE_3)
        self.head = CompareHead(desk, self)
        self.head.open_asked.connect(self.open_asked)
        self._column.addWidget(self.head)
        self._bar = QHBoxLayout()
        self._column.addLayout(self._bar)
        self._stack = QStackedWidget(self)
        self._column.addWidget(self._stack, 1)
        self._waits = _Waits(desk, self)
        self._stack.addWidget(self._waits)
        follow(self, desk.moved, self._refresh)
        self._refresh()

    def show_part(self, name: str) -> None:
        """Show the part of that id, now or once it is there."""
        self._wanted = name
        places = [place for place, part in enumerate(self._parts) if part.id == name]
        if places:
            self._tabs.setCurrentIndex(places[0])
            self._switch(places[0])

    def part(self, name: str) -> QWidget | None:
        """The content of a part that was shown."""
        return self._made.get(name)

    def _refresh(self) -> None:
        found = self._desk.found
        if found is None:
            self._shown = None
            self._drop()
            self._waits.refresh()
            self._stack.setCurrentWidget(self._waits)
        elif self._shown is None:
            self._shown = found
            self._show(found)

    def _drop(self) -> None:
        for page in self._made.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._made = {}
        self._parts = ()
        replace_content(self._bar, QWidget(self))

    def _show(self, found: ModelComparison) -> None:
        self._drop()
        compared = found.compared
        titles = _titles(found)
        differing = len(compared.changed) + len(compared.only_first) + len(compared.only_second)
        self._parts = (
            Part(
                "description",
                f"{tr('Description')} · {len(compared.differences)}",
                lambda: DescriptionView(compared.differences, titles, self._stack),
            ),
            Part("structure", tr("Structure"), self._structure),
            Part(
                "weights",
                f"{tr('Weights')} · {differing}",
                lambda: WeightsView(self._desk, compared, self._stack),
            ),
            Part("course", tr("Along time"), self._course),
            Part("answers", tr("Answers"), self._answers),
        )
        self._tabs = segments(
            [part.title for part in self._parts],
            self,
            name="compareParts",
            words=tr("Parts of the comparison"),
        )
        self._tabs.currentChanged.connect(self._switch)
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._tabs)
        row.addStretch(1)
        replace_content(self._bar, holder)
        self.show_part(self._wanted or self._parts[0].id)

    def _structure(self) -> QWidget:
        made = StructureView(self._desk, self._stack)
        made.value_asked.connect(self.value_asked)
        return made

    def _answers(self) -> QWidget:
        made = AnswersView(self._desk, self._stack)
        made.node_asked.connect(self._show_node)
        return made

    @Slot(object)
    def _show_node(self, chosen: object) -> None:
        """See on the maps where the two begin to differ."""
        self.show_part("structure")
        view = self.part("structure")
        if isinstance(view, StructureView) and isinstance(chosen, Chosen):
            view.show_node(chosen)

    def _course(self) -> QWidget:
        sources = [source for source, _ in self._desk.sides or ()]
        return CourseView(CourseDesk(sources, self._desk.service), self._stack)

    @Slot(int)
    def _switch(self, place: int) -> None:
        if not 0 <= place < len(self._parts):
            return
        part = self._parts[place]
        self._wanted = part.id
        if part.id not in self._made:
            self._made[part.id] = made = part.make()
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._made[part.id])


def _titles(found: ModelComparison) -> tuple[str, str]:
    """What the two are called; with their folders where both have one name."""
    paths = Path(found.first), Path(found.second)
    names = [path.name for path in paths]
    if names[0] == names[1]:
        names = [f"{path.parent.name}/{path.name}" for path in paths]
    return wording.name(names[0], 40), wording.name(names[1], 40)


class _Waits(QWidget):
    """What goes on as long as there is no comparison, or why there is none."""

    def __init__(self, desk: CompareDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.addStretch(2)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(280)
        self._bar.setAccessibleName(tr("Progress of the comparison"))
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._bar, 0, centre)
        self._words = label("", self, "quiet")
        column.addWidget(self._words, 0, centre)
        self._stop = button("Cancel", self, icon="x", name="compareStop")
        self._stop.clicked.connect(self._cancel)
        column.addWidget(self._stop, 0, centre)
        self._ended = QVBoxLayout()
        column.addLayout(self._ended, 6)
        column.addStretch(3)

    def refresh(self) -> None:
        """Say how far it is."""
        job, is_on = self._desk.job, self._desk.is_busy
        for widget in (self._bar, self._words, self._stop):
            widget.setVisible(is_on)
        if is_on and job is not None:
            self._words.setText(wording.safe(job.words or job.title))
            self._bar.setRange(0, 0 if job.fraction is None else 1000)
            self._bar.setValue(round(1000 * (job.fraction or 0.0)))
        error = self._desk.error
        if error is None or is_on:
            replace_content(self._ended, QWidget(self))
            return
        again = button("Compare again", self, icon="refresh-cw", name="compareAgain")
        again.clicked.connect(self._begin)
        if isinstance(error, CancelledError):
            state = EmptyState("ban", "The comparison was cancelled.", self, action=again)
        else:
            message, hint = wording.safe(error.message), wording.safe(error.hint)
            state = EmptyState("circle-alert", message, self, hint=hint, action=again, hue="red")
        replace_content(self._ended, state)

    @Slot()
    def _cancel(self) -> None:
        self._desk.cancel()

    @Slot()
    def _begin(self) -> None:
        self._desk.begin()
