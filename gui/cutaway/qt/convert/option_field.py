# SPDX-License-Identifier: Apache-2.0
"""One option of a target as a field made from the table, with its help and what is known to concern it below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cutaway.conversion.targets import Option, OptionValue
from cutaway.description.findings import Finding
from cutaway.qt import tokens
from cutaway.qt.widgets.finding_card import FindingCard
from cutaway.qt.widgets.labels import label
from cutaway.qt.widgets.number_field import NumberField
from cutaway.qt.words import tr

_NAME_WIDTH, _FIELD_WIDTH, _NUMBER_WIDTH = 168, 420, 110
_MOST = 2**31 - 1


class OptionField(QWidget):
    """edited: key and the new value."""

    edited = Signal(str, object)

    def __init__(self, option: Option, value: OptionValue, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.option = option
        self._told: tuple[Finding, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_1)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        self._field = self._made(value)
        if option.kind == "flag":
            row.addSpacing(_NAME_WIDTH + tokens.SPACE_3)
        else:
            name = label(option.title, self)
            name.setFixedWidth(_NAME_WIDTH)
            row.addWidget(name)
        row.addWidget(self._field)
        row.addStretch(1)
        column.addLayout(row)
        inner = QVBoxLayout()
        inner.setContentsMargins(_NAME_WIDTH + tokens.SPACE_3, 0, 0, 0)
        inner.setSpacing(tokens.SPACE_2)
        text = label(option.help, self, "secondary", wrap=True)
        if option.kind == "flag":
            text.setContentsMargins(tokens.SPACE_6, 0, 0, 0)
        inner.addWidget(text)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(tokens.SPACE_2)
        inner.addLayout(self._findings)
        column.addLayout(inner)

    def tell(self, findings: Sequence[Finding]) -> None:
        """Show what is known to concern this option."""
        if tuple(findings) != self._told:
            self._told = tuple(findings)
            fill(self._findings, findings, self)

    def show_value(self, value: OptionValue) -> None:
        """Show the value as it is now, whoever changed it."""
        field = self._field
        if isinstance(field, QComboBox):
            field.setCurrentIndex(max(field.findData(value), 0))
        elif isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, NumberField):
            field.setValue(int(value))
        elif isinstance(field, QLineEdit) and not field.hasFocus():
            field.setText(str(value))

    def _made(self, value: OptionValue) -> QWidget:
        option = self.option
        field: QWidget
        if option.kind == "choice":
            field = box = QComboBox(self)
            for key, title in option.choices:
                box.addItem(tr(title), key)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.currentIndexChanged.connect(self._changed)
            box.setFixedWidth(_FIELD_WIDTH)
        elif option.kind == "flag":
            field = check = QCheckBox(tr(option.title), self)
            check.setChecked(bool(value))
            check.toggled.connect(self._changed)
        elif option.kind == "integer":
            least, most = option.least, option.most
            field = number = NumberField(
                self,
                int(least) if least is not None else 0,
                int(most) if most is not None else _MOST,
                name="",
                words=option.title,
                width=_NUMBER_WIDTH,
            )
            number.setValue(int(value))
            number.valueChanged.connect(self._changed)
        else:
            field = line = QLineEdit(str(value), self)
            line.editingFinished.connect(self._changed)
            line.setFixedWidth(_FIELD_WIDTH)
        field.setObjectName(f"option:{option.key}")
        field.setAccessibleName(tr(option.title))
        field.setAccessibleDescription(tr(option.help))
        return field

    @Slot()
    def _changed(self, *_: object) -> None:
        field = self._field
        if isinstance(field, QComboBox):
            self.edited.emit(self.option.key, field.currentData())
        elif isinstance(field, QCheckBox):
            self.edited.emit(self.option.key, field.isChecked())
        elif isinstance(field, NumberField):
            self.edited.emit(self.option.key, field.value())
        elif isinstance(field, QLineEdit):
            self.edited.emit(self.option.key, field.text().strip())


def fill(place: QVBoxLayout, findings: Sequence[Finding], parent: QWidget | None) -> None:
    """Put cards of findings into a place, instead of those that were there."""
    while (item := place.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    for finding in findings:
        card = FindingCard(finding, parent)
        place.addWidget(card)
        card.show()
