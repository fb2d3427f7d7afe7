# SPDX-License-Identifier: Apache-2.0
"""A child's own temporary folder, which goes with the child, however the child ends."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

PREFIX = "cutaway-"


def make() -> str:
    """A new empty folder that only this user may enter, to be the child's TMPDIR."""
    return tempfile.mkdtemp(prefix=PREFIX)


def remove(folder: str) -> None:
    """Take the folder away with all that is in it; links in it are removed, not followed."""
    try:
        Path(folder).rmdir()  # nearly always empty
    except OSError:
        import shutil

        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
