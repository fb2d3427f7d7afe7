# SPDX-License-Identifier: Apache-2.0
"""Which parts of a window one comes to with Tab, and which of those that can be used one does not come to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

_MOST = 200
_USABLE = (
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
)


def missed(window: QWidget) -> list[str]:
    """What can be used now and Tab does not come to."""
    found = _reached(window)
    return [widget.objectName() or type(widget).__name__ for widget in _usable(window) if widget not in found]


def _reached(window: QWidget) -> set[QWidget]:
    """The widgets that Tab comes to, until it comes round."""
    found: list[QWidget] = []
    for _ in range(_MOST):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here is None or (found and here is found[0]):
            break
        found.append(here)
    return set(found)


def _usable(window: QWidget) -> list[QWidget]:
    """What is shown and works now, without the parts that Qt makes of it."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, _USABLE)
        and widget.window() is window
        and widget.isVisible()
        and widget.isEnabled()
        and not _is_part(widget)
    ]


def _is_part(widget: QWidget) -> bool:
    """Whether it is used through another one: closing a tab and clearing a field have keys of their own."""
    owner = widget.parentWidget()
    inner = (QTabBar, QLineEdit, QAbstractSpinBox, QComboBox, QKeySequenceEdit)
    is_plain_head = isinstance(widget, QHeaderView) and not widget.isSortIndicatorShown()
    return isinstance(owner, inner) or is_plain_head or widget.objectName().startswith("qt_")
