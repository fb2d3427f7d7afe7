# SPDX-License-Identifier: Apache-2.0
"""Where Cutaway's own files are: resources that ship with it, and the user's folders for settings, state and caches."""

from __future__ import annotations

from functools import cache
from pathlib import Path


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
