# SPDX-License-Identifier: Apache-2.0
"""A place on the screen for one page."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot


@pytest.fixture
def holder(qtbot: QtBot) -> Iterator[QWidget]:
    """Give an empty window as large as the middle of a small one; what is put into its layout is shown."""
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    window.resize(720, 640)
    window.show()
    qtbot.addWidget(window)
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def put(holder: QWidget) -> Callable[[QWidget], None]:
    """Give a function that shows a page on the stage."""

    def show(page: QWidget) -> None:
        layout = holder.layout()
        assert layout is not None
        layout.addWidget(page)
        page.show()
        QCoreApplication.processEvents()

    return show
