# SPDX-License-Identifier: Apache-2.0
"""What a proof found, at the head of a page: the verdict with its reason, what was asked and borne, sizes and time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import output_verdicts, wording
from cutaway.description.conversion import Converted, Verdict
from cutaway.qt import tokens
from cutaway.qt.run.figures import FigureRow
from cutaway.qt.widgets.empty_state import IconDisc
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

VERDICTS: dict[Verdict, tuple[str, str, tokens.Hue]] = {
    "pass": ("The result answers like its source", "circle-check", "green"),
    "fail": ("The result does not answer like its source", "circle-alert", "red"),
    "not_run": ("Converted, and not proven", "triangle-alert", "orange"),
}
_DISC = 42


class VerdictHead(QWidget):
    """found: a conversion that gave a result."""

    def __init__(self, found: Converted, parent: QWidget | None) -> None:
        super().__init__(parent)
        words, icon, hue = VERDICTS[found.proof.verdict]
        self.setAccessibleName(tr(words))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_4)
        row.addWidget(IconDisc(icon, self, hue=hue, size=_DISC), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(tokens.SPACE_1)
        column.addWidget(label(words, self, "title", wrap=True))
        reason = label(wording.safe(found.proof.reason), self, wrap=True, selectable=True)
        reason.setObjectName("proofReason")
        column.addWidget(reason)
        borne = _borne(found)
        if borne:
            column.addWidget(label(borne, self, "secondary", wrap=True))
        column.addSpacing(tokens.SPACE_2)
        column.addWidget(FigureRow(_figures(found), self))
        row.addLayout(column, 1)


def _borne(found: Converted) -> str:
    """What was asked, and what is borne, in words."""
    proof = found.proof
    if not proof.outputs:
        return ""
    borne = output_verdicts.borne(proof.tolerance, tr)
    asked = f"{tr('Asked:')} {wording.safe(proof.inputs)}." if proof.inputs else ""
    return f"{asked} {tr('Borne:')} {borne}." if borne else asked


def _figures(found: Converted) -> list[tuple[str, str, str]]:
    """Size, and time by stage."""
    share = f" ({wording.percent(found.bytes / found.source_bytes)})" if found.source_bytes else ""
    stages = "\n".join(f"{stage.name}: {wording.duration(stage.seconds)}" for stage in found.stages)
    return [
        (
            tr("of the result"),
            f"{wording.byte_size(found.bytes)}{share}",
            tr("{bytes:,} bytes", bytes=found.bytes),
        ),
        (
            tr("of the source"),
            wording.byte_size(found.source_bytes),
            tr("{source_bytes:,} bytes", source_bytes=found.source_bytes),
        ),
        (tr("in all"), wording.duration(found.seconds), stages or f"{found.seconds!r} s"),
    ]
