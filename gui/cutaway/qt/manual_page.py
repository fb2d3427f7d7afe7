# SPDX-License-Identifier: Apache-2.0
"""Opens the manual in the browser at the page for where one is; F1 does so in the window and in each dialog."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QWidget

from cutaway import paths
from cutaway.qt.words import tr
from cutaway.session import manual


def address(page: str) -> QUrl:
    """Where the page of the manual is: a file where the manual is shipped, else the project's own copy."""
    place = manual.address(page, paths.resources())
    if "://" in place:
        return QUrl(place)
    file, _, fragment = place.partition("#")
    url = QUrl.fromLocalFile(file)
    if fragment:
        url.setFragment(fragment)
    return url


def show(page: str) -> bool:
    """Open it; False where no browser could be started. page: one of `manual.PAGES`."""
    return QDesktopServices.openUrl(address(page))


def without_browser(page: str) -> str:
    """What to say where no browser could be started."""
    place = address(page).toString()
    return tr("The manual is at {place}, but no browser could be started.", place=place)


def give_key(dialog: QWidget, page: str) -> None:
    """Let F1 open that page in a dialog, which the window's own shortcut does not reach."""
    key = QShortcut(QKeySequence(Qt.Key.Key_F1), dialog)
    key.activated.connect(partial(_asked, dialog, page))


def _asked(dialog: QWidget, page: str) -> None:
    if not show(page):
        box = QMessageBox(QMessageBox.Icon.Information, "Cutaway", without_browser(page), parent=dialog)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
