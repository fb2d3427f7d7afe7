# SPDX-License-Identifier: Apache-2.0
"""A tensor while it is dragged: from a list or the graph onto the picture of a signature."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget

from cutaway.session.selection import Chosen

MIME, NODE_MIME = "application/x-cutaway-tensor", "application/x-cutaway-node"
_LONGEST = 4000


def carried(tensor: str) -> QMimeData:
    """The tensor, as edits spell it; other programs get it as text."""
    data = QMimeData()
    data.setData(MIME, tensor.encode())
    data.setText(tensor)
    return data


def tensor_of(data: QMimeData | None) -> str:
    """What is dragged, empty where it is no tensor."""
    if data is None or not data.hasFormat(MIME):
        return ""
    return bytes(data.data(MIME).data())[:_LONGEST].decode("utf-8", "replace")


def carried_node(node: Chosen) -> QMimeData:
    """A node of the graph, whose first value is meant; which tensor that is, the reader knows."""
    data = QMimeData()
    data.setData(NODE_MIME, f"{node.name}\n{node.inside}".encode())
    data.setText(node.name)
    return data


def node_of(data: QMimeData | None) -> tuple[str, str]:
    """Name and function of the node that is dragged, empty where it is none."""
    if data is None or not data.hasFormat(NODE_MIME):
        return "", ""
    name, _, function = (
        bytes(data.data(NODE_MIME).data())[:_LONGEST].decode("utf-8", "replace").partition("\n")
    )
    return name, function


def drag_node(node: Chosen, origin: QWidget) -> None:
    """Let the user carry a node of the map to where it is dropped; a group of nodes has no value."""
    if node.kind == "node":
        drag = QDrag(origin)
        drag.setMimeData(carried_node(node))
        drag.exec(Qt.DropAction.CopyAction)
