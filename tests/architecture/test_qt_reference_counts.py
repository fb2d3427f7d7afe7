# SPDX-License-Identifier: Apache-2.0
"""The probe that judges a bump of PySide6: its void calls must not drop references to None."""

import sys

from PySide6.QtCore import QObject, QTimer

# Few enough that a faulty release fails here instead of running out of references and taking the test run with it.
CALLS = 200


def test_void_calls_of_qt_keep_the_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11.7 lost one with each call, and aborted in none_dealloc once all were lost."""
    thing, timer = QObject(), QTimer()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("probe")
        thing.blockSignals(False)
        timer.setInterval(1)
        timer.stop()
    lost = before - sys.getrefcount(None)
    assert lost < CALLS / 10, f"{lost} references to None were lost in {4 * CALLS} void calls"
