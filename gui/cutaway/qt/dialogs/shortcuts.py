# SPDX-License-Identifier: Apache-2.0
"""All keyboard shortcuts, read from the table of actions; each can be changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cutaway.qt import manual_page, tokens
from cutaway.qt.actions import ActionRow, Actions
from cutaway.qt.widgets.buttons import IconButton, button
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr
from cutaway.session.settings import Settings

TITLES = {
    "file": "File",
    "model": "Model",
    "go": "Go",
    "view": "View",
    "help": "Help",
    "app": "Program",
    "": "More",
}
"""Of the menus, in the order in which they stand here; the last is for what only the palette offers."""
_SIZE = (560, 640)
_KEYS_WIDTH = 170
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutsDialog(QDialog):
    """A row for each action: its name, its keys, and a button that gives the usual ones back."""

    def __init__(self, actions: Actions, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._settings = settings
        self._rows = {row.id: row for row in actions.rows}
        self._fields: dict[str, QKeySequenceEdit] = {}
        self.setObjectName("shortcutsDialog")
        manual_page.give_key(self, "shortcuts")
        self.setAccessibleName(tr("Keyboard shortcuts"))
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.resize(_SIZE[0], min(_SIZE[1], self.screen().availableGeometry().height() - 64))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, tokens.SPACE_4)
        outer.setSpacing(tokens.SPACE_3)
        outer.addWidget(self._page(), 1)
        self._said = label("", self, "secondary", wrap=True)
        self._said.setContentsMargins(tokens.SPACE_6, 0, tokens.SPACE_6, 0)
        self._say(tr("Choose a field and press the keys. Backspace leaves an action without any."))
        outer.addWidget(self._said)
        outer.addLayout(self._buttons())

    def _page(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("shortcutsPage")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget(area)
        inside.setProperty("kind", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, 0)
        column.setSpacing(tokens.SPACE_3)
        for menu, title in TITLES.items():
            rows = [row for row in self._actions.rows if row.menu == menu]
            if rows:
                column.addWidget(label(title, inside, "heading"))
                column.addLayout(self._grid(rows, inside))
        column.addStretch(1)
        area.setWidget(inside)
        return area

    def _grid(self, rows: list[ActionRow], parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(tokens.SPACE_1)
        grid.setColumnStretch(0, 1)
        for place, row in enumerate(rows):
            action = self._actions[row.id]
            name = label(action.text().rstrip("…"), parent)
            grid.addWidget(name, place, 0)
            field = _KeyField(parent)
            field.setObjectName(f"keys:{row.id}")
            field.setAccessibleName(tr("Keys of {action}").format(action=action.text().rstrip("…")))
            field.setKeySequence(action.shortcut())
            field.editingFinished.connect(self._changed)
            name.setBuddy(field)
            self._fields[row.id] = field
            grid.addWidget(field, place, 1)
            usual = IconButton("history", "Give the usual keys back", parent, name=f"usual:{row.id}")
            usual.clicked.connect(self._give_back)
            grid.addWidget(usual, place, 2)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(tokens.SPACE_6, 0, tokens.SPACE_6, 0)
        all_usual = button("Give all back", self, name="allUsualKeys")
        all_usual.setAutoDefault(False)
        all_usual.clicked.connect(self._give_all_back)
        row.addWidget(all_usual)
        row.addStretch(1)
        close = button("Close", self, kind="primary", name="closeShortcuts")
        close.setAutoDefault(False)  # Enter may be a key that somebody chooses
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    @Slot()
    def _changed(self) -> None:
        field = self.sender()
        if not isinstance(field, QKeySequenceEdit):
            return
        name = field.objectName().removeprefix("keys:")
        wanted = field.keySequence()
        if wanted == self._actions[name].shortcut():
            return
        spelled = wanted.toString(_PORTABLE)
        owner = self._actions.owner_of(spelled) if spelled else ""
        if owner and owner != name:
            field.setKeySequence(self._actions[name].shortcut())
            words = self._actions[owner].text().rstrip("…")
            sentence = tr("{keys} belongs to “{action}”. Change that one first.")
            self._say(sentence.format(keys=wanted.toString(_NATIVE), action=words), "danger")
            return
        self._put(name, (spelled, *self._rows[name].keys[1:]) if spelled else ())

    @Slot()
    def _give_back(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, IconButton):
            self._put(pressed.objectName().removeprefix("usual:"), None)

    @Slot()
    def _give_all_back(self) -> None:
        for name in tuple(self._settings.shortcuts()):
            self._put(name, None)

    def _put(self, name: str, keys: tuple[str, ...] | None) -> None:
        if name not in self._fields:  # of another version of the program
            return
        self._settings.put_shortcuts(name, keys)
        self._actions.give_keys(name, keys)
        action = self._actions[name]
        self._fields[name].setKeySequence(action.shortcut())
        shown = action.shortcut().toString(_NATIVE) or tr("no keys")
        self._say(tr("“{action}” has {keys} now.").format(action=action.text().rstrip("…"), keys=shown))

    def _say(self, words: str, role: str = "secondary") -> None:
        self._said.setText(words)
        self._said.setProperty("role", role)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)


class _KeyField(QKeySequenceEdit):
    """Takes one combination of keys; Tab goes on, as it does in every other field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        self.setFixedWidth(_KEYS_WIDTH)
        self.setFinishingKeyCombinations([])
        inside = self.findChild(QLineEdit)
        if inside is not None:
            inside.setObjectName("qt_keys")
            inside.setPlaceholderText(tr("none"))
            inside.setAlignment(Qt.AlignmentFlag.AlignRight)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        ):
            return self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        return super().event(event)
