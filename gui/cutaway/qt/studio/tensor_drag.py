# SPDX-License-Identifier: Apache-2.0
"""A tensor while it is dragged: from a list or the graph onto the picture of a signature."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

MIME = "application/x-cutaway-tensor"
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
