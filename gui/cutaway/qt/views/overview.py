# SPDX-License-Identifier: Apache-2.0
"""The overview: what a model is, in one look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature, for_callers
from cutaway.qt import tokens
from cutaway.qt.views.flow import FlowLayout, TwoColumns
from cutaway.qt.views.follow import follow
from cutaway.qt.views.overview_cards import (
    AboutCard,
    BytesCard,
    FiguresCard,
    FindingStack,
    OperatorsCard,
    RuntimesCard,
)
from cutaway.qt.views.page import Page
from cutaway.qt.views.ports import SignatureBlock
from cutaway.qt.widgets.buttons import CopyButton, button
from cutaway.qt.widgets.card import Card, Line, ScrollPage
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.widgets.tag import Tag
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen

_MOST_SIGNATURES = 6
_MOST_FIRST = 3


class OverviewPage(Page):
    """Title and chips, dangers, figures, signatures as ports, bytes, runtimes, ops, notes."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        self._told: tuple[Finding, ...] = ()
        super().__init__(document, parent, name="overviewPage", words="Overview")
        follow(self, document.statistics_changed, self._measured)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell what statistics found while another page was in front."""
        self._measured()
        super().showEvent(event)

    def make(self, description: ModelDescription) -> QWidget:
        """The whole page for one description."""
        page = ScrollPage(self)
        page.setObjectName("overviewScroll")
        page.body.addWidget(_Header(self.document, description, page))
        self._told = self.document.findings
        first, others = _first_findings(self._told)
        if first:
            page.body.addWidget(self._findings(first, page, "findingList"))
        page.body.addWidget(FiguresCard(description, page))
        if description.signatures:
            page.body.addWidget(self._signatures(description.signatures, page))
        page.body.addWidget(self._columns(description, page))
        if others:
            page.body.addWidget(label("Notes", page, "heading"))
            page.body.addWidget(self._findings(others, page, "otherFindings" if first else "findingList"))
        return page

    def skeleton(self) -> QWidget:
        """Title and place are known before anything is read."""
        page = super().skeleton()
        if isinstance(page, ScrollPage):
            page.body.insertWidget(0, label(wording.name(self.document.name, 80), page, "title"))
        return page

    def _measured(self, _names: object = None) -> None:
        """Statistics came; what they found joins the findings."""
        if self.isVisible() and self._told != self.document.findings:
            self._shown = None
            self.refresh()

    def _findings(self, findings: list[Finding], page: QWidget, name: str) -> FindingStack:
        stack = FindingStack(findings, page, name=name)
        stack.activated.connect(self._choose_finding)
        return stack

    def _signatures(self, signatures: tuple[Signature, ...], page: QWidget) -> Card:
        card = Card(page, "Signatures", wording.count(len(signatures)))
        ordered = for_callers(signatures)
        for place, signature in enumerate(ordered[:_MOST_SIGNATURES]):
            if place:
                card.body.addWidget(Line(card))
            block = SignatureBlock(signature, card)
            block.chosen.connect(self._choose)
            card.body.addWidget(block)
        if len(ordered) > _MOST_SIGNATURES and card.heading:
            words = tr("Show all {ordered}", ordered=wording.count(len(ordered)))
            everything = button(words, card, icon="arrow-right", kind="link", name="allSignatures")
            everything.clicked.connect(self._choose_first_signature)
            card.heading.tools.addWidget(everything)
        return card

    def _columns(self, description: ModelDescription, page: QWidget) -> TwoColumns:
        columns = TwoColumns(page)
        left: list[QWidget] = []
        right: list[QWidget] = []
        if description.runtimes:
            left.append(RuntimesCard(description.runtimes, columns))
        if description.files or description.variables or description.constants:
            bytes_card = BytesCard(description, columns)
            bytes_card.chosen.connect(self._choose)
            left.append(bytes_card)
        if description.graph and description.graph.operators:
            right.append(OperatorsCard(description.graph, columns))
        about = AboutCard(description, columns)
        about.more.connect(self._choose_metadata)
        right.append(about)
        columns.fill(left, right)
        return columns

    @Slot(Chosen)
    def _choose(self, chosen: Chosen) -> None:
        self.document.selection.choose(chosen)

    @Slot()
    def _choose_first_signature(self) -> None:
        description = self.document.description
        if description and description.signatures:
            self._choose(Chosen("signature", for_callers(description.signatures)[0].key))

    @Slot()
    def _choose_metadata(self) -> None:
        self._choose(Chosen("asset", ""))

    @Slot(Finding)
    def _choose_finding(self, finding: Finding) -> None:
        self._choose(_meant(finding, self.document.description))


class _Header(QWidget):
    """Title, path, chips, and what else could be shown of the same file."""

    def __init__(self, document: Document, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._description = description
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_3)
        top.addWidget(ElidedLabel(document.name, self, "title"), 1)
        self._versions = self._chooser("Version", "versionChooser", list(description.versions))
        self._tags = self._chooser(
            tr("MetaGraph"), "metaGraphChooser", [", ".join(tags) for tags in description.meta_graphs]
        )
        for chooser in (self._versions, self._tags):
            if chooser is not None:
                top.addWidget(chooser)
        column.addLayout(top)
        column.addWidget(self._chips(description))
        path = QHBoxLayout()
        path.setSpacing(tokens.SPACE_1)
        path.addWidget(ElidedLabel(description.location, self, "secondary", mono=True))
        path.addWidget(CopyButton(description.location, self, "Copy the path", name="copyPath"))
        path.addStretch(1)
        column.addLayout(path)
        self._mark_current()

    def _chips(self, description: ModelDescription) -> QWidget:
        chips = QWidget(self)
        flow = FlowLayout(chips)
        words: list[tuple[str, tokens.Hue]] = [
            (wording.format_title(description.format), tokens.format_hue(description.format))
        ]
        words += [
            (wording.producers({program: version}), "grey")
            for program, version in description.producer.items()
        ]
        words += [(part.strip(), "grey") for part in description.detail.split("·") if part.strip()]
        findings = self._document.findings
        dangers = sum(finding.severity == "danger" for finding in findings)
        warnings = sum(finding.severity == "warning" for finding in findings)
        words += [(counted(dangers, "danger"), "red")] if dangers else []
        words += [(counted(warnings, "warning"), "orange")] if warnings else []
        for text, hue in (
            (text, hue) for text, hue in words if text
        ):  # a backend wrote no file and has no words
            flow.addWidget(Tag(wording.elided(wording.safe(text), 64), chips, hue))
        return chips

    def _chooser(self, words: str, name: str, choices: list[str]) -> QComboBox | None:
        if len(choices) < 2:
            return None
        chooser = QComboBox(self)
        chooser.setObjectName(name)
        chooser.setAccessibleName(words)
        chooser.setMaximumWidth(200)
        for choice in choices:
            chooser.addItem(f"{words} {wording.name(choice, 32)}", choice)
        return chooser

    def _mark_current(self) -> None:
        source, description = self._document.source, self._description
        if self._versions is not None:
            self._versions.setCurrentIndex(_place(list(description.versions), source.version))
            self._versions.activated.connect(self._choose)
        if self._tags is not None:
            self._tags.setCurrentIndex(_place(list(description.meta_graphs), source.tags))
            self._tags.activated.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        description, source = self._description, self._document.source
        tags, version = source.tags, source.version
        if self._tags is not None:
            tags = description.meta_graphs[self._tags.currentIndex()]
        if self._versions is not None:
            version = description.versions[self._versions.currentIndex()]
        if (tags, version) != (source.tags, source.version):
            self._document.choose(tags=tags, version=version)


def _place(choices: list[object], wanted: object) -> int:
    return choices.index(wanted) if wanted in choices else 0


def _first_findings(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """What stands above everything else: all that is dangerous, and warnings as long as they are few."""
    first = [finding for finding in findings if finding.severity == "danger"]
    warnings = [finding for finding in findings if finding.severity == "warning"]
    if len(first) + len(warnings) <= _MOST_FIRST:
        first += warnings
    return first, [finding for finding in findings if finding not in first]


def _meant(finding: Finding, description: ModelDescription | None) -> Chosen:
    """What a finding is about, where that can be shown; else the finding itself."""
    if description and finding.where:
        for chosen, names in (
            (Chosen("variable", finding.where), (v.name for v in description.variables)),
            (Chosen("layer", finding.where), (layer.name for layer in description.layers or ())),
            (Chosen("asset", finding.where), (asset.name for asset in description.assets)),
            (Chosen("signature", finding.where), (found.key for found in description.signatures)),
        ):
            if finding.where in names:
                return chosen
    return Chosen("finding", finding.code)
