# SPDX-License-Identifier: Apache-2.0
"""The log of a window: a file in the user's state folder that stays small, for reports about what went wrong."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

from cutaway import APP_NAME, paths

LOGGER = APP_NAME.lower()
_BYTES = 512 * 1024
_FORMAT = "%(asctime)s %(levelname)s %(message)s"


def file() -> Path:
    """The newest log file."""
    return paths.state() / f"{LOGGER}.log"


def to_file(target: Path | None = None) -> logging.Logger:
    """The program's logger, writing to a file that is replaced when it has half a megabyte; one older is kept.

    Where the folder cannot be written, nothing is logged.
    """
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    where = target or file()
    if logger.handlers:
        return logger
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            where, maxBytes=_BYTES, backupCount=1, encoding="utf-8", errors="backslashreplace", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    logger.addHandler(handler)
    return logger


def close() -> None:
    """Close the file."""
    logger = logging.getLogger(LOGGER)
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
