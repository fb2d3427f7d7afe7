# SPDX-License-Identifier: Apache-2.0
"""The row at the top of the window, where there is little room for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from helpers.windows import Stage, child


def test_words_of_buttons_are_whole_or_not_there(stage: Stage) -> None:
    run = child(stage.window, QToolButton, "button:model.run")
    compare = child(stage.window, QToolButton, "button:model.compare")
    style = Qt.ToolButtonStyle
    for width, shown in ((1280, style.ToolButtonTextBesideIcon), (720, style.ToolButtonIconOnly)) * 2:
        stage.window.resize(width, 600)
        assert run.toolButtonStyle() == compare.toolButtonStyle() == shown
        assert compare.accessibleName() == "Compare"
