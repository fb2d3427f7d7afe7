# SPDX-License-Identifier: Apache-2.0
"""Two ways to switch between views: underlined words above a page, and segments inside one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QWidget


def page_tabs(parent: QWidget | None, *, name: str, words: str) -> QTabBar:
    """Underlined words; the pages of a document."""
    made = QTabBar(parent)
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setExpanding(False)
    made.setDrawBase(False)
    made.setElideMode(Qt.TextElideMode.ElideNone)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def segments(titles: Iterable[str], parent: QWidget | None, *, name: str, words: str) -> QTabBar:
    """Segments side by side, of which one is chosen (`currentChanged` tells which)."""
    made = page_tabs(parent, name=name, words=words)
    made.setProperty("kind", "segments")
    for title in titles:
        made.addTab(title)
    return made
