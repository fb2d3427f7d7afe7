# SPDX-License-Identifier: Apache-2.0
"""What the window does that concerns the program and not a model: preferences, shortcuts, log, manual, last crash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cutaway.qt import manual_page
from cutaway.qt.actions import Actions
from cutaway.qt.notices import Notices
from cutaway.qt.words import tr
from cutaway.session import crashes
from cutaway.session.settings import Settings


class ProgramCommands(QObject):
    """preferred: another value was put; its key. where: the page that is in front, empty where no model is open."""

    preferred = Signal(str)

    def __init__(
        self,
        actions: Actions,
        settings: Settings,
        notices: Notices,
        where: Callable[[], str],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._settings = settings
        self._notices = notices
        self._where = where
        actions.connect_to(
            {
                "app.preferences": self._preferences,
                "help.manual": self._manual,
                "help.shortcuts": self._shortcuts,
                "help.log": self._log,
                "help.about": self._about,
            }
        )

    def tell_crash(self, crash: crashes.Crash) -> None:
        """Say that the last window died, with what it left; nothing of it is sent anywhere."""
        count = len(crash.opened)
        open_then = (
            tr("No model was open.")
            if not count
            else tr("Open was {name}", name=Path(crash.opened[0]).name)
            + ("." if count == 1 else tr(", and {count} more.", count=count - 1))
        )
        self._notices.tell(
            "warning",
            tr("Cutaway ended by a fault the last time."),
            tr(
                "{open_then} Please report it with the details, which you can copy; nothing is sent by itself.",
                open_then=open_then,
            ),
            crash.report,
            stays=True,
        )

    @Slot()
    def _preferences(self) -> None:
        from cutaway.qt.dialogs.preferences import PreferencesDialog

        dialog = PreferencesDialog(self._settings, self._window)
        dialog.changed.connect(self.preferred)
        dialog.shortcuts_asked.connect(self._shortcuts)
        dialog.open()

    @Slot()
    def _shortcuts(self) -> None:
        from cutaway.qt.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._actions, self._settings, self._window).open()

    @Slot()
    def _log(self) -> None:
        from cutaway.qt.dialogs.log_view import LogDialog

        dialog = LogDialog(self._window)
        dialog.folder_asked.connect(self._show_in_folder)
        dialog.open()

    @Slot()
    def _about(self) -> None:
        from cutaway.qt.dialogs.about import AboutDialog

        AboutDialog(self._window).open()

    @Slot()
    def _manual(self) -> None:
        """Open the page of the manual for where one is, in the browser: the shipped one, or that of the project."""
        page = self._where()
        if not manual_page.show(page):
            self._notices.tell("info", manual_page.without_browser(page))

    @Slot(str)
    def _show_in_folder(self, file: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(file).parent)))
