# SPDX-License-Identifier: Apache-2.0
"""The variable that is chosen: what it is, its values in several views, and ways to take it along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.statistics import Statistics
from cutaway.description.variables import Variable, has_filters, title
from cutaway.qt import tokens
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.follow import follow
from cutaway.qt.views.value_pictures import DistributionView, FiltersView, HeatmapView, statistics_list
from cutaway.qt.views.value_table import ScalarView, ValuesView
from cutaway.qt.widgets.buttons import CopyButton, button
from cutaway.qt.widgets.card import Card, replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.tabs import segments
from cutaway.qt.widgets.tag import DtypeTag
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.jobs import Job, JobState
from cutaway.session.snippets import variable_code
from cutaway.session.variable_listing import file_stem


class VariableDetail(QWidget):
    """Shows one variable at a time; which of its views is shown stays when another is chosen."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("variableDetail")
        self._document = document
        self._variable: Variable | None = None
        self._kind = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None

    @property
    def kind(self) -> str:
        """Which view of the values is shown, or was last."""
        return self._content.kind if isinstance(self._content, ValueCard) else self._kind

    def prefer(self, kind: str) -> None:
        """Show this view of the values first, where a variable has it."""
        self._kind = kind

    @property
    def variable(self) -> Variable | None:
        """What is shown."""
        return self._variable

    def show_variable(self, variable: Variable) -> None:
        """Show another one."""
        if variable == self._variable:
            return
        self._kind = self.kind
        self._variable = variable
        self._replace(ValueCard(self._document, variable, self, self._kind))

    def clear(self) -> None:
        """Show none; what was shown waits for nothing any more."""
        self._variable = None
        self._replace(QWidget(self))

    def show_several(self, variables: list[Variable]) -> None:
        """Several rows are selected: what they add up to."""
        self._variable = None
        elements = sum(variable.elements for variable in variables)
        size = wording.byte_size(sum(variable.bytes for variable in variables))
        self._replace(
            EmptyState(
                "boxes",
                tr("{variables} selected", variables=wording.count(len(variables))),
                self,
                hint=tr(
                    "{count}, {size}. Choose one alone to see its values.",
                    count=counted(elements, "element"),
                    size=size,
                ),
            )
        )

    def _replace(self, content: QWidget) -> None:
        self._content = content
        replace_content(self._column, content)


