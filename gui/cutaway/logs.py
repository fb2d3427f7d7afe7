# SPDX-License-Identifier: Apache-2.0
"""The log of a window: a file in the user's state folder that stays small, for reports about what went wrong."""

from __future__ import annotations

import logging
from pathlib import Path

from cutaway import APP_NAME, paths

LOGGER = logging.getLogger(APP_NAME.lower())
_BYTES = 512 * 1024
_FORMAT = "%(asctime)s %(levelname)s %(message)s"


def file() -> Path:
    """The newest log file."""
    return paths.state() / f"{LOGGER.name}.log"


def to_file(target: Path | None = None) -> None:
    """Write to a file from now on; one that has half a megabyte becomes the old one first, of which one is kept.

    Where the folder cannot be written, nothing is logged.
    """
    LOGGER.setLevel(logging.DEBUG)
    LOGGER.propagate = False
    if LOGGER.handlers:
        return
    try:
        handler: logging.Handler = _opened(target or file())
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    LOGGER.addHandler(handler)


def close() -> None:
    """Close the file."""
    for handler in tuple(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()
    LOGGER.propagate = True


def _opened(target: Path) -> logging.Handler:
    """Looks at the size once: `logging.handlers`, which would look at every line, takes 15 ms to import."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.stat().st_size > _BYTES:
        target.replace(target.with_suffix(".old.log"))
    return logging.FileHandler(target, encoding="utf-8", errors="backslashreplace", delay=True)
