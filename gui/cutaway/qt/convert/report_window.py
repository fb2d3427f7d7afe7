# SPDX-License-Identifier: Apache-2.0
"""A report of a conversion that was saved, or of a model of a batch: its proof, options, versions, hashes and times."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.conversion.targets import target_of
from cutaway.description import wording
from cutaway.description.conversion import Converted
from cutaway.qt import manual_page, tokens
from cutaway.qt.convert.proof_details import ProofDetails
from cutaway.qt.convert.verdict_head import VerdictHead
from cutaway.qt.views.code import CodeView
from cutaway.qt.widgets.buttons import CopyButton, button
from cutaway.qt.widgets.card import Card, ScrollPage
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import tr
from cutaway.session.reports import Report

_SIZE = (960, 720)
_LINES = 64


class ReportWindow(QDialog):
    """open_asked: the path of a model. compare_asked: the paths of the source and of the result.

    show_asked: what to choose in the source.
    """

    open_asked = Signal(str)
    compare_asked = Signal(str, str)
    show_asked = Signal(object)

    def __init__(self, report: Report, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._report = report
        found = report.found
        self.setObjectName("reportWindow")
        manual_page.give_key(self, "convert")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = wording.name(Path(found.source).name, 60)
        title = f"{name} → {tr(target_of(found.target).title)}"
        self.setWindowTitle(f"{tr('Report')}: {title}")
        self.setAccessibleName(self.windowTitle())
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_4)
        head = QVBoxLayout()
        head.setSpacing(tokens.SPACE_1)
        head.addWidget(label(title, self, "title"))
        head.addWidget(ElidedLabel(f"{found.source} → {found.output}", self, "secondary"))
        column.addLayout(head)
        self.page = ScrollPage(self)
        self.page.setObjectName("reportPage")
        self.page.setAccessibleName(self.windowTitle())
        self.page.lie_flush(tokens.SPACE_2)
        self._fill(found)
        column.addWidget(self.page, 1)
        column.addLayout(self._actions(found))
        self.resize(*_SIZE)

    def _fill(self, found: Converted) -> None:
        body, inside = self.page.body, self.page.widget()
        body.addWidget(VerdictHead(found, inside))
        details = ProofDetails(found, inside)
        details.show_asked.connect(self.show_asked)
        body.addWidget(details)
        options = self._report.options()
        if options:
            body.addWidget(_facts("Options", [(tr(title), value) for title, value in options], inside))
        body.addWidget(
            _facts(
                tr("Times"), [(each.name, wording.duration(each.seconds)) for each in found.stages], inside
            )
        )
        body.addWidget(_facts(tr("Facts"), _rows(found), inside))
        if self._report.command:
            body.addWidget(self._again(inside))

    def _again(self, parent: QWidget | None) -> Card:
        card = Card(parent, "The same again")
        command = self._report.command
        if card.heading is not None:
            card.heading.tools.addWidget(
                CopyButton(command, card, "Copy the command line", name="reportCopyCommand")
            )
        code = CodeView(card, name="reportCommand", words=tr("Command line"))
        code.setPlainText(wording.safe(command))
        code.setFixedHeight(_LINES)
        card.body.addWidget(code)
        return card

    def _actions(self, found: Converted) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        for words, icon, name, path, slot in (
            ("Open the result", "file-box", "reportOpenResult", found.output, self._open_result),
            (tr("Open the source"), "package-open", "reportOpenSource", found.source, self._open_source),
        ):
            made = button(words, self, icon=icon, name=name)
            made.setEnabled(Path(path).exists())
            made.clicked.connect(slot)
            row.addWidget(made)
        compare = button("Compare with the source", self, icon="columns-2", name="reportCompare")
        compare.setEnabled(Path(found.output).exists() and Path(found.source).exists())
        compare.clicked.connect(self._compare)
        row.addWidget(compare)
        row.addStretch(1)
        close = button("Close", self, kind="primary", name="reportClose")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    @Slot()
    def _open_result(self) -> None:
        self.open_asked.emit(self._report.found.output)

    @Slot()
    def _open_source(self) -> None:
        self.open_asked.emit(self._report.found.source)

    @Slot()
    def _compare(self) -> None:
        self.compare_asked.emit(self._report.found.source, self._report.found.output)


def _facts(title: str, rows: list[tuple[str, str]], parent: QWidget | None) -> Card:
    card = Card(parent, title)
    facts = KeyValueList(card)
    for key, value in rows:
        facts.add(key, value, mono=len(value) > _LINES - 1)
    card.body.addWidget(facts)
    card.setVisible(bool(rows))
    return card


def _rows(found: Converted) -> list[tuple[str, str]]:
    """Signature, versions and hashes; renamed outputs; what the report does not tell is left out."""
    rows = [(tr("Signature"), found.signature)]
    rows += [(f"{tr('Version of')} {name}", version) for name, version in found.versions.items()]
    rows += [
        (tr("SHA-256 of the source"), found.hashes.get("source", "")),
        (tr("SHA-256 of the result"), found.hashes.get("result", "")),
    ]
    rows += [(f"{tr('Output')} {one}", other) for one, other in found.names if one != other]
    return [(key, value) for key, value in rows if value]
