# SPDX-License-Identifier: Apache-2.0
"""The dynamic dimensions of the inputs, each of which can be fixed to a size or left free."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.tensors import TensorSpec
from cutaway.qt import tokens
from cutaway.qt.widgets.labels import ElidedLabel, label
from cutaway.qt.words import tr
from cutaway.session.convert_desk import ConvertDesk

_NAME_WIDTH, _SIZE_WIDTH = 168, 84
_MOST = 2**31 - 1


class DimensionFields(QWidget):
    """A row for each input that has free dimensions."""

    def __init__(self, desk: ConvertDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: str | None = None
        self.count = 0
        self._fields: dict[tuple[str, int], QLineEdit] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_2)

    def refresh(self) -> None:
        """Show the inputs of the chosen signature."""
        if self._key == self._desk.signature:
            self._show_sizes()
            return
        self._key = self._desk.signature
        self._fields = {}
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        signature = self._desk.chosen()
        inputs = signature.inputs if signature is not None else ()
        dynamic = [spec for spec in inputs if spec.shape and None in spec.shape]
        self.count = len(dynamic)
        for spec in dynamic:
            self._column.addWidget(self._row(spec))
        if dynamic:
            words = tr("A size fixes the dimension in the result; an empty field leaves it as it is.")
            self._column.addWidget(label(words, self, "secondary", wrap=True))

    def _row(self, spec: TensorSpec) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        name = ElidedLabel(spec.name, holder, mono=True)
        name.setFixedWidth(_NAME_WIDTH + tokens.SPACE_1)
        row.addWidget(name)
        for axis, size in enumerate(spec.shape or ()):
            if axis:
                row.addWidget(label("×", holder, "secondary"))
            if size is not None:
                row.addWidget(label(str(size), holder, mono=True))
                continue
            field = QLineEdit(holder)
            field.setPlaceholderText(tr("free"))
            field.setValidator(QIntValidator(1, _MOST, field))
            field.setFixedWidth(_SIZE_WIDTH)
            field.setObjectName(f"dimension:{spec.name}:{axis}")
            field.setAccessibleName(f"{wording.safe(spec.name)}, {tr('axis')} {axis}")
            self._fields[spec.name, axis] = field
            field.textEdited.connect(partial(self._sized, spec.name, axis))
            row.addWidget(field)
        row.addStretch(1)
        self._show_sizes()
        return holder

    def _show_sizes(self) -> None:
        """What was fixed elsewhere is shown here too."""
        for (name, axis), field in self._fields.items():
            size = self._desk.dimensions.get(name, {}).get(axis)
            if not field.hasFocus():
                field.setText("" if size is None else str(size))

    def _sized(self, name: str, axis: int, text: str) -> None:
        self._desk.size(name, axis, int(text) if text.isdecimal() and int(text) > 0 else None)
