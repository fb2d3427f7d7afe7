# SPDX-License-Identifier: Apache-2.0
"""The cards of the overview: figures, where the bytes are, ops, runtimes, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.findings import Finding, Runtime
from cutaway.description.graph import GraphSummary, Operator
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.variables import Variable, title
from cutaway.qt import icons, tokens
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.widgets.bars import BarRow, Share, ShareBar
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.card import Card, Line
from cutaway.qt.widgets.finding_card import FindingCard
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import NumberLabel, label
from cutaway.qt.words import counted, tr
from cutaway.session.selection import Chosen
from cutaway.session.variable_listing import shared_folder

_MOST_BARS = 8
_MOST_FINDINGS = 12
_SHORTENED = 1_000_000
"""From here on a figure is told in millions."""
_FILE_HUES: tuple[tokens.Hue, ...] = ("blue", "teal", "violet", "orange", "green", "pink", "yellow", "grey")
_VERDICT_ICONS = {
    True: ("circle-check", "good"),
    False: ("ban", "danger"),
    None: ("circle-help", "secondary"),
}
_LARGEST = {"variable": "Largest variables", "constant": "Largest constants"}
_VERDICT_WORDS = {True: "runs it", False: "does not run it", None: "cannot be told without trying"}


class FiguresCard(Card):
    """Headline figures side by side."""

    def __init__(self, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Figures"))
        flow = FlowLayout(_inside(self), tokens.SPACE_8)
        for words, short, full in _figures(description):
            flow.addWidget(_Figure(words, short, full, self))


class _Figure(QWidget):
    """A number with its word under it."""

    def __init__(self, words: str, short: str, full: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        number = NumberLabel(short, full, self, "figure")
        number.setAccessibleName(f"{full} {words}")
        column.addWidget(number)
        column.addWidget(label(words, self, "secondary"))


class BytesCard(Card):
    """Files as one bar, the largest variables as bars. chosen: a variable was clicked."""

    chosen = Signal(Chosen)

    def __init__(self, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent, "Where the bytes are", wording.byte_size(description.bytes))
        files = sorted((file for file in description.files if file.bytes), key=_file_bytes, reverse=True)
        if len(files) > 1:
            shares = _file_shares(files)
            self.body.addWidget(ShareBar(shares, self, tr("Files")))
            legend = FlowLayout(_inside(self), tokens.SPACE_4)
            for share in shares:
                legend.addWidget(_LegendEntry(share, self))
        kind, tensors = ("variable", description.variables)
        if not tensors:
            kind, tensors = ("constant", description.constants)
        self._kind = kind
        largest = sorted(tensors, key=_variable_bytes, reverse=True)[:_MOST_BARS]
        if largest:
            self.body.addWidget(label(_LARGEST[kind], self, "secondary"))
            rows = QVBoxLayout()
            rows.setSpacing(0)
            shared = shared_folder([title(variable) for variable in largest])
            for variable in largest:
                name = title(variable)
                words = wording.byte_size(variable.bytes)
                share = Share(name.removeprefix(shared), variable.bytes, words, "blue", variable.name)
                row = BarRow(share, largest[0].bytes, self)
                row.setToolTip(wording.name(name))
                row.clicked.connect(self._choose)
                rows.addWidget(row)
            self.body.addLayout(rows)

    @Slot(str)
    def _choose(self, name: str) -> None:
        self.chosen.emit(Chosen("variable" if self._kind == "variable" else "constant", name))


class _LegendEntry(QWidget):
    """A dot in the colour of a share, its name and amount."""

    def __init__(self, share: Share, parent: QWidget | None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Dot(share.hue, self))
        row.addWidget(label(wording.name(share.title, 48), self, mono=True))
        row.addWidget(label(share.words, self, "secondary"))


class _Dot(QWidget):
    def __init__(self, hue: tokens.Hue, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._hue: tokens.Hue = hue
        self.setFixedSize(8, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colors_of(self.palette()).tones[self._hue].solid)
        painter.drawEllipse(self.rect())


class OperatorsCard(Card):
    """The most frequent ops, those outside TensorFlow in another colour."""

    def __init__(self, graph: GraphSummary, parent: QWidget | None) -> None:
        ops = sorted(graph.operators, key=_op_count, reverse=True)
        super().__init__(parent, "Operations", counted(len(ops), "kind"))
        odd = [op for op in ops if op.kind != "builtin"]
        shown = [*ops[:_MOST_BARS], *(op for op in odd if op not in ops[:_MOST_BARS])][: _MOST_BARS + 4]
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for op in shown:
            title = op.name if op.kind == "builtin" else f"{op.name} ({op.kind})"
            hue: tokens.Hue = "teal" if op.kind == "builtin" else "orange"
            rows.addWidget(BarRow(Share(title, op.count, wording.count(op.count), hue), ops[0].count, self))
        self.body.addLayout(rows)
        if len(ops) > len(shown):
            self.body.addWidget(
                label(tr("and {ops} more kinds", ops=len(ops) - len(shown)), self, "secondary")
            )


class RuntimesCard(Card):
    """What can load the model, each with its reason."""

    def __init__(self, runtimes: Sequence[Runtime], parent: QWidget | None) -> None:
        super().__init__(parent, "Where it runs")
        for place, runtime in enumerate(runtimes):
            if place:
                self.body.addWidget(Line(self))
            row = QHBoxLayout()
            row.setSpacing(tokens.SPACE_3)
            row.addWidget(_Verdict(runtime.verdict, self), 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(label(wording.name(runtime.name), self, "strong", wrap=True))
            words.addWidget(label(wording.safe(runtime.reason), self, "quiet", wrap=True))
            row.addLayout(words, 1)
            self.body.addLayout(row)


class _Verdict(QWidget):
    def __init__(self, verdict: bool | None, parent: QWidget | None) -> None:  # noqa: FBT001 (the verdict itself)
        super().__init__(parent)
        self._icon, self._color = _VERDICT_ICONS[verdict]
        self.setFixedSize(18, 18)
        told = tr(_VERDICT_WORDS[verdict])
        self.setAccessibleName(told)
        self.setToolTip(told[:1].upper() + told[1:])

    def paintEvent(self, _event: QPaintEvent) -> None:
        color = tokens.colors_of(self.palette()).named(self._color)
        icons.paint(QPainter(self), self.rect(), self._icon, color)


class AboutCard(Card):
    """What the file says of itself, short. more: all of it is asked for."""

    more = Signal()

    def __init__(self, description: ModelDescription, parent: QWidget | None) -> None:
        super().__init__(parent, "About this file")
        facts = KeyValueList(self)
        for key, value, mono in _facts(description):
            facts.add(key, wording.elided(value, 400), mono=mono)
        self.body.addWidget(facts)
        if description.metadata and self.heading:
            all_of_it = button("All metadata", self, icon="arrow-right", kind="link", name="allMetadata")
            all_of_it.clicked.connect(self.more)
            self.heading.tools.addWidget(all_of_it)


class FindingStack(QWidget):
    """Findings as cards, at first no more than one can read. activated: one was chosen."""

    activated = Signal(Finding)

    def __init__(self, findings: Sequence[Finding], parent: QWidget | None, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("Findings"))
        self._rest = tuple(findings[_MOST_FINDINGS:])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_2)
        self._add(findings[:_MOST_FINDINGS])
        self._more = None
        if self._rest:
            self._more = button(
                tr("Show {rest} more", rest=len(self._rest)), self, kind="link", name="moreFindings"
            )
            self._more.clicked.connect(self._show_rest)
            self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            card = FindingCard(finding, self)
            card.activated.connect(self.activated)
            self._column.addWidget(card)

    @Slot()
    def _show_rest(self) -> None:
        if self._more is not None:
            self._more.hide()
        self._add(self._rest)
        self._rest = ()


def _inside(card: Card) -> QWidget:
    """A widget in the card's body that carries a layout of its own."""
    inside = QWidget(card)
    card.body.addWidget(inside)
    return inside


