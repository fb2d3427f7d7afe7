# SPDX-License-Identifier: Apache-2.0
"""The options of a source as fields, made from the table of sources."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cutaway.description.running import InputChoice
from cutaway.description.sources import SourceKind, SourceOption, is_file, kind_of, options_for
from cutaway.description.tensors import TensorSpec
from cutaway.qt import fonts, icons, tokens
from cutaway.qt.views.flow import FlowLayout
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.labels import label

_CELL, _AIR = 164, 6
_OF_DISTRIBUTION = {
    "auto": frozenset({"mean", "deviation"}),
    "normal": frozenset({"mean", "deviation"}),
    "uniform": frozenset({"low", "high"}),
    "integers": frozenset({"low", "high"}),
}
_OPEN = frozenset({"random", "constant"})
"""Sources with few options, which are shown at once."""


class SourceOptions(QWidget):
    """changed: another value of an option. Options of files are folded away until the user unfolds them.

    is_brief: those of all other sources, too.
    """

    changed = Signal()

    def __init__(self, spec: TensorSpec, parent: QWidget | None, *, is_brief: bool = False) -> None:
        super().__init__(parent)
        self._is_brief = is_brief
        self._dtype = spec.dtype
        self._kind: SourceKind | None = None
        self._values: dict[str, str] = {}
        self._cells: dict[str, QWidget] = {}
        self._name_width = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_1)
        self._fold = button("Options", self, icon="chevron-right", kind="link", name="inputOptions")
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._unfold)
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid = QWidget(self)
        self._flow = FlowLayout(self._grid, tokens.SPACE_2)
        column.addWidget(self._grid)

    def show_choice(self, choice: InputChoice) -> None:
        """Show the options of its source with their values."""
        kind = kind_of(choice.source, is_folder=is_file(choice.source) and Path(choice.source).is_dir())
        self._values = dict(choice.options)
        if kind is not self._kind:
            self._kind = kind
            self._make()
        self._show_values()

    def values(self) -> dict[str, str]:
        """The options that are not as the table has them."""
        return dict(self._values)

    def _make(self) -> None:
        for cell in self._cells.values():
            self._flow.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        options = options_for(self._kind, self._dtype) if self._kind is not None else ()
        metrics = QFontMetrics(fonts.interface(tokens.SECONDARY_PX))
        self._name_width = (
            max((metrics.horizontalAdvance(option.name) for option in options), default=0) + _AIR
        )
        self._cells = {option.name: self._cell(option) for option in options}
        is_open = self._kind is not None and self._kind.name in _OPEN and not self._is_brief
        self._fold.setVisible(bool(options) and not is_open)
        self._grid.setVisible(bool(options) and (is_open or self._fold.isChecked()))
        self.setVisible(bool(options))

    def _cell(self, option: SourceOption) -> QWidget:
        cell = QWidget(self._grid)
        cell.setFixedWidth(_CELL)
        cell.setToolTip(option.help)
        row = QHBoxLayout(cell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_1)
        name = label(option.name, cell, "secondary")
        name.setFixedWidth(self._name_width)
        row.addWidget(name)
        field: QWidget
        if option.type == "choice":
            field = box = QComboBox(cell)
            box.addItems(option.choices)
            box.activated.connect(self._changed)
        else:
            field = line = QLineEdit(cell)
            line.setPlaceholderText(option.default)
            line.textEdited.connect(self._changed)
        field.setObjectName(f"option:{option.name}")
        field.setAccessibleName(option.help)
        field.setMinimumWidth(0)
        row.addWidget(field, 1)
        self._flow.addWidget(cell)
        cell.show()
        return cell

    def _show_values(self) -> None:
        options = options_for(self._kind, self._dtype) if self._kind is not None else ()
        for option in options:
            value = self._values.get(option.name, "")
            cell = self._cells[option.name]
            box, line = cell.findChild(QComboBox), cell.findChild(QLineEdit, f"option:{option.name}")
            if box is not None:
                box.setCurrentIndex(max(box.findText(value or option.default), 0))
            elif line is not None and line.text().strip() != value:
                line.setText(value)
        if self._kind is not None and self._kind.name == "random" and "distribution" in self._cells:
            wanted = _OF_DISTRIBUTION.get(self._values.get("distribution", "auto"), frozenset())
            if "int" in self._dtype and self._values.get("distribution", "auto") == "auto":
                wanted = _OF_DISTRIBUTION["integers"]
            for name, cell in self._cells.items():
                cell.setVisible(name == "distribution" or name in wanted)

    @Slot()
    def _changed(self, *_: object) -> None:
        options = options_for(self._kind, self._dtype) if self._kind is not None else ()
        found = {}
        for option in options:
            cell = self._cells[option.name]
            box, line = cell.findChild(QComboBox), cell.findChild(QLineEdit, f"option:{option.name}")
            value = box.currentText() if box is not None else line.text().strip() if line is not None else ""
            if value and value != option.default and not cell.isHidden():
                found[option.name] = value
        self._values = found
        self.changed.emit()

    @Slot(bool)
    def _unfold(self, is_open: bool) -> None:  # noqa: FBT001 (Qt's signal)
        self._fold.setIcon(icons.icon("chevron-down" if is_open else "chevron-right", "accent"))
        self._grid.setVisible(is_open)
