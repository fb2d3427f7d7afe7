# SPDX-License-Identifier: Apache-2.0
"""Signals that would end the process at once become an exception, so that children are ended first."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType


class Ended(BaseException):
    """The system told the command to end (SIGTERM, SIGHUP)."""


@contextlib.contextmanager
def raised() -> Iterator[None]:
    """Raise `Ended` for such a signal while this is entered."""
    names = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]
    before = {number: signal.signal(number, _raise) for number in names}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _raise(number: int, _: FrameType | None) -> None:
    raise Ended(number)
