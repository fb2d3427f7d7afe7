# SPDX-License-Identifier: Apache-2.0
"""The step from the terminal to the window, with a sentence where there can be none."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cutaway.errors import CannotStartError


def open_window(paths: Sequence[str]) -> int:
    """Open the window on these paths and return its exit status. Raises CannotStartError."""
    if sys.platform == "linux" and not _has_display():
        raise CannotStartError(
            "The window cannot be opened: there is no display.",
            hint="Use `cutaway show PATH` in a terminal, or set DISPLAY or WAYLAND_DISPLAY.",
        )
    try:
        from cutaway.qt import app
    except ImportError as error:
        raise CannotStartError(
            f"The window cannot be opened: {error}.",
            hint="Install Cutaway again with its dependencies; on Linux also the system libraries of Qt.",
        ) from error
    return int(app.main(list(paths)))


def _has_display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
