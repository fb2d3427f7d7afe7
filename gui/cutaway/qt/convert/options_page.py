# SPDX-License-Identifier: Apache-2.0
"""The second page of the wizard: where the result goes, and the options of the target with what concerns them."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.conversion.targets import Target
from cutaway.description import wording
from cutaway.description.graph import Graph
from cutaway.qt import tokens
from cutaway.qt.convert.custom_field import CustomField
from cutaway.qt.convert.cut_fields import CutFields
from cutaway.qt.convert.dimension_fields import DimensionFields
from cutaway.qt.convert.option_field import OptionField, fill
from cutaway.qt.convert.output_field import OutputField
from cutaway.qt.convert.page import ConvertPage
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.card import Card, ScrollPage
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk
from cutaway.session.jobs import Job, JobState

_NAME_WIDTH, _FIELD_WIDTH = 168, 420


class OptionsPage(ConvertPage):
    """Fields are made from the table of targets; findings stand beside the option that they concern."""

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, name="optionsPage", title="Options")
        self._target: Target | None = None
        self.fields: dict[str, OptionField] = {}
        self._is_graph_asked = False
        page = ScrollPage(self)
        page.setObjectName("convertOptions")
        page.setAccessibleName(tr("Options"))
        page.lie_flush(tokens.SPACE_2)
        self._general = QVBoxLayout()
        self._general.setSpacing(tokens.SPACE_2)
        page.body.addLayout(self._general)
        place = Card(page, "Result")
        self.output = OutputField(desk, place)
        place.body.addWidget(self.output)
        page.body.addWidget(place)
        self._card = Card(page, "Options")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens.SPACE_4)
        self._card.body.addLayout(self._rows)
        page.body.addWidget(self._card)
        self._inputs = Card(page, "Signature and sizes")
        if len(desk.signatures) > 1:
            self._inputs.body.addWidget(self._signature_box())
        self.dimensions = DimensionFields(desk, self._inputs)
        self._inputs.body.addWidget(self.dimensions)
        page.body.addWidget(self._inputs)
        if desk.takes_cuts:
            cut = Card(page, "Inputs and outputs")
            cut.body.addWidget(CutFields(desk, cut))
            page.body.addWidget(cut)
        if desk.takes_custom_objects:
            custom = Card(page, "Custom objects")
            custom.body.addWidget(CustomField(desk, custom))
            page.body.addWidget(custom)
        proof = Card(page, "Proof")
        proof.body.addWidget(self._proof_box(proof))
        page.body.addWidget(proof)
        self._page = page
        self.body.addWidget(page, 1)
        follow(self, desk.changed, self._show)

    def initializePage(self) -> None:
        """Show the options of the chosen target."""
        self._show()
        if not self._is_graph_asked and any(
            concern.finding.code.endswith("-operators") for concern in self.desk.concerns()
        ):
            self._is_graph_asked = True
            job = self.desk.service.reading.graph(self.desk.source)
            if job.is_over:
                self._graph_came(job)
            else:
                follow(self, job.finished, self._graph_came)

    def isComplete(self) -> bool:
        """Once nothing stands in the way."""
        return self.desk.target is not None and not self.desk.problem()

    def _signature_box(self) -> QWidget:
        holder = QWidget(self._inputs)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_3)
        name = label("Signature", holder)
        name.setFixedWidth(_NAME_WIDTH)
        row.addWidget(name)
        box = QComboBox(holder)
        box.setObjectName("convertSignature")
        box.setAccessibleName(tr("Signature"))
        box.setFixedWidth(_FIELD_WIDTH)
        for signature in self.desk.signatures:
            box.addItem(wording.name(signature.key, 60), signature.key)
        box.setCurrentIndex(max(box.findData(self.desk.signature), 0))
        box.activated.connect(self._call)
        row.addWidget(box)
        row.addStretch(1)
        return holder

    def _proof_box(self, parent: QWidget) -> QWidget:
        holder = QWidget(parent)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_1)
        check = QCheckBox(tr("Load the result again and compare its answers with those of the model"), holder)
        check.setObjectName("convertProves")
        check.setAccessibleName(check.text())
        check.setChecked(self.desk.proves)
        check.toggled.connect(self._prove)
        column.addWidget(check)
        words = tr("Both are run on the same inputs: three random samples, or the calibration data.")
        help_text = label(words, holder, "secondary", wrap=True)
        help_text.setContentsMargins(tokens.SPACE_6, 0, 0, 0)
        column.addWidget(help_text)
        return holder

    def _show(self) -> None:
        desk = self.desk
        if desk.target is None:
            return
        if desk.target is not self._target:
            self._make(desk.target)
        size = wording.byte_size(desk.estimate())
        self.heading.setText(tr(desk.target.title))
        self.words.setText(
            tr(
                "Its weights will take about {size}; the model has {size_2}.",
                size=size,
                size_2=wording.byte_size(desk.model.bytes),
            )
        )
        self.dimensions.refresh()
        self._inputs.setVisible(len(desk.signatures) > 1 or self.dimensions.count > 0)
        found, values = desk.concerns(), desk.options()
        for key, field in self.fields.items():
            field.setVisible(desk.matters(field.option))
            field.show_value(values[key])
            field.tell([concern.finding for concern in found if concern.option == key])
        fill(
            self._general,
            [concern.finding for concern in found if concern.option not in self.fields],
            self._page.widget(),
        )
        self.completeChanged.emit()

    def _make(self, target: Target) -> None:
        self._target = target
        for field in self.fields.values():
            self._rows.removeWidget(field)
            field.hide()
            field.deleteLater()
        values = self.desk.options()
        self.fields = {}
        for option in target.options:
            field = OptionField(option, values[option.key], self._card)
            field.edited.connect(self.desk.put)
            self._rows.addWidget(field)
            self.fields[option.key] = field
        self._card.setVisible(bool(target.options))

    def _graph_came(self, job: Job[Graph | None]) -> None:
        if job.state is JobState.DONE:
            self.desk.with_graph(job.result)

    @Slot(int)
    def _call(self, place: int) -> None:
        self.desk.call(self.desk.signatures[place].key)

    @Slot(bool)
    def _prove(self, is_wanted: bool) -> None:  # noqa: FBT001 (Qt's signal)
        self.desk.prove(is_wanted=is_wanted)