class ValueCard(Card):
    """Name, type, shape and actions above; segments choose the view below.

    views: by title, where they are others than `views_of` a variable. heading: what it is called where it is no
    variable of the model; then no code loads it.
    """

    def __init__(
        self,
        document: Document,
        variable: Variable,
        parent: QWidget | None,
        kind: str,
        *,
        views: Mapping[str, View] | None = None,
        heading: str = "",
    ) -> None:
        super().__init__(parent)
        called = wording.name(variable.name)
        self.setAccessibleName(
            tr("Value of {name}", name=called) if heading else tr("Variable {name}", name=called)
        )
        self._document = document
        self._variable = variable
        self._heading = heading
        self._shown: QWidget | None = None
        self._dialog: QFileDialog | None = None
        self._saving: Job[int] | None = None
        self._file = Path()
        self.body.addLayout(self._title())
        self._views = views_of(variable) if views is None else dict(views)
        self._choice = segments(self._views, self, name="valueView", words="View of the values")
        self._said = ElidedLabel("", self, "secondary")
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self._choice)
        row.addWidget(self._said, 1)
        row.addStretch(0)
        if variable.available:
            self._add_actions(row)
        self.body.addLayout(row)
        if not self._views:
            self._choice.hide()
            self._show_missing()
            return
        if kind in self._views:
            self._choice.setCurrentIndex(list(self._views).index(kind))
        self._choice.currentChanged.connect(self._show)
        self._show()

    @property
    def kind(self) -> str:
        """Which view is shown."""
        return str(self._choice.tabData(self._choice.currentIndex()) or "")

    def _title(self) -> QHBoxLayout:
        variable = self._variable
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(ElidedLabel(wording.name(self._heading or title(variable)), self, "heading"))
        row.addWidget(DtypeTag(variable.dtype, self))
        row.addWidget(label(wording.shape(variable.shape), self, "secondary", mono=True))
        row.addStretch(1)
        row.addWidget(label(wording.byte_size(variable.bytes), self, "secondary"))
        return row

    def _add_actions(self, row: QHBoxLayout) -> None:
        if not self._heading:
            row.addWidget(CopyButton(self._code, self, "Copy as NumPy code", name="copyNumpy"))
        self._export = button("Export…", self, icon="download", name="exportVariable")
        self._export.clicked.connect(self._ask_kind)
        row.addWidget(self._export)

    def _code(self) -> str:
        description = self._document.description
        return variable_code(description, self._variable) if description else ""

    @Slot()
    def _show(self) -> None:
        if self._shown is not None:
            self.body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = self._views[self.kind](self._document, self._variable, self)
        self.body.addWidget(self._shown, 1)

    def _show_missing(self) -> None:
        sentence, hint = _why_missing(self._document.description)
        self.body.addWidget(EmptyState("file-x-2", sentence, self, hint=hint, hue="orange"), 1)

    @Slot()
    def _ask_kind(self) -> None:
        menu = QMenu(self)
        menu.addAction(tr("NumPy array (.npy)…")).triggered.connect(self._ask_npy)
        menu.addAction(tr("Text table (.csv)…")).triggered.connect(self._ask_csv)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._export.mapToGlobal(QPoint(0, self._export.height() + tokens.SPACE_1)))

    @Slot()
    def _ask_npy(self) -> None:
        self._ask_file("npy", tr("NumPy array (*.npy)"))

    @Slot()
    def _ask_csv(self) -> None:
        self._ask_file("csv", tr("Text table (*.csv)"))

    def _ask_file(self, ending: str, words: str) -> None:
        called = self._heading or title(self._variable)
        name = f"{file_stem(called)}.{ending}"
        dialog = QFileDialog(self, tr("Export {name}", name=wording.name(called, 48)), name, words)
        dialog.setObjectName("exportDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.fileSelected.connect(self.export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def export(self, file: str) -> None:
        """Write the values; an existing file was confirmed in the dialog."""
        self._file = Path(file)
        kind: Literal["npy", "csv"] = "csv" if self._file.suffix.lower() == ".csv" else "npy"
        self._saving = self._document.reading.save(
            self._document.source, self._variable.name, self._file, kind=kind, overwrite=True
        )
        self._export.setEnabled(False)
        self._said.setText(tr("Writing {name}…", name=self._file.name))
        if self._saving.is_over:
            self._saved(self._saving)
        else:
            follow(self, self._saving.finished, self._saved)

    def _saved(self, job: Job[int]) -> None:
        self._export.setEnabled(True)
        if job.state is JobState.DONE and job.result is not None:
            self._said.setText(
                tr("Saved {size} as {name}", size=wording.byte_size(job.result), name=self._file.name)
            )
            self._said.setToolTip(wording.safe(str(self._file)))
        elif job.state is JobState.FAILED and job.error is not None:
            self._said.setText(job.error.message)
            self._said.setToolTip(wording.safe(f"{job.error.message} {job.error.hint}"))
        else:
            self._said.setText(tr("Export was cancelled, nothing was written."))


View = Callable[[Document, Variable, QWidget], QWidget]


def views_of(variable: Variable) -> dict[str, View]:
    """The views that make sense for a variable, by their titles; none where its values are not there."""
    if not variable.available:
        return {}
    if variable.dtype == "string":
        return {"Values": ValuesView, "Statistics": TextStatistics}
    if not variable.elements:
        return {"Values": ValuesView}
    if not variable.shape:
        return {"Value": ScalarView}
    found: dict[str, View] = {"Distribution": DistributionView, "Heatmap": HeatmapView}
    if has_filters(variable.shape):
        found["Filters"] = FiltersView
    found["Values"] = ValuesView
    return found


class TextStatistics(QWidget):
    """How many strings there are and how long."""

    def __init__(self, document: Document, variable: Variable, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._variable = variable
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._answer = Answer(self)
        column.addWidget(self._answer)
        column.addStretch(1)
        job = document.take_statistics([variable.name])
        if job is not None:
            self._answer.ask(job, self._make_first)
        else:
            self._answer.show_known(document.statistics[variable.name], self._make)

    def _make_first(self, answer: dict[str, Statistics]) -> QWidget:
        return self._make(answer[self._variable.name])

    def _make(self, found: Statistics) -> QWidget:
        return statistics_list(found, self._answer)


def _why_missing(description: ModelDescription | None) -> tuple[str, str]:
    missing = [file.name for file in description.files if not file.exists] if description else []
    if not missing:
        return (
            tr("These values cannot be read."),
            tr("The file that should hold them is cut off. Fetch it again and reload."),
        )
    names = ", ".join(wording.name(name, 80) for name in missing[:3])
    if len(missing) == 1:
        back = tr("Put {name} back in its place and reload.", name=names)
        return tr("These values are in a file that is missing."), back
    back = tr("Put {names} back in their place and reload.", names=names)
    return tr("These values are in files that are missing."), back
