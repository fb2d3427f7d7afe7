# SPDX-License-Identifier: Apache-2.0
"""What items tell their delegates beside text: element types, what is odd, what comes second."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index: TypeAlias = QModelIndex | QPersistentModelIndex

TAG = Qt.ItemDataRole.UserRole + 1
"""str: an element type, painted as a coloured tag."""

MARK = Qt.ItemDataRole.UserRole + 2
"""str: the field of `Colors` that the text is written in (`danger`, `secondary`)."""

DETAIL = Qt.ItemDataRole.UserRole + 3
"""str: a few words in the secondary colour behind the text."""

COPY = Qt.ItemDataRole.UserRole + 4
"""str: the value in full, as copying gives it."""

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

# Models under Qt's interface are asked with an index by default; making one is not free, so it is made once.
ROOT = QModelIndex()
