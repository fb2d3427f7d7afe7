# SPDX-License-Identifier: Apache-2.0
"""How a desktop starts this very installation: its window and its command."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from cutaway.session.desktop.kinds import COMMAND, WINDOW_COMMAND


@dataclass(frozen=True, slots=True)
class Programs:
    """window: opens the window on the paths that follow; command: the command line. Both without paths."""

    window: tuple[str, ...]
    command: tuple[str, ...]


INSTALLED = Programs((WINDOW_COMMAND,), (COMMAND,))
"""Where packages put them on the search path."""


def of_this(python: str | None = None) -> Programs:
    """The programs beside the interpreter that runs now; where there are none, the interpreter with the package.

    python: another interpreter. An AppImage is told by its own file, since the rest is gone with its end.
    """
    image = os.environ.get("APPIMAGE", "")
    if image and python is None:
        return Programs((image,), (image,))
    started = Path(python or sys.executable)
    ending = ".exe" if os.name == "nt" else ""
    window, command = (started.with_name(name + ending) for name in (WINDOW_COMMAND, COMMAND))
    if window.exists() and command.exists():
        return Programs((str(window),), (str(command),))
    by_module = (str(started), "-m", "cutaway")
    return Programs(by_module, by_module)
