# SPDX-License-Identifier: Apache-2.0
"""A Netron page on the screen, and questions to the script inside it."""

import json
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cutaway.description.model import ModelDescription
from cutaway.formats.detect import open_model
from cutaway.formats.opened import silent
from cutaway.qt.netron.desk import NetronDesk
from cutaway.qt.netron.drawing import Drawing
from cutaway.qt.netron.view import NetronView
from helpers import readings

PATIENCE_MS = 20_000


def describe(path: Path) -> ModelDescription:
    """What the readers say of a file."""
    model = open_model(path, str(path), (), "", silent)
    try:
        return model.description
    finally:
        model.close()


class Shown:
    """A Netron page in a window of its own."""

    def __init__(
        self, qtbot: QtBot, window: QWidget, view: NetronView, reading: readings.FakeReading
    ) -> None:
        self._qtbot = qtbot
        self.window = window
        self.view = view
        self.document = view.document
        self.reading = reading

    @property
    def desk(self) -> NetronDesk:
        """Where the drawing lies."""
        assert self.view.desk is not None
        return self.view.desk

    @property
    def drawing(self) -> Drawing:
        """The web view."""
        assert self.desk.drawing is not None
        return self.desk.drawing

    def wait_drawn(self) -> "Shown":
        """Wait until Netron is done."""
        self._qtbot.waitUntil(self.desk.tools.isEnabled, timeout=PATIENCE_MS)
        return self

    def run(self, code: str) -> Any:  # noqa: ANN401 -- whatever the script gives
        """The value of an expression in the page."""
        found: list[Any] = []
        self.drawing.page().runJavaScript(f"JSON.stringify({code})", 0, found.append)
        self._qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
        return json.loads(found[0]) if found[0] else None

    def do(self, code: str) -> None:
        """Run statements in the page, as a script of a model's would."""
        self.drawing.page().runJavaScript(code, 0)

    def wait(self, code: str, value: object) -> None:
        """Wait until an expression in the page has a value."""
        self._qtbot.waitUntil(lambda: self.run(code) == value, timeout=PATIENCE_MS)

    @property
    def nodes(self) -> list[str]:
        """Names of the nodes that Netron has drawn."""
        found: list[str] = json.loads(self.run("window.cutaway.nodes()"))
        return found

    @property
    def selected(self) -> list[str]:
        """Names of what is selected in the drawing."""
        found: list[str] = self.run(
            "[...__view__.target.selection].map((item) => item.value.name || item.value.identifier)"
        )
        return found


def is_alive(process: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return process > 0 and psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
