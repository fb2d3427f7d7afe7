# SPDX-License-Identifier: Apache-2.0
"""What to tell the user when a child ended without an answer: one sentence for each way to end."""

from __future__ import annotations

import signal
from pathlib import PurePath

from cutaway.errors import CannotStartError, ChildError, CrashedError, LimitError
from cutaway.session.transports import Ending
from cutaway.worker.limits import STATUS_MEMORY

_REPORT = "Try again. Where it happens again, report it with its details."
_REINSTALL = "Install Cutaway again; the details say what is missing."


def of(ending: Ending, path: str, *, greeted: bool) -> ChildError:
    """The error for a job whose child ended in this way. greeted: it had said hello before."""
    name = PurePath(path).name or path
    if not ending.started or not greeted:
        return _not_started(ending, path)
    if ending.status == STATUS_MEMORY:
        return out_of_memory(path, ending.stderr)
    if ending.signal is not None:
        return _signalled(ending.signal, name, path, ending.stderr)
    return CrashedError(
        f"The reader ended with status {ending.status} while it read {name}.",
        hint=_REPORT,
        path=path,
        details=ending.stderr,
    )


def out_of_memory(path: str, details: str = "") -> LimitError:
    """The child took more memory than it may."""
    return LimitError(
        f"{PurePath(path).name or path} took more memory than a reader may, so reading was stopped.",
        hint="The file may claim far more than it holds. Where it is yours, check how it was written.",
        path=path,
        details=details,
    )


def silent(path: str, seconds: float) -> LimitError:
    """The child gave no sign of life for so long."""
    return LimitError(
        f"{PurePath(path).name or path} could not be read in time: the reader said nothing for {seconds:g} seconds.",
        hint="The file may be damaged, or on a slow disk or network. Copy it to this computer and try again.",
        path=path,
    )


def too_long(path: str, seconds: float) -> LimitError:
    """The child worked on and on."""
    return LimitError(
        f"{PurePath(path).name or path} could not be read within {seconds:g} seconds, so reading was stopped.",
        hint="The file may be damaged, or on a slow disk or network. Copy it to this computer and try again.",
        path=path,
    )


def nonsense(path: str, reason: str) -> CrashedError:
    """The child wrote what is no frame."""
    return CrashedError(
        f"The reader gave an answer that makes no sense while it read {PurePath(path).name or path}.",
        hint=_REPORT,
        path=path,
        details=reason,
    )


def other_version(theirs: str, ours: str) -> CannotStartError:
    """The child is of another version of the program."""
    return CannotStartError(
        f"The reader belongs to Cutaway {theirs}, but this is Cutaway {ours}.",
        hint="Cutaway was updated while it ran. Close it and start it again.",
    )


def _not_started(ending: Ending, path: str) -> CannotStartError:
    how = ending.reason or (
        f"signal {ending.signal}" if ending.signal is not None else f"status {ending.status}"
    )
    return CannotStartError(
        f"The reader could not be started ({how}).", hint=_REINSTALL, path=path, details=ending.stderr
    )


def _signalled(number: int, name: str, path: str, details: str) -> ChildError:
    try:
        word = signal.Signals(number).name
    except ValueError:
        word = f"signal {number}"
    if word == "SIGXCPU":
        return LimitError(
            f"{name} took more processor time than a reader may, so reading was stopped.",
            hint="The file may be damaged, or made to keep readers busy.",
            path=path,
            details=details,
        )
    if word == "SIGBUS":
        return CrashedError(
            f"{name} became shorter while it was being read.",
            hint="Another program was writing it. Open it again once it is complete.",
            path=path,
            details=details,
        )
    if word == "SIGKILL":
        return CrashedError(
            f"The system ended the reader while it read {name}, most likely because memory ran short.",
            hint="Close other programs and try again.",
            path=path,
            details=details,
        )
    return CrashedError(
        f"The reader crashed ({word}) while it read {name}; the rest of Cutaway goes on.",
        hint=_REPORT,
        path=path,
        details=details,
    )
