# SPDX-License-Identifier: Apache-2.0
"""The preferences, made from the table of settings; each takes effect at once."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cutaway.qt import tokens
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.labels import label
from cutaway.session.settings import SETTINGS, Setting, Settings

_WIDTH = 480


class PreferencesDialog(QDialog):
    """A row for each setting. changed: another value was put."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setObjectName("preferencesDialog")
        self.setAccessibleName("Preferences")
        self.setWindowTitle("Preferences")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_4)
        for setting in SETTINGS:
            column.addLayout(self._row(setting))
        row = QHBoxLayout()
        row.addStretch(1)
        close = button("Close", self, kind="primary", name="closePreferences")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)
        self.setFixedSize(_WIDTH, column.heightForWidth(_WIDTH))

    def _row(self, setting: Setting) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        if setting.choices:
            row = QHBoxLayout()
            row.addWidget(label(setting.title, self), 1)
            box = QComboBox(self)
            for value, title in setting.choices:
                box.addItem(title, value)
            box.setCurrentIndex(box.findData(self._settings.text(setting.key)))
            box.currentIndexChanged.connect(self._choose)
            row.addWidget(box)
            column.addLayout(row)
            made: QWidget = box
        else:
            check = QCheckBox(setting.title, self)
            check.setChecked(self._settings.flag(setting.key))
            check.toggled.connect(self._toggle)
            column.addWidget(check)
            made = check
        made.setObjectName(f"setting:{setting.key}")
        made.setAccessibleName(setting.title)
        help_text = label(setting.help, self, "secondary", wrap=True)
        help_text.setContentsMargins(0 if setting.choices else tokens.SPACE_6, 0, 0, 0)
        column.addWidget(help_text)
        return column

    @Slot(int)
    def _choose(self, _place: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._settings.put(_key(box), str(box.currentData()))
            self.changed.emit()

    @Slot(bool)
    def _toggle(self, is_on: bool) -> None:  # noqa: FBT001 (Qt's signal)
        check = self.sender()
        if isinstance(check, QCheckBox):
            self._settings.put(_key(check), is_on)
            self.changed.emit()


def _key(widget: QWidget) -> str:
    return widget.objectName().removeprefix("setting:")
