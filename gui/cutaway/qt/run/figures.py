# SPDX-License-Identifier: Apache-2.0
"""Measured figures in a row: each large, with what it is underneath."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.running import RunAnswer
from cutaway.qt import tokens
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.widgets.labels import NumberLabel, label
from cutaway.qt.words import tr

_MANY = 100
"""From so many on they are told as a whole number."""


class FigureRow(QWidget):
    """figures: what it is, the figure for people, and in full."""

    def __init__(self, figures: Sequence[tuple[str, str, str]], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("runFigures")
        self.setAccessibleName(", ".join(f"{title} {shown}" for title, shown, _ in figures))
        flow = FlowLayout(self, tokens.SPACE_6)
        for title, shown, full in figures:
            cell = QWidget(self)
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(NumberLabel(shown, full, cell, "heading"))
            column.addWidget(label(title, cell, "secondary"))
            flow.addWidget(cell)


def figures_of(answer: RunAnswer) -> list[tuple[str, str, str]]:
    """Times, throughput and memory of a run; what was not measured is left out."""
    timing = answer.timing
    rows = [(tr("first run"), timing.first), (tr("median"), timing.median), (tr("95 % within"), timing.p95)]
    rows += [(tr("fastest"), timing.least), (tr("to load"), None if answer.warm else timing.load)]
    found = [
        (title, wording.duration(seconds), f"{seconds!r} s") for title, seconds in rows if seconds is not None
    ]
    if timing.throughput is not None:
        fast = timing.throughput >= _MANY
        per_second = wording.count(round(timing.throughput)) if fast else wording.number(timing.throughput)
        found.append((tr("samples a second"), per_second, repr(timing.throughput)))
    for title, size in ((tr("peak memory"), answer.peak), (tr("arena"), answer.arena)):
        if size is not None:
            found.append((title, wording.byte_size(size), tr("{size:,} bytes", size=size)))
    return found
