# SPDX-License-Identifier: Apache-2.0
"""The widget Netron draws in: one model, one profile, one renderer process, all of which end with it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields

from PySide6.QtCore import QChildEvent, QCoreApplication, QEvent, QUrl, Signal, Slot
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from cutaway.qt import tokens
from cutaway.qt.netron.bridge import Bridge
from cutaway.qt.netron.engine import ORIGIN, SCHEME
from cutaway.qt.netron.files import ModelFiles
from cutaway.qt.netron.limits import MOST_NODES
from cutaway.qt.netron.page import NetronPage, make_profile
from cutaway.qt.netron.scheme import NetronScheme
from cutaway.qt.words import tr

_MAIN_WORLD = 0
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has one way only


class Drawing(QWebEngineView):
    """files: the model. options: words of Netron's toggles that are not as they are at first.

    `bridge` tells what Netron does. died: its process ended (true: crashed or killed). passed_over: what was to be
    selected is in a function of so many nodes, too many to be drawn. guard.blocked: what it asked for and did not get.
    """

    died = Signal(bool)
    passed_over = Signal(int)

    def __init__(self, files: ModelFiles, options: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._files = files
        self._options = tuple(options)
        self._is_over = False
        self.setObjectName("netronDrawing")
        self.setAccessibleName(tr("Drawing by Netron"))
        self.setAcceptDrops(False)  # a dropped file is for the window; see also `event`
        profile, self.guard = make_profile(QCoreApplication.instance() or self)
        self.scheme = NetronScheme(files, profile)
        profile.installUrlSchemeHandler(SCHEME.encode(), self.scheme)
        page = NetronPage(profile, self.guard, self)
        page.destroyed.connect(profile.deleteLater)  # a profile must outlive its page
        self.bridge = Bridge(page)
        channel = QWebChannel(page)
        channel.registerObject("bridge", self.bridge)
        page.setWebChannel(channel)
        page.renderProcessTerminated.connect(self._ended)
        self.setPage(page)
        self._follow_theme()
        self.bridge.ready.connect(self._open)
        self.load(QUrl(f"{ORIGIN}/index.html"))

    # --- what the window asks ---

    def choose(self, names: Iterable[str], inside: str | None = None) -> None:
        """Select the first node, input, output or weight that goes by one of these names; nothing where none does.

        inside: the function that is meant, empty for the main graph, None for whichever is drawn; another one is drawn
        first.
        """
        self.ask("choose", list(names), inside, MOST_NODES, answer=self._chosen)

    def _chosen(self, nodes: object) -> None:
        if isinstance(nodes, int | float) and nodes:
            self.passed_over.emit(int(nodes))

    def ask(
        self, function: str, *arguments: object, answer: Callable[[object], object] | None = None
    ) -> None:
        """Call a function of `cutaway` in host.js. Its answer is text, a number or a truth: Qt drops lists."""
        given = ", ".join(json.dumps(argument) for argument in arguments)
        code = f"window.cutaway && window.cutaway.{function}({given})"
        if answer is None:
            self.page().runJavaScript(code, _MAIN_WORLD)
        else:
            self.page().runJavaScript(code, _MAIN_WORLD, answer)

    def end(self) -> None:
        """End the page and its process at once, whatever it is busy with, and give its memory back."""
        if self._is_over:
            return
        self._is_over = True
        process = self.page().renderProcessPid()
        if process > 0:
            with contextlib.suppress(OSError):  # it may be gone already
                os.kill(process, _KILL)

    # --- what happens ---

    @Slot()
    def _open(self) -> None:
        self._follow_theme()
        self.ask("open", self._files.main, self._files.identifier, self._options)

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _ended(self, status: QWebEnginePage.RenderProcessTerminationStatus, _code: int) -> None:
        if not self._is_over:
            self._is_over = True
            kinds = QWebEnginePage.RenderProcessTerminationStatus
            self.died.emit(status in {kinds.KilledTerminationStatus, kinds.CrashedTerminationStatus})

    def _follow_theme(self) -> None:
        colors = tokens.colors_of(self.palette())
        self.page().setBackgroundColor(QColor(colors.window))
        spelled = {
            field.name.replace("_", "-"): value
            for field in fields(colors)
            if isinstance(value := getattr(colors, field.name), str)
        }
        self.ask("theme", colors.is_dark, spelled)

    # --- what Qt tells ---

    def event(self, event: QEvent) -> bool:
        # The widget inside, which comes with the page's process, would otherwise take drops that are for the window.
        if event.type() is QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            inside = event.child()
            if isinstance(inside, QWidget):
                inside.setAcceptDrops(False)
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and not self._is_over:
            self._follow_theme()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """No menu of a browser: going back, reloading and saving make no sense here."""
        event.accept()
