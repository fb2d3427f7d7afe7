# SPDX-License-Identifier: Apache-2.0
"""Registers an installed Cutaway with the current user's desktop, whichever system it is, and takes that back."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from cutaway import APP_NAME, paths
from cutaway.session.desktop import apple, icon_set, linux, windows
from cutaway.session.desktop.programs import Programs, of_this


@dataclass(frozen=True, slots=True)
class Report:
    """there: how much of the registration is in place; missing: how much should be and is not. place: where.

    starts: what a double click starts.
    """

    there: int
    missing: int
    place: str
    starts: str

    @property
    def is_complete(self) -> bool:
        """True where everything is in place."""
        return self.there > 0 and self.missing == 0


def install(programs: Programs | None = None) -> Report:
    """Register for the current user, anew where it is registered already. Raises RequestError."""
    found = programs or of_this()
    if sys.platform == "win32":
        _icon().parent.mkdir(parents=True, exist_ok=True)
        _icon().write_bytes(icon_set.ico())
        windows.install(found, str(_icon()))
    elif sys.platform == "darwin":
        apple.write_bundle(_applications(), found, icon_set.icns())
    else:
        linux.install(found)
    return status(found)


def remove(programs: Programs | None = None) -> int:
    """Take the registration back; of how many files or values."""
    found = programs or of_this()
    if sys.platform == "win32":
        was_there = windows.remove(found, str(_icon()))
        _icon().unlink(missing_ok=True)
        return was_there
    if sys.platform == "darwin":
        bundle = _applications() / f"{APP_NAME}.app"
        was_there = bundle.exists()
        shutil.rmtree(bundle, ignore_errors=True)
        return int(was_there)
    return len(linux.remove().files)


def status(programs: Programs | None = None) -> Report:
    """What is registered now, compared with what this installation would register."""
    found = programs or of_this()
    starts = " ".join(found.window)
    if sys.platform == "win32":
        there, missing = windows.status(found, str(_icon()))
        return Report(there, missing, rf"HKEY_CURRENT_USER\{windows.CLASSES}", starts)
    if sys.platform == "darwin":
        bundle = _applications() / f"{APP_NAME}.app"
        return Report(int((bundle / "Contents" / "Info.plist").exists()), 0, str(bundle), starts)
    registered = linux.status(found)
    return Report(len(registered.files), len(registered.missing), str(linux.share()), starts)


def _applications() -> Path:
    return Path.home() / "Applications"


def _icon() -> Path:
    """Where Windows finds the icon: a wheel's executables have none."""
    return paths.state() / "cutaway.ico"
