# SPDX-License-Identifier: Apache-2.0
"""Every way in which Cutaway can fail, each with its own words for the user.

CutawayError
├── RequestError              what was asked for does not exist in this model
├── ModelError                the file is at fault
│   ├── MissingFileError      it, or a part of it, is not there or may not be read
│   ├── UnsupportedFormatError  it is something else than a model that Cutaway reads
│   ├── DamagedFileError      it breaks the rules of its format
│   └── UnsafeFileError       it points outside itself, or is no regular file
└── ChildError                the process that did the work is at fault
    ├── CannotStartError      it did not start
    ├── CrashedError          it died
    ├── LimitError            it ran out of its time or its memory
    └── CancelledError        it was told to stop
"""

from __future__ import annotations

import os
from typing import ClassVar


class CutawayError(Exception):
    """A failure with one full sentence for the user.

    message: names the file and says what happened. hint: what to do next. path: the file at fault.
    details: text that belongs under "Details" (stderr of a child, TensorFlow's own words).
    """

    exit_status: ClassVar[int] = 1

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        path: str | os.PathLike[str] = "",
        details: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = os.fspath(path)
        self.details = details

    @property
    def kind(self) -> str:
        """The name that the `error` object of the command line carries."""
        return type(self).__name__

    def as_json(self) -> dict[str, str]:
        """The `error` object of the contract, with `details` added where there are any."""
        found = {
            "kind": self.kind,
            "message": self.message,
            "hint": self.hint,
            "path": self.path,
        }
        return {**found, "details": self.details} if self.details else found


class RequestError(CutawayError):
    """What was asked for (a variable, a tag, a version) does not exist in this model."""


class ModelError(CutawayError):
    """The file is at fault."""


class MissingFileError(ModelError):
    """The file, or a part of the model, is not there or may not be read."""


class UnsupportedFormatError(ModelError):
    """The file is something else than a model that Cutaway reads."""


class DamagedFileError(ModelError):
    """The file breaks the rules of its format; the message says where."""


class UnsafeFileError(ModelError):
    """The file points outside the model, or is no regular file."""


class ChildError(CutawayError):
    """The process that did the work is at fault."""

    exit_status = 4


class CannotStartError(ChildError):
    """A child process could not be started."""


class CrashedError(ChildError):
    """A child process died."""


class LimitError(ChildError):
    """A child process ran out of its time or its memory."""


class CancelledError(ChildError):
    """The work was cancelled."""


KINDS: dict[str, type[CutawayError]] = {
    cls.__name__: cls
    for cls in (
        RequestError,
        ModelError,
        MissingFileError,
        UnsupportedFormatError,
        DamagedFileError,
        UnsafeFileError,
        ChildError,
        CannotStartError,
        CrashedError,
        LimitError,
        CancelledError,
    )
}


def from_json(found: dict[str, str]) -> CutawayError:
    """The error that `as_json` described; an unknown kind becomes a plain `CutawayError`."""
    cls = KINDS.get(found.get("kind", ""), CutawayError)
    return cls(
        found.get("message", ""),
        hint=found.get("hint", ""),
        path=found.get("path", ""),
        details=found.get("details", ""),
    )
