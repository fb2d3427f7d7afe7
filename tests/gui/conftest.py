# SPDX-License-Identifier: Apache-2.0
"""Windows for tests, closed and deleted afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cutaway.qt.theme import Theme
from helpers import windows
from helpers.readings import FakeReading
from helpers.windows import Stage


@pytest.fixture
def themed(qapp: QApplication, tmp_path: Path) -> Iterator[Theme]:
    """The light theme, for widgets without a window."""
    theme = Theme(qapp, "light", tmp_path / "theme")
    yield theme
    qapp.setStyleSheet("")  # it names pictures that go with the theme
    theme.close()
    theme.deleteLater()


@pytest.fixture
def set_stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Build shown windows; all keep their state in one folder."""
    built: list[Stage] = []

    def build(reading: FakeReading | None = None, *, is_shown: bool = True) -> Stage:
        stage = windows.build(qapp, tmp_path / "state", reading)
        built.append(stage)
        if is_shown:
            # Shortcuts work in the active window only.
            with qtbot.waitActive(stage.window):
                stage.window.show()
                stage.window.activateWindow()
        return stage

    yield build
    for stage in built:
        windows.dispose(stage)
    qapp.setStyleSheet("")  # it names pictures that went with the theme


@pytest.fixture
def stage(set_stage: Callable[..., Stage]) -> Stage:
    """A window with no model, whose reading answers at once."""
    return set_stage()
