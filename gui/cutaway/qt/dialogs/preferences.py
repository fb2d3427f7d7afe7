# SPDX-License-Identifier: Apache-2.0
"""The preferences, made from the table of settings; each takes effect at once, or says when it does."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cutaway.qt import manual_page, tokens
from cutaway.qt.widgets.buttons import button
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.settings import SETTINGS, Setting, Settings, Value

_WIDTH, _HEIGHT = 540, 640
_FIELD_WIDTH = 200


class PreferencesDialog(QDialog):
    """A row for each setting. changed: another value was put; its key. shortcuts_asked: the button for shortcuts."""

    changed = Signal(str)
    shortcuts_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setObjectName("preferencesDialog")
        manual_page.give_key(self, "preferences")
        self.setAccessibleName(tr("Preferences"))
        self.setWindowTitle(tr("Preferences"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, tokens.SPACE_4)
        outer.setSpacing(tokens.SPACE_4)
        outer.addWidget(self._page(), 1)
        outer.addLayout(self._buttons())
        room = self.screen().availableGeometry().height() - 2 * tokens.SPACE_8
        self.resize(_WIDTH, min(_HEIGHT, room))
        self.setMinimumWidth(_WIDTH)

    def _page(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("preferencesPage")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(area)
        inside.setProperty("kind", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, 0)
        column.setSpacing(tokens.SPACE_4)
        in_order = sorted(SETTINGS, key=lambda setting: _sections().index(setting.section))
        for section, rows in groupby(in_order, key=lambda setting: setting.section):
            column.addWidget(label(section, inside, "heading"))
            for setting in rows:
                column.addLayout(self._row(setting, inside))
            column.addSpacing(tokens.SPACE_2)
        column.addStretch(1)
        area.setWidget(inside)
        return area

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(tokens.SPACE_6, 0, tokens.SPACE_6, 0)
        shortcuts = button("Keyboard shortcuts…", self, icon="keyboard", name="preferencesShortcuts")
        shortcuts.clicked.connect(self.shortcuts_asked)
        shortcuts.setAutoDefault(False)
        row.addWidget(shortcuts)
        row.addStretch(1)
        close = button("Close", self, kind="primary", name="closePreferences")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row.addWidget(close)
        return row

    def _row(self, setting: Setting, parent: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        if setting.choices or setting.is_font:
            row = QHBoxLayout()
            title = label(setting.title, parent)
            row.addWidget(title, 1)
            box = self._choices(setting, parent)
            title.setBuddy(box)
            row.addWidget(box)
            column.addLayout(row)
            made: QWidget = box
        else:
            check = QCheckBox(tr(setting.title), parent)
            check.setChecked(self._settings.flag(setting.key))
            check.toggled.connect(self._toggle)
            column.addWidget(check)
            made = check
        words = (
            f"{tr(setting.help)} {tr('From the next start on.')}" if setting.is_later else tr(setting.help)
        )
        made.setObjectName(f"setting:{setting.key}")
        made.setAccessibleName(tr(setting.title))
        made.setAccessibleDescription(words)
        help_text = label(words, parent, "secondary", wrap=True)
        help_text.setContentsMargins(0 if setting.choices or setting.is_font else tokens.SPACE_6, 0, 0, 0)
        column.addWidget(help_text)
        return column

    def _choices(self, setting: Setting, parent: QWidget) -> QComboBox:
        box = QComboBox(parent)
        box.setFixedWidth(_FIELD_WIDTH)
        choices = _fonts(setting) if setting.is_font else setting.choices
        for value, title in choices:
            box.addItem(tr(title), value)
        box.setCurrentIndex(max(box.findData(self._settings.text(setting.key)), 0))
        box.currentIndexChanged.connect(self._choose)
        return box

    @Slot(int)
    def _choose(self, _place: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._put(box, str(box.currentData()))

    @Slot(bool)
    def _toggle(self, is_on: bool) -> None:  # noqa: FBT001 (Qt's signal)
        check = self.sender()
        if isinstance(check, QCheckBox):
            self._put(check, is_on)

    def _put(self, widget: QWidget, value: Value) -> None:
        key = widget.objectName().removeprefix("setting:")
        self._settings.put(key, value)
        self.changed.emit(key)


def _sections() -> list[str]:
    """The headings, in the order in which the table names them first."""
    return list(dict.fromkeys(setting.section for setting in SETTINGS))


def _fonts(setting: Setting) -> list[tuple[str, str]]:
    """The families that fit: fixed pitch ones for names and values, all for the rest."""
    is_mono = setting.key == "mono_font"
    families = (
        family
        for family in QFontDatabase.families()
        if not QFontDatabase.isPrivateFamily(family) and (not is_mono or QFontDatabase.isFixedPitch(family))
    )
    return [("", tr("Cutaway's own")), *((family, family) for family in families)]
