# SPDX-License-Identifier: Apache-2.0
"""The open groups around what one looks at, as a way back out."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import tokens
from cutaway.qt.graph.scene import Scene
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

_MOST = 5
_LONGEST = 26
_HEIGHT = 28


class Crumbs(QWidget):
    """chosen: the key of the group that was clicked, empty for the whole graph."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("graphCrumbs")
        self.setAccessibleName(tr("Groups around what is seen"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.SPACE_4, 0, tokens.SPACE_4, 0)
        self.setFixedHeight(_HEIGHT)
        self._row.setSpacing(tokens.SPACE_1)
        self._shown: list[tuple[str, str]] | None = None

    def show_path(self, scene: Scene, path: list[int]) -> None:
        """Show the way to the innermost of these groups."""
        steps = [(scene.labels[box], scene.keys[box]) for box in path]
        if steps == self._shown:
            return
        self._shown = steps
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        left_out = max(len(steps) - _MOST, 0)
        self._step("Graph", "")
        if left_out:
            self._row.addWidget(label(f"/ {wording.ELLIPSIS}", self, "secondary"))
        for words, key in steps[left_out:]:
            self._row.addWidget(label("/", self, "secondary"))
            self._step(words, key)
        self._row.addStretch(1)

    def _step(self, words: str, key: str) -> None:
        shown = wording.name(words, _LONGEST)
        step = button(shown.replace("&", "&&"), self, kind="link", name="graphCrumb")
        step.setAccessibleName(tr("Go to {words}", words=wording.name(words)))
        step.setToolTip(wording.name(words))
        step.setProperty("key", key)
        step.clicked.connect(self._clicked)
        self._row.addWidget(step)

    @Slot()
    def _clicked(self) -> None:
        step = self.sender()
        if step is not None:
            self.chosen.emit(str(step.property("key")))
