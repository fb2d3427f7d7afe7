# SPDX-License-Identifier: Apache-2.0
"""One weight in both models: how they were matched, how far they are apart, and how both and the difference lie."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.comparison import Match, WeightPair
from cutaway.description.statistics import Histogram
from cutaway.qt import tokens
from cutaway.qt.compare.model_card import SideMark
from cutaway.qt.items.weight_pairs import WeightRow, verdict
from cutaway.qt.plots.hues import SIDES
from cutaway.qt.run.figures import FigureRow
from cutaway.qt.views.answer import Answer
from cutaway.qt.widgets.card import Card, ScrollPage, replace_content
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.tag import DtypeTag
from cutaway.qt.words import counted, tr

_PLOT_HEIGHT, _WIDE = 190, 720
_MATCHES: dict[Match, str] = {
    "name": "by name",
    "path": "by their place in the object graph",
    "fused": "by what a converter fused",
    "value": "by value",
    "shape": "by shape alone",
}


class WeightDetail(QWidget):
    """Empty until a row is chosen."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("weightDetail")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: WeightRow | None = None

    def show_row(self, row: WeightRow) -> None:
        """Show another one."""
        if row is self._shown:
            return
        self._shown = row
        page = ScrollPage(self)
        page.lie_flush(tokens.SPACE_2)
        side = Beside(page)
        side.add(self._facts(row, side), 5)
        if row.pair is not None:
            self._add_plots(side, row.pair)
        page.body.addWidget(side)
        replace_content(self._column, page)

    def _facts(self, row: WeightRow, parent: QWidget) -> Card:
        card = Card(parent, wording.elided(wording.name(row.weight.title), 60))
        pair = row.pair
        if pair is None:
            card.body.addWidget(label(verdict(row), card, "warning", wrap=True))
            return card
        figures = [
            (title, wording.number(value, digits), repr(value))
            for title, value, digits in (
                (tr("max |difference|"), pair.figures.max_abs, 4),
                (tr("RMSE"), pair.figures.rmse, 4),
                (tr("cosine"), pair.figures.cosine, 6),  # 1 is for what points the same way
                (tr("SQNR, dB"), pair.figures.sqnr_db, 4),
                (tr("largest value"), pair.scale or None, 4),
            )
            if value is not None
        ]
        if figures:
            card.body.addWidget(FigureRow(figures, card))
        card.body.addWidget(_sides(pair, card))
        told = KeyValueList(card)
        told.add(tr("Matched"), tr(_MATCHES[pair.match]))
        for words in _steps(pair):
            told.add(tr("Laid alike"), words)
        if pair.figures.equal:
            told.add(tr("Values"), tr("Both are equal, bit for bit."))
        if pair.figures.note:
            told.add(tr("Not compared"), pair.figures.note)
        if pair.figures.odd:
            told.add(tr("Not finite"), counted(pair.figures.odd, "value"))
        card.body.addWidget(told)
        return card

    def _add_plots(self, place: Beside, pair: WeightPair) -> None:
        if pair.both is not None:
            card, answer = _plot(place, tr("Values of both"))
            card.setObjectName("bothPlot")
            answer.show_known(pair.both, self._both)
        if pair.spread is not None:
            card, answer = _plot(place, tr("Difference: second − first"))
            card.setObjectName("differencePlot")
            answer.show_known(pair.spread, self._difference)

    def _both(self, both: tuple[Histogram, Histogram]) -> QWidget:
        from cutaway.qt.plots.beside import BesidePlot  # the library is there by now

        return BesidePlot(both, self)

    def _difference(self, spread: Histogram) -> QWidget:
        from cutaway.qt.plots.histogram import HistogramPlot

        return HistogramPlot(spread, self)


class Beside(QWidget):
    """Cards side by side where there is room, else one below the other."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.SPACE_3)

    def add(self, card: QWidget, share: int) -> None:
        """Add a card that takes so much of the room."""
        self._box.addWidget(card, share, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the width asks for it."""
        is_wide = self.width() >= _WIDE
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() is not wanted:
            self._box.setDirection(wanted)
        super().resizeEvent(event)


def _plot(place: Beside, title: str) -> tuple[Card, Answer]:
    card = Card(place, title)
    card.body.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_2)
    answer = Answer(card, draws=True)
    answer.setFixedHeight(_PLOT_HEIGHT)
    card.body.addWidget(answer)
    place.add(card, 4)
    return card, answer


def _sides(pair: WeightPair, parent: QWidget) -> QWidget:
    """Name, type and shape in either model, in the colours of the plots."""
    holder = QWidget(parent)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.SPACE_2)
    for weight, hue in zip((pair.first, pair.second), SIDES, strict=True):
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(SideMark(hue, holder))
        row.addWidget(ElidedLabel(weight.title, holder, mono=True), 1)
        row.addWidget(DtypeTag(weight.dtype, holder))
        row.addWidget(label(wording.shape(weight.shape), holder, "secondary", mono=True))
        column.addLayout(row)
    return holder


def _steps(pair: WeightPair) -> list[str]:
    """What was done before they were compared, in whole sentences."""
    told = []
    if pair.scaled:
        told.append(tr("Stored integers were taken by their scales and zero points."))
    if pair.axes:
        order = ", ".join(map(str, pair.axes))
        told.append(f"{tr('The axes of the second were taken in this order:')} {order}.")
    if pair.folded:
        told.append(f"{wording.name(pair.folded)} {tr('was folded in, as the converter did.')}")
    return told
