# SPDX-License-Identifier: Apache-2.0
"""A child's own temporary folder, which goes with the child, however the child ends."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

PREFIX = "cutaway-"


def make() -> str:
    """A new empty folder that only this user may enter, to be the child's TMPDIR."""
    folder = Path(_parent()) / f"{PREFIX}{os.getpid()}-{os.urandom(6).hex()}"
    folder.mkdir(mode=0o700)
    return str(folder)


def _parent() -> str:
    told = os.environ.get("TMPDIR")
    if told and Path(told).is_absolute() and os.access(told, os.W_OK):
        return told
    if os.name == "posix" and os.access("/tmp", os.W_OK):  # noqa: S108 -- only a folder of our own is made in it
        return "/tmp"  # noqa: S108
    import tempfile  # knows other systems, and costs 5 ms of every start

    return tempfile.gettempdir()


def remove(folder: str) -> None:
    """Take the folder away with all that is in it; links in it are removed, not followed."""
    try:
        Path(folder).rmdir()  # nearly always empty
    except OSError:
        import shutil

        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
