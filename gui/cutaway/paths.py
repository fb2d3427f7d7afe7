# SPDX-License-Identifier: Apache-2.0
"""Where Cutaway's own files are: resources that ship with it, and the user's folders for settings and state."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from cutaway import APP_NAME


@cache
def resources() -> Path:
    """The folder of shipped resources: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent.parent / "resources"


def resource(name: str) -> Path:
    """The shipped file of that name, `/` between folders. Raises FileNotFoundError where the installation is broken."""
    found = resources() / name
    if not found.exists():
        message = f"{name} is missing from the installation of Cutaway in {resources()}"
        raise FileNotFoundError(message)
    return found


def config() -> Path:
    """The folder of the user's settings; not made here. XDG, Apple's and Microsoft's conventions."""
    return _user_folder("XDG_CONFIG_HOME", ".config", "Library/Application Support", "APPDATA")


def state() -> Path:
    """The folder of what the program remembers by itself: recent files, window state, logs; not made here."""
    return _user_folder("XDG_STATE_HOME", ".local/state", "Library/Application Support", "LOCALAPPDATA")


def cache_folder() -> Path:
    """The folder of what can be made again at any time; not made here."""
    return _user_folder("XDG_CACHE_HOME", ".cache", "Library/Caches", "LOCALAPPDATA")


def _user_folder(xdg: str, fallback: str, apple: str, microsoft: str) -> Path:
    if sys.platform == "darwin":
        return Path.home() / apple / APP_NAME
    if os.name == "nt":
        told = os.environ.get(microsoft)
        return (Path(told) if told else Path.home() / "AppData" / "Local") / APP_NAME
    told = os.environ.get(xdg, "")
    # The XDG base directory specification: relative paths are to be ignored.
    return (Path(told) if told.startswith("/") else Path.home() / fallback) / APP_NAME.lower()
