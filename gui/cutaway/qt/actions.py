# SPDX-License-Identifier: Apache-2.0
"""Everything the window can do, as a table; menus, shortcuts, buttons and the palette are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from cutaway.qt import icons, tokens
from cutaway.qt.words import tr

When: TypeAlias = Literal[
    "always",
    "document",
    "ready",
    "runs",
    "converts",
    "compares",
    "edits",
    "edited",
    "undo",
    "redo",
    "back",
    "forward",
    "tabs",
]
Menu: TypeAlias = Literal["file", "model", "go", "view", "help", "app", ""]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """id: the contract's. keys: portable spelling, the first is shown. when: the condition under which it works.

    menu: where it stands, empty for the palette alone. group: of those with one group exactly one is checked.
    ends_block: a line follows in the menu.
    """

    id: str
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    when: When = "always"
    menu: Menu = ""
    group: str = ""
    is_checkable: bool = False
    ends_block: bool = False


ACTIONS: tuple[ActionRow, ...] = (
    ActionRow("file.open", "Open file…", "file-box", ("Ctrl+O",), menu="file"),
    ActionRow("file.open_folder", "Open folder…", "folder-open", ("Ctrl+Shift+O",), menu="file"),
    ActionRow(
        "file.open_pasted",
        "Open path from clipboard",
        "clipboard-paste",
        ("Ctrl+V",),
        menu="file",
        ends_block=True,
    ),
    ActionRow("file.reload", "Reload", "refresh-cw", ("F5", "Ctrl+R"), "document", "file"),
    ActionRow("file.show_in_folder", "Show in folder", "folder", ("Ctrl+Alt+R",), "document", "file"),
    ActionRow("file.close", "Close tab", "x", ("Ctrl+W", "Ctrl+F4"), "document", "file", ends_block=True),
    ActionRow(
        "file.save_as", "Save the edited model as…", "save", ("Ctrl+Shift+S", "Ctrl+S"), "edited", "file"
    ),
    ActionRow("edit.undo", "Undo the last edit", "undo-2", ("Ctrl+Z",), "undo", "file"),
    ActionRow("edit.redo", "Redo the edit", "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "file"),
    ActionRow("edit.copy", "Copy", "copy", ("Ctrl+C",), "document", "file"),
    ActionRow(
        "edit.copy_path",
        "Copy path",
        "clipboard-copy",
        ("Ctrl+Shift+C",),
        "document",
        "file",
        ends_block=True,
    ),
    ActionRow("model.run", "Run", "play", ("Ctrl+Return", "Ctrl+Enter"), "runs", "model"),
    ActionRow("model.convert", "Convert…", "arrow-right-left", ("Ctrl+Shift+E",), "converts", "model"),
    ActionRow("model.compare", "Compare", "columns-2", ("Ctrl+Shift+M",), "compares", "model"),
    ActionRow("signatures.edit", "Edit signatures", "pencil", ("Ctrl+E",), "edits", "model"),
    ActionRow("app.preferences", "Preferences…", "settings-2", ("Ctrl+,",), menu="app"),
    ActionRow("app.quit", "Quit", "log-out", ("Ctrl+Q",), menu="app"),
    ActionRow("view.palette", "Search everything…", "search", ("Ctrl+K", "Ctrl+P"), menu="go"),
    ActionRow("view.filter", "Filter this page", "search", ("Ctrl+F",), "ready", "go"),
    ActionRow("graph.search", "Search the graph", "waypoints", ("Ctrl+Shift+F",), "ready", "go"),
    ActionRow("graph.begin", "Begin ways at the chosen node", "", ("Ctrl+Shift+B",), "ready", "go"),
    ActionRow("graph.ways", "Find ways to the chosen node", "route", ("Ctrl+Shift+P",), "ready", "go"),
    ActionRow("graph.dead", "List dead nodes", "ban", ("Ctrl+Shift+D",), "ready", "go", ends_block=True),
    ActionRow("view.back", "Back", "arrow-left", ("Alt+Left",), "back", "go"),
    ActionRow("view.forward", "Forward", "arrow-right", ("Alt+Right",), "forward", "go", ends_block=True),
    ActionRow("view.next_tab", "Next tab", "", ("Ctrl+Tab", "Ctrl+PgDown"), "tabs", "go"),
    ActionRow("view.previous_tab", "Previous tab", "", ("Ctrl+Shift+Tab", "Ctrl+PgUp"), "tabs", "go"),
    ActionRow("view.outline", "Outline", "panel-left", ("Ctrl+B",), "ready", "view", is_checkable=True),
    ActionRow(
        "view.inspector",
        "Inspector",
        "panel-right",
        ("Ctrl+I",),
        "ready",
        "view",
        is_checkable=True,
        ends_block=True,
    ),
    ActionRow("view.theme_system", "Appearance: as the system", "sun-moon", (), "always", "view", "theme"),
    ActionRow("view.theme_light", "Appearance: light", "sun", (), "always", "view", "theme"),
    ActionRow("view.theme_dark", "Appearance: dark", "moon", (), "always", "view", "theme"),
    ActionRow("help.manual", "Manual", "circle-help", ("F1",), menu="help"),
    ActionRow("help.shortcuts", "Keyboard shortcuts…", "keyboard", ("Ctrl+/",), menu="help"),
    ActionRow("help.log", "Log…", "file-text", (), menu="help"),
    ActionRow("help.about", "About Cutaway", "info", (), menu="help"),
)


# Where macOS puts these by itself.
_ROLES = {
    "app.quit": QAction.MenuRole.QuitRole,
    "app.preferences": QAction.MenuRole.PreferencesRole,
    "help.about": QAction.MenuRole.AboutRole,
}


class Actions(QObject):
    """The table as QActions of a window; `connect` says what each does, `refresh` which of them work now.

    chosen: shortcuts that the user gave some actions instead of those of the table, by id.
    """

    def __init__(
        self,
        window: QWidget,
        rows: tuple[ActionRow, ...] = ACTIONS,
        chosen: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        super().__init__(window)
        self.rows = rows
        self._chosen = dict(chosen or {})
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for row in rows:
            self._actions[row.id] = action = self._made(row)
            window.addAction(action)

    def __contains__(self, name: str) -> bool:
        """Whether there is an action of that id."""
        return name in self._actions

    def __getitem__(self, name: str) -> QAction:
        """The action of that id. KeyError for one that is not in the table."""
        return self._actions[name]

    def connect_to(self, slots: dict[str, Callable[[], object]]) -> None:
        """Say what actions do, by id."""
        for name, slot in slots.items():
            self._actions[name].triggered.connect(slot)

    def give_keys(self, name: str, keys: tuple[str, ...] | None) -> None:
        """Let an action have these shortcuts from now on; None gives it those of the table back."""
        row = next(row for row in self.rows if row.id == name)
        _give(self._actions[name], row.keys if keys is None else keys)

    def owner_of(self, keys: str) -> str:
        """The id of the action that has these keys (portable spelling), empty where none has."""
        wanted = QKeySequence(keys)
        return next((name for name, action in self._actions.items() if wanted in action.shortcuts()), "")

    def refresh(self, holding: frozenset[When]) -> None:
        """Let those work whose condition holds."""
        for row in self.rows:
            self._actions[row.id].setEnabled(row.when in holding)

    def _made(self, row: ActionRow) -> QAction:
        action = QAction(tr(row.text), self)
        action.setObjectName(row.id)
        if row.icon:
            action.setIcon(icons.icon(row.icon))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        _give(action, self._chosen.get(row.id, row.keys))
        action.setCheckable(row.is_checkable or bool(row.group))
        action.setMenuRole(_ROLES.get(row.id, QAction.MenuRole.NoRole))
        if row.group:
            group = self._groups.setdefault(row.group, QActionGroup(self))
            group.addAction(action)
        return action


def to_page(name: str, title: str, icon: str, place: int) -> ActionRow:
    """The action that leads to a page of a document; place: from 1, which is its key."""
    words = tr("Go to {page}", page=tr(title))
    keys = (f"Ctrl+{place % 10}",) if place <= 10 else ()  # the tenth has the key behind 9
    return ActionRow(f"page.{name}", words, icon, keys, "ready", "go")


def _give(action: QAction, keys: tuple[str, ...]) -> None:
    action.setShortcuts([QKeySequence(spelled) for spelled in keys])
    words, shown = action.text().rstrip("…"), keys_of(action)
    action.setToolTip(f"{words}   {shown}" if shown else words)


def keys_of(action: QAction) -> str:
    """The first shortcut as this system writes it, empty where there is none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def button(action: QAction, parent: QWidget | None, size: int = tokens.ICON_SMALL) -> QToolButton:
    """An icon button that does the action, with its name and tooltip."""
    made = QToolButton(parent)
    made.setDefaultAction(action)
    made.setObjectName(f"button:{action.objectName()}")
    made.setAccessibleName(action.text().rstrip("…"))
    made.setIconSize(QSize(size, size))
    made.setAutoRaise(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
