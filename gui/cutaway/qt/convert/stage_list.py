# SPDX-License-Identifier: Apache-2.0
"""The stages of a conversion, one under another, each with its mark and its time."""

from __future__ import annotations

import time
from typing import Literal, TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cutaway.description import wording
from cutaway.qt import icons, tokens
from cutaway.qt.widgets.card import ScrollPage
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import tr

State: TypeAlias = Literal["running", "done", "failed"]
_MARKS: dict[State, tuple[str, str]] = {
    "running": ("loader-circle", "accent"),
    "done": ("check", "good"),
    "failed": ("x", "danger"),
}


class _Mark(QWidget):
    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.state: State = "running"
        self.setFixedSize(QSize(tokens.ICON_SMALL, tokens.ICON_SMALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon of the state in its colour."""
        name, color = _MARKS[self.state]
        icons.paint(QPainter(self), self.rect(), name, tokens.colors_of(self.palette()).named(color))


class _Stage(QWidget):
    def __init__(self, words: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.name = words
        self._since = time.monotonic()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(tokens.SPACE_2)
        self._mark = _Mark(self)
        row.addWidget(self._mark)
        row.addWidget(ElidedLabel(words, self, mode=Qt.TextElideMode.ElideRight), 1)
        self._time = label("", self, "secondary", mono=True)
        row.addWidget(self._time)

    def tick(self) -> None:
        self._time.setText(wording.duration(time.monotonic() - self._since))

    def end(self, state: State) -> None:
        self.tick()
        self._mark.state = state
        self._mark.update()


class StageList(ScrollPage):
    """Each stage ends when the next begins."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("stageList")
        self.setAccessibleName(tr("Stages of the conversion"))
        self.lie_flush(tokens.SPACE_2)
        self.body.setSpacing(0)
        self._stages: list[_Stage] = []

    @property
    def names(self) -> list[str]:
        """What the stages are called."""
        return [stage.name for stage in self._stages]

    def clear(self) -> None:
        """Have no stage."""
        for stage in self._stages:
            self.body.removeWidget(stage)
            stage.hide()
            stage.deleteLater()
        self._stages = []

    def begin(self, words: str) -> bool:
        """A stage begins; False where it goes on already."""
        if self._stages and self._stages[-1].name == words:
            return False
        self.end("done")
        stage = _Stage(words, self.widget())
        self._stages.append(stage)
        self.body.addWidget(stage)
        stage.show()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        return True

    def tick(self) -> None:
        """Bring the time of the last stage up to date."""
        if self._stages and self._stages[-1]._mark.state == "running":  # noqa: SLF001 (of this module)
            self._stages[-1].tick()

    def end(self, state: State) -> None:
        """The last stage is over."""
        if self._stages and self._stages[-1]._mark.state == "running":  # noqa: SLF001 (of this module)
            self._stages[-1].end(state)
