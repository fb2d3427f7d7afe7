# SPDX-License-Identifier: Apache-2.0
"""The command line, killed by itself at a moment of a conversion: `MOMENT` and then what `cutaway` is given.

Moments: `begun` (the folder beside the target is there), `converting` (a converter works), `proving` (the result is
written, and not proven), `naming` (it is on the disk and has no name yet), `named` (it has its name, and nothing else
is done).
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from cutaway.__main__ import main
from cutaway.session import converting
from cutaway.session.jobs import Job
from cutaway.session.steps import Steps
from cutaway.wire import renaming, whole

MOMENTS = ("begun", "converting", "proving", "naming", "named")
_FIRST = "Reading the model"


def _die(*_: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("it lives")


def _when_it_works(job: Job[Any]) -> None:
    if job.words and job.words != _FIRST:
        _die()


def arrange(moment: str) -> None:
    """Die at that moment."""
    made = converting._Conversion._made

    def watched(self: converting._Conversion, place: Path) -> Steps[Any]:
        body = made(self, place)
        job = next(body)
        job.changed.connect(_when_it_works)
        return (yield from _on(body, job))

    def _on(body: Steps[Any], job: Job[Any]) -> Steps[Any]:
        while True:
            try:
                job = body.send((yield job))
            except StopIteration as end:
                return end.value

    free = renaming.take_free

    def taken(made: Path, target: Path) -> None:
        free(made, target)
        _die()

    conversion = converting._Conversion
    replaced: dict[str, tuple[object, str, object]] = {
        "begun": (conversion, "_samples", _die),
        "converting": (conversion, "_made", watched),
        "proving": (conversion, "_proven", _die),
        "naming": (whole, "take_free", _die),
        "named": (whole, "take_free", taken),
    }
    setattr(*replaced[moment])


if __name__ == "__main__":
    arrange(sys.argv[1])
    sys.argv[1:] = sys.argv[2:]
    sys.exit(main())
