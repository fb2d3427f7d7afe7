# SPDX-License-Identifier: Apache-2.0
"""Tells saved reports from models, so that both can be opened the same way."""

from __future__ import annotations

import os
from pathlib import Path

_PAGES = (".html", ".htm")
_START = 1 << 12


def is_report(path: str) -> bool:
    """Whether a file is to be opened as a report: every page is, and JSON that begins like one."""
    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122 (paths are text here)
    if ending in _PAGES:
        return os.path.isfile(path)  # noqa: PTH113 (it never raises)
    if ending != ".json":
        return False
    try:
        with Path(path).open("rb") as file:
            start = file.read(_START)
    except (OSError, ValueError):
        return False
    return b'"schema"' in start and b'"source_bytes"' in start
