# SPDX-License-Identifier: Apache-2.0
"""A file in which a window that dies leaves what it knows, read back at the next start; it never leaves the machine."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cutaway import APP_NAME, __version__, logs, paths
from cutaway.session import store

_PREFIX, _ENDING = "crash-", ".txt"
_FAULTS = ("Fatal Python error", "Windows fatal exception")
"""How faulthandler begins to tell."""
_LOG_LINES = 40
_MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Crash:
    """opened: paths of the models that were open. report: text for a report, with versions and the end of the log."""

    opened: tuple[str, ...]
    report: str


class CrashFile:
    """The file of this process: the interpreter writes into it where it dies; `close` takes it away."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.state()
        self._file = self._folder / f"{_PREFIX}{os.getpid()}{_ENDING}"
        self._stream: IO[bytes] | None = None

    def open(self) -> None:
        """Be ready from now on; where the folder cannot be written, nothing is kept."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        self._stream = store.claimed(self._file)
        if self._stream is None:
            return
        head = f"{APP_NAME} {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        self._stream.write(head.encode("utf-8", "backslashreplace"))
        self._stream.flush()
        faulthandler.enable(self._stream)

    def note(self, opened: Sequence[str]) -> None:
        """Remember which models are open now."""
        if self._stream is not None:
            store.write(self._noted, {"opened": list(opened)})

    def close(self) -> None:
        """All is well: leave nothing behind."""
        if self._stream is None:
            return
        faulthandler.disable()
        self._stream.close()
        self._stream = None
        for file in (self._file, self._noted):
            file.unlink(missing_ok=True)

    @property
    def _noted(self) -> Path:
        return self._file.with_suffix(".json")


def left(folder: Path | None = None) -> list[Crash]:
    """What windows left that died by a fault, the oldest first; their files are removed.

    A process that was killed, or whose machine went off, did not fail: its file goes unread.
    """
    found = []
    for file in sorted((folder or paths.state()).glob(f"{_PREFIX}*{_ENDING}"), key=_age):
        stream = store.claimed(file)
        if stream is None:  # its window is alive
            continue
        with stream:
            try:
                text = file.read_bytes()[:_MOST_BYTES].decode("utf-8", "replace")
                day = time.strftime("%Y-%m-%d %H:%M", time.localtime(file.stat().st_mtime))
            except OSError:
                continue
            noted = file.with_suffix(".json")
            opened = store.read(noted).get("opened")
            for each in (file, noted):
                each.unlink(missing_ok=True)
        if any(fault in text for fault in _FAULTS):
            names = tuple(path for path in opened or () if isinstance(path, str))
            found.append(Crash(names, _report(day, names, text)))
    return found


def _report(day: str, opened: Sequence[str], text: str) -> str:
    models = "\n".join(f"  {path}" for path in opened) or "  none"
    return f"{day}\n{text}\nOpen models:\n{models}\n\nEnd of the log:\n{_end_of_log()}"


def _end_of_log() -> str:
    try:
        with logs.file().open("rb") as file:
            lines = file.read().decode("utf-8", "replace").splitlines()[-_LOG_LINES:]
    except OSError:
        return "(there is none)"
    return "\n".join(lines)


def _age(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