def _figures(description: ModelDescription) -> list[tuple[str, str, str]]:
    found = []
    totals = [
        ("parameters", description.parameters),
        (tr("of the optimizer"), description.optimizer_parameters),
        ("variables", len(description.variables)),
        ("constants", len(description.constants)),
        ("layers", len(description.layers or ())),
        ("nodes", description.graph.nodes if description.graph else 0),
        ("functions", description.graph.functions if description.graph else 0),
        ("signatures", len(description.signatures)),
    ]
    for words, number in totals:
        if number:
            one = tr(words.removesuffix("s") if number == 1 else words)
            short = wording.count(number) if number < _SHORTENED else wording.compact(number)
            found.append((one, short, wording.count(number)))
    size = wording.byte_size(description.bytes), counted(description.bytes, "byte")
    found.insert(
        bool(description.parameters) + bool(description.optimizer_parameters), (tr("on disk"), *size)
    )
    return found


def _file_shares(files: Sequence[ModelFile]) -> list[Share]:
    shown = list(files[:5])
    shares = [
        Share(file.name, file.bytes, wording.byte_size(file.bytes), hue)
        for file, hue in zip(shown, _FILE_HUES, strict=False)
    ]
    rest = sum(file.bytes for file in files[5:])
    if rest:
        words = counted(len(files) - 5, "more file")
        shares.append(Share(words, rest, wording.byte_size(rest), "grey"))
    return shares


def _facts(description: ModelDescription) -> list[tuple[str, str, bool]]:
    facts = [("Path", description.path, True)]
    if description.location != description.path:
        facts.append((tr("Read from"), description.location, True))
    facts += (
        [(tr("Written by"), wording.producers(description.producer), False)] if description.producer else []
    )
    facts += [(tr("Detail"), description.detail, False)] if description.detail else []
    if description.meta_graphs:
        shown = ["{" + ", ".join(tags) + "}" for tags in description.meta_graphs[:8]]
        facts.append((tr("Tags"), "  ".join(shown), True))
    if description.files:
        facts.append((tr("Files"), counted(len(description.files), "file"), False))
    for key, value in list(description.metadata.items())[:12]:
        if isinstance(value, str | int | float | bool) and value != "":
            facts.append((wording.name(key.replace("_", " ").capitalize(), 24), str(value)[:400], False))
    return facts


def _file_bytes(file: ModelFile) -> int:
    return file.bytes


def _variable_bytes(variable: Variable) -> int:
    return variable.bytes


def _op_count(op: Operator) -> int:
    return op.count
