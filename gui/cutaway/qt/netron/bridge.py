# SPDX-License-Identifier: Apache-2.0
"""What the page tells the window, over Qt's web channel."""

from __future__ import annotations

import base64
import binascii
import json

from PySide6.QtCore import QObject, Signal, Slot

_MOST_CHOSEN = 100


class Bridge(QObject):
    """The signals repeat what Netron said, checked: the page shows a file that nobody vouches for.

    ready: Netron can open a file. begun: it lays out so many nodes. finished: so many nodes and edges are drawn.
    refused: the file could not be shown. said: a sentence of Netron's about something that went wrong.
    picked: of what was clicked, kind ("node", "tensor"), name and the function it is in.
    saved: an export's file name and bytes.
    """

    ready = Signal()
    begun = Signal(int)
    finished = Signal(int, int)
    refused = Signal()
    said = Signal(str)
    picked = Signal(list)
    saved = Signal(str, bytes)
    link_asked = Signal(str)

    @Slot()
    def started(self) -> None:
        """Netron's scripts are loaded."""
        self.ready.emit()

    @Slot(int)
    def drawing(self, nodes: int) -> None:
        """A layout begins."""
        self.begun.emit(nodes)

    @Slot(int, int)
    def drawn(self, nodes: int, edges: int) -> None:
        """A layout is done and on the screen."""
        self.finished.emit(nodes, edges)

    @Slot()
    def failed(self) -> None:
        """The file could not be opened; `told` came before."""
        self.refused.emit()

    @Slot(str)
    def told(self, text: str) -> None:
        """Something went wrong."""
        self.said.emit(text)

    @Slot(str)
    def chosen(self, text: str) -> None:
        """What is selected in the drawing, as JSON."""
        try:
            items = json.loads(text)
            found = [
                (str(item["kind"]), str(item["name"]), str(item["inside"])) for item in items[:_MOST_CHOSEN]
            ]
        except (ValueError, TypeError, KeyError):
            return
        self.picked.emit(found)

    @Slot(str, str)
    def exported(self, name: str, text: str) -> None:
        """A picture, in base64."""
        try:
            data = base64.b64decode(text, validate=True)
        except binascii.Error:
            return
        self.saved.emit(name, data)

    @Slot(str)
    def link(self, address: str) -> None:
        """A link in Netron's documentation of an operator was followed."""
        self.link_asked.emit(address)
