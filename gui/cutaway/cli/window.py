# SPDX-License-Identifier: Apache-2.0
"""The step from the terminal to the window, with a sentence where there can be none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from cutaway.errors import CannotStartError

ShowWindow: TypeAlias = Callable[[list[str]], int]
"""Handed in, because this face does not know the other: shows the window on these paths until it is closed."""


def start(paths: Sequence[str], show: ShowWindow) -> int:
    """Open the window on these paths and return its exit status. Raises CannotStartError."""
    if sys.platform == "linux" and not _has_display():
        raise CannotStartError(
            "The window cannot be opened: there is no display.",
            hint="Use `cutaway show PATH` in a terminal, or set DISPLAY or WAYLAND_DISPLAY.",
        )
    try:
        return show(list(paths))
    except ImportError as error:
        raise CannotStartError(
            f"The window cannot be opened: {error}.",
            hint="Install Cutaway again with its dependencies; on Linux also the system libraries of Qt.",
        ) from error


def _has_display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
