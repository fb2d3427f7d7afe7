# SPDX-License-Identifier: Apache-2.0
"""What the window was like, kept from one start to the next: place and size, open tabs, their pages, borders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from cutaway.session.settings import Settings
from cutaway.session.state import State

_FRAME = (16, 48)
"""Room for the frame that the system puts around a window, which is not known before it is shown, px."""

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from cutaway.qt.workspace import Workspace

_BORDERS = {"outline_width": 240, "inspector_width": 320}


def save(state: State, window: QMainWindow, workspace: Workspace) -> None:
    """Remember the window as it is."""
    current = workspace.current
    state.put("geometry", bytes(window.saveGeometry().data()))
    state.put("tabs", [page.document.source.path for page in workspace.pages])
    state.put("pages", [page.page for page in workspace.pages])
    state.put("current", workspace.pages.index(current) if current in workspace.pages else 0)
    if current is not None:
        for key, width in zip(_BORDERS, current.borders, strict=True):
            state.put(key, width)
        state.put("outline", int(current.is_outline_shown))
        state.put("inspector", int(current.is_inspector_wanted))
    state.save()


def first_size(window: QMainWindow, wanted: tuple[int, int]) -> QSize:
    """The size of a window that was never open before: what is wanted, in so far as the screen has room for it."""
    screen = window.screen().availableGeometry()
    return QSize(min(wanted[0], screen.width() - _FRAME[0]), min(wanted[1], screen.height() - _FRAME[1]))


def restore_geometry(state: State, window: QMainWindow) -> None:
    """Put the window where it was; a place that no screen shows any more is corrected by Qt."""
    geometry = state.data("geometry")
    if geometry:
        window.restoreGeometry(geometry)


def has_tabs(state: State, settings: Settings) -> bool:
    """True where `restore_tabs` would open something."""
    return settings.flag("restore_tabs") and bool(state.texts("tabs"))


def restore_tabs(state: State, settings: Settings, workspace: Workspace) -> None:
    """Open again what was open, with the same page of each in front."""
    if not settings.flag("restore_tabs"):
        return
    paths, pages = state.texts("tabs"), state.texts("pages")
    workspace.open_paths(paths)
    for page, name in zip(workspace.pages, pages, strict=False):
        if name:
            page.show_page(name)
        page.show_outline(bool(state.number("outline", 1)))
        page.want_inspector(bool(state.number("inspector", 1)))
        page.place_borders(*(state.number(key) or usual for key, usual in _BORDERS.items()))
    current = state.number("current")
    if 0 <= current < len(workspace.pages):
        workspace.strip.tabs.setCurrentIndex(current)
