# SPDX-License-Identifier: Apache-2.0
"""The border of a job: whatever a task raises becomes an error with one clear sentence for the user."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import PurePath

from cutaway.errors import (
    CrashedError,
    CutawayError,
    DamagedFileError,
    LimitError,
    MissingFileError,
)
from cutaway.worker.protocol import ProtocolError

# What reading beyond the end, or numbers that fit nowhere, raise in the libraries under a reader.
_DAMAGE = (struct.error, EOFError, UnicodeDecodeError, OverflowError, zlib.error)


def explain(error: BaseException, path: str) -> CutawayError:
    """The error to tell the user about the file at `path`; the traceback goes to its details."""
    if isinstance(error, CutawayError):
        return error
    name = PurePath(path).name or path
    if isinstance(error, MemoryError):
        return LimitError(
            f"{name} could not be read within the memory that a reader may take.",
            hint="The file may claim far more than it holds. Where it is yours, check how it was written.",
            path=path,
            details=_traceback(error),
        )
    if isinstance(error, ProtocolError):
        return LimitError(
            f"{name} holds more than can be shown at once.",
            hint="The file may be made to fill memory. Where it is yours, open a part of it.",
            path=path,
            details=str(error),
        )
    if isinstance(error, RecursionError):
        return DamagedFileError(
            f"{name} is nested more deeply than a model can be, so it was not read to the end.",
            hint="The file is damaged, or made to harm.",
            path=path,
            details=_traceback(error),
        )
    if isinstance(error, OSError):
        return _refused(error, path)
    if isinstance(error, _DAMAGE):
        return DamagedFileError(
            f"{name} is damaged: its content breaks off or contradicts itself ({error}).",
            hint="Fetch or export the file again.",
            path=path,
            details=_traceback(error),
        )
    return CrashedError(
        f"{name} could not be read: the reader stopped unexpectedly ({type(error).__name__}).",
        hint="This is a fault of Cutaway. Please report it with its details.",
        path=path,
        details=_traceback(error),
    )


def _refused(error: OSError, path: str) -> CutawayError:
    told = error.filename if isinstance(error.filename, str) else path
    reason = error.strerror or str(error) or "the system gave no reason"
    return MissingFileError(
        f"{PurePath(told).name or told} could not be read or written: {reason}.",
        hint="Check that it is there, that you may use it, and that there is room on the disk.",
        path=os.fspath(told),
        details=_traceback(error),
    )


def _traceback(error: BaseException) -> str:
    """The traceback as text, its middle left out where it is long (a recursion)."""
    import traceback

    return "".join(traceback.format_exception(error, limit=-30))
