# SPDX-License-Identifier: Apache-2.0
"""The step from the terminal to the window, with a sentence where there can be none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from cutaway.cli.options import UsageError
from cutaway.errors import CannotStartError
from cutaway.session.wishes import Wish

ShowWindow: TypeAlias = Callable[[Wish], int]
"""Handed in, because this face does not know the other: shows the window as it is wished until it is closed."""


def wish_of(arguments: Sequence[str]) -> Wish:
    """What `cutaway [--new-window] [--do ACTION] [PATH …]` asks for; `--` ends the options. Raises UsageError."""
    paths: list[str] = []
    is_new, action = False, ""
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            paths += rest
            break
        if word == "--new-window":
            is_new = True
        elif word == "--do":
            if not rest:
                raise UsageError("--do needs the name of an action.", hint="See: cutaway --help")
            action = rest.pop(0)
        elif word.startswith("--"):
            raise UsageError(f"There is no option {word}.", hint="See: cutaway --help")
        else:
            paths.append(word)
    return Wish(tuple(paths), is_new=is_new, action=action)


def start(wish: Wish, show: ShowWindow) -> int:
    """Open the window as it is wished and return its exit status. Raises CannotStartError."""
    if sys.platform == "linux" and not _has_display():
        raise CannotStartError(
            "The window cannot be opened: there is no display.",
            hint="Use `cutaway show PATH` in a terminal, or set DISPLAY or WAYLAND_DISPLAY.",
        )
    try:
        return show(wish)
    except ImportError as error:
        raise CannotStartError(
            f"The window cannot be opened: {error}.",
            hint="Install Cutaway again with its dependencies; on Linux also the system libraries of Qt.",
        ) from error


def _has_display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
