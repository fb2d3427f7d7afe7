# SPDX-License-Identifier: Apache-2.0
"""Imports what the first file will need while a spare child waits for it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from importlib import import_module

PATIENCE_SECONDS = 0.1
"""A child that is started for a job gets it sooner than that, and then imports only what that job needs."""


def until(is_wanted: Callable[[], bool]) -> None:
    """Import readers and tasks one after another, until they are all there or a request has come."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if is_wanted():
            return
        time.sleep(0.005)
    for name in _modules():
        if is_wanted():
            return
        import_module(name)


def _modules() -> list[str]:
    from cutaway.formats.table import FORMATS

    tasks = ("cutaway.worker.tasks.describing", "cutaway.worker.tasks.values")
    return ["cutaway.formats.detect", "numpy", *(row.reader for row in FORMATS), *tasks]


def library(role: str) -> None:
    """Import the library of a child that runs models; one that cannot be imported is told of by the first job."""
    with contextlib.suppress(ImportError):
        import_module("cutaway.worker.tasks.libraries").load(role)
