# SPDX-License-Identifier: Apache-2.0
"""How far a job is, on stderr: a line that is drawn over on a terminal, a few lines otherwise."""

from __future__ import annotations

import time
from typing import IO, Any

from cutaway.session.jobs import Job

AFTER_SECONDS = 0.4
"""What is done sooner shows no progress on a terminal."""

LINE_SECONDS = 5.0
"""Elsewhere every line stays, so the first comes as late as those that follow it."""
_BAR = 24


class Progress:
    """Shows jobs on `stream`; `is_terminal` says whether lines can be drawn over."""

    def __init__(self, stream: IO[str], *, is_terminal: bool, width: int) -> None:
        self._stream = stream
        self._is_terminal = is_terminal
        self._width = width
        self._is_drawn = False
        self._next = 0.0

    def show(self, job: Job[Any]) -> None:
        """Show the job where it has run for a while."""
        if job.is_over or job.seconds < (AFTER_SECONDS if self._is_terminal else LINE_SECONDS):
            return
        now = time.monotonic()
        if self._is_terminal:
            self._is_drawn = True
            self._write(f"\r\x1b[K{line(job, self._width - 1)}")
        elif now >= self._next:
            self._next = now + LINE_SECONDS
            self._write(f"{line(job)}\n")

    def clear(self) -> None:
        """Take the line away."""
        if self._is_drawn:
            self._is_drawn = False
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def line(job: Job[Any], width: int = 1000) -> str:
    """One line of at most `width` columns: title, a bar where the end is known, what is being done."""
    from cutaway.description import wording

    parts = [wording.safe(job.title)]
    if job.fraction is not None:
        done = round(min(max(job.fraction, 0.0), 1.0) * _BAR)
        parts.append("█" * done + "░" * (_BAR - done) + f" {wording.percent(job.fraction)}")
    if job.words:
        parts.append(wording.safe(job.words))
    return wording.elided("  ".join(parts), width)
