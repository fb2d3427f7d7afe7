# SPDX-License-Identifier: Apache-2.0
"""The row of controls above Netron's drawing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from cutaway.qt import icons, tokens
from cutaway.qt.widgets.buttons import IconButton
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.words import tr

# What Netron calls it, what the menu says, whether it is on at first.
_TOGGLES = (
    ("names", "Names of nodes", False),
    ("attributes", "Attributes", False),
    ("weights", "Weights", True),
    ("direction", "From left to right", False),
)
_EXPORTS = (("svg", "SVG picture…"), ("png", "PNG picture…"))
_LEAST_FIELD, _FIELD_WIDTH = 120, 240


class ToolRow(QFrame):
    """find_asked: a text, empty to end the search. zoom_asked: a factor, 0 for actual size.

    toggled: a word of Netron's. details_asked: show Netron's panel or not. export_asked: "svg" or "png".
    """

    find_asked = Signal(str)
    zoom_asked = Signal(float)
    toggled = Signal(str)
    details_asked = Signal(bool)
    export_asked = Signal(str)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("netronTools")
        self.setProperty("kind", "pageHead")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_6, tokens.SPACE_2, tokens.SPACE_6, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_1)
        field = FilterField("Find in the drawing", self, name="netronFind")
        field.setMinimumWidth(_LEAST_FIELD)
        field.setMaximumWidth(_FIELD_WIDTH)
        field.filtered.connect(self.find_asked)
        row.addWidget(field, 1)
        row.addSpacing(tokens.SPACE_2)
        self._add_zoom(row)
        row.addSpacing(tokens.SPACE_2)
        self._toggles: list[QAction] = []
        row.addWidget(self._show())
        row.addStretch(1)
        row.addWidget(self._details())
        row.addWidget(self._export())

    def _add_zoom(self, row: QHBoxLayout) -> None:
        for icon, words, factor in (("zoom-out", tr("Zoom out"), 0.8), ("zoom-in", tr("Zoom in"), 1.25)):
            name = "".join(part.capitalize() for part in icon.split("-"))
            made = IconButton(icon, words, self, name=f"netron{name}")
            made.setProperty("factor", factor)
            made.clicked.connect(self._zoom)
            row.addWidget(made)
        actual = QToolButton(self)
        actual.setText("100 %")
        _name(actual, "netronActualSize", tr("Show at actual size"))
        actual.setProperty("factor", 0.0)
        actual.clicked.connect(self._zoom)
        row.addWidget(actual)

    def _show(self) -> QToolButton:
        made = QToolButton(self)
        made.setText(tr("Show"))
        made.setProperty("kind", "text")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        _name(made, "netronShow", tr("What the drawing shows"))
        menu = QMenu(made)
        for word, words, is_on in _TOGGLES:
            action = menu.addAction(tr(words))
            action.setObjectName(f"netronShow.{word}")
            action.setCheckable(True)
            action.setChecked(is_on)
            action.setData(word)
            self._toggles.append(action)
        menu.triggered.connect(self._toggled)
        made.setMenu(menu)
        return made

    def _details(self) -> QToolButton:
        made = IconButton("panel-right", "Show Netron's own properties", self, name="netronDetails")
        made.setCheckable(True)
        made.toggled.connect(self.details_asked)
        return made

    def _export(self) -> QToolButton:
        made = IconButton("download", "Export the drawing", self, name="netronExport")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setProperty("kind", "quietMenu")
        menu = QMenu(made)
        for ending, words in _EXPORTS:
            action = menu.addAction(icons.icon("image"), tr(words))
            action.setObjectName(f"netronExport.{ending}")
            action.setData(ending)
        menu.triggered.connect(self._export_chosen)
        made.setMenu(menu)
        return made

    @Slot()
    def _zoom(self) -> None:
        if (sender := self.sender()) is not None:
            self.zoom_asked.emit(sender.property("factor"))

    @Slot(QAction)
    def _toggled(self, action: QAction) -> None:
        self.toggled.emit(action.data())

    @Slot(QAction)
    def _export_chosen(self, action: QAction) -> None:
        self.export_asked.emit(action.data())

    @property
    def changed(self) -> list[str]:
        """The words of the toggles that are not as they were at first, for a drawing that is made anew."""
        first = {word: is_on for word, _, is_on in _TOGGLES}
        return [str(made.data()) for made in self._toggles if first[made.data()] is not made.isChecked()]


def _name(made: QToolButton, name: str, tip: str) -> None:
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
