# SPDX-License-Identifier: Apache-2.0
"""One value of a run: its picture, line, greatest scores, distribution, heatmap or table, and ways to take it along."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.running import RunOutput, StoredValue
from cutaway.description.value_forms import has_scores, picture_form, signal_axis
from cutaway.description.variables import Variable
from cutaway.qt.run.line_view import LineView
from cutaway.qt.run.picture_view import PictureView
from cutaway.qt.run.top_view import TopView
from cutaway.qt.views.answer import Answer
from cutaway.qt.views.value_pictures import DistributionView, HeatmapView
from cutaway.qt.views.value_table import ScalarView, ValuesView
from cutaway.qt.views.variable_detail import TextStatistics, ValueCard, View
from cutaway.qt.widgets.card import Card, replace_content
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.documents import Document, Reading, Source

_LITTLE = 64
"""Elements that are read faster than a picture of them."""


class ValueDetail(QWidget):
    """Shows one value of a run's folder at a time; which of its views is shown stays when another is chosen.

    labels_asked: a file that the user chose names the classes.
    """

    labels_asked = Signal(str)

    def __init__(self, reading: Reading, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("runValueDetail")
        self._reading = reading
        self._kinds: dict[tuple[str, ...], str] = {}
        self._card: ValueCard | None = None
        self._is_difference = False
        self._labels: tuple[str, ...] = ()
        self._origin = ""
        self._shown: tuple[str, str, RunOutput] | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        outer.addLayout(self._column, 1)
        self._note = label("", self, "secondary", wrap=True)
        self._note.setObjectName("valueNote")
        self._note.hide()
        outer.addWidget(self._note)

    @property
    def card(self) -> ValueCard | None:
        """What is shown, None where it is no value."""
        return self._card

    def name_classes(self, labels: Sequence[str], origin: str) -> None:
        """Call classes by these names, which are from that file."""
        self._labels, self._origin = tuple(labels), origin
        if self._shown is not None:
            self.show_value(*self._shown, is_difference=self._is_difference)

    def show_value(self, folder: str, prefix: str, output: RunOutput, *, is_difference: bool = False) -> None:
        """Show a value that lies in a run's folder under `prefix` (`in`, `out`, `tap`); differences are no scores."""
        self._remember()
        self._shown = (folder, prefix, output)
        self._is_difference = is_difference
        self._card = None
        self._note.setText(wording.safe(output.note))
        self._note.setVisible(bool(output.note) and output.value is not None)
        if output.value is None:
            card = Card(self)
            note = output.note[:1].upper() + output.note[1:] or tr("It has no value")
            card.body.addWidget(EmptyState("ban", output.name, card, hint=note.rstrip(".") + "."), 1)
            replace_content(self._column, card)
            return
        if output.value.encoding in {"ragged", "sparse"}:
            self._show_pieces(folder, prefix, output.value)
            return
        variable = variable_of(prefix, output.value)
        document = Document(Source(folder), self._reading)
        if output.statistics is not None:
            document.statistics[variable.name] = output.statistics
        views = self._views(variable)
        kind = self._kinds.get(tuple(views), "")
        self._card = ValueCard(document, variable, self, kind, views=views, heading=output.name)
        replace_content(self._column, self._card)

    def _show_pieces(self, folder: str, prefix: str, stored: StoredValue) -> None:
        """Show a value that lies in several arrays: only its folder tells how long these are."""

        def made(description: ModelDescription) -> QWidget:
            document = Document(Source(folder), self._reading)
            return pieces_card(document, description, f"{prefix}/{stored.name}", stored.name, answer)

        answer = Answer(self)
        replace_content(self._column, answer)
        answer.ask(self._reading.describe(Source(folder)), made)

    def clear(self) -> None:
        """Show none."""
        self._remember()
        self._shown = self._card = None
        self._note.hide()
        replace_content(self._column, QWidget(self))

    def _remember(self) -> None:
        """Values with the same views are looked at in the same way."""
        if self._card is not None and self._shown is not None and self._shown[2].value is not None:
            variable = variable_of(self._shown[1], self._shown[2].value)
            self._kinds[tuple(self._views(variable))] = self._card.kind

    def _views(self, variable: Variable) -> dict[str, View]:
        found = views_of(variable)
        if self._is_difference:
            found.pop("Top", None)
        elif "Top" in found:
            found["Top"] = self._top
        return found

    def _top(self, document: Document, variable: Variable, parent: QWidget) -> QWidget:
        view = TopView(document, variable, parent, self._labels, self._origin)
        view.labels_asked.connect(self.labels_asked)
        return view


def pieces_card(
    document: Document, description: ModelDescription, name: str, heading: str, parent: QWidget
) -> QWidget:
    """A ragged or sparse value: its elements, and where they lie (`NAME/row_splits_0`, `NAME/indices`, …)."""
    pieces = [
        found for found in description.variables if found.name == name or found.name.startswith(f"{name}/")
    ]
    views: dict[str, View] = {}
    for piece in pieces:
        title = piece.name.removeprefix(name).lstrip("/").replace("_", " ").capitalize() or tr("Elements")
        views[title] = partial(_values_of, piece)
    if not pieces:
        return EmptyState(
            "ban", heading, parent, hint="Its values are not there any more. Run the model again."
        )
    return ValueCard(document, pieces[0], parent, "", views=views, heading=heading)


def _values_of(piece: Variable, document: Document, _shown: Variable, parent: QWidget) -> QWidget:
    return ValuesView(document, piece, parent)


def variable_of(prefix: str, stored: StoredValue) -> Variable:
    """A dense stored value as what the views of variables show."""
    shape = tuple(size or 0 for size in stored.shape or ())
    return Variable(f"{prefix}/{stored.name}", stored.name, stored.dtype, shape, stored.bytes, "other")


def views_of(variable: Variable) -> dict[str, View]:
    """The views that make sense for a value, the most telling first."""
    if variable.dtype == "string":
        return (
            {"Values": ValuesView, "Statistics": TextStatistics}
            if variable.elements
            else {"Values": ValuesView}
        )
    if not variable.elements:
        return {"Values": ValuesView}
    if not variable.shape:
        return {"Value": ScalarView}
    found: dict[str, View] = {}
    if has_scores(variable.shape, variable.dtype):
        found["Top"] = TopView
    if picture_form(variable.shape) is not None:
        found["Picture"] = PictureView
    if "Top" not in found and signal_axis(variable.shape) >= 0:
        found["Line"] = LineView
    if variable.elements <= _LITTLE and not found:
        found["Values"] = ValuesView
    found["Distribution"] = DistributionView
    found["Heatmap"] = HeatmapView
    if "Line" not in found and signal_axis(variable.shape) >= 0:
        found["Line"] = LineView
    found.setdefault("Values", ValuesView)
    return found
