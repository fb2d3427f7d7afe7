# SPDX-License-Identifier: Apache-2.0
"""The process border of the command line: chooses the command, and turns every end into an exit status."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

import cutaway
from cutaway.cli import options, terminal
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.signals import Ended
from cutaway.errors import CrashedError, CutawayError, MissingFileError, RequestError

if TYPE_CHECKING:  # kept off the start of every command
    from cutaway.cli.window import ShowWindow

CANCELLED = 4
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
BROKEN_PIPE = 141  # what a shell shows for a program that SIGPIPE ended


def run(arguments: Sequence[str], show_window: ShowWindow) -> int:
    """Do what the arguments ask for; returns the exit status. No exception leaves it."""
    try:
        status = _run(arguments, show_window)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the answer has seen enough
        _close_stdout()
        return BROKEN_PIPE
    except OSError as error:  # no room where the answer goes
        _close_stdout()
        with contextlib.suppress(OSError):
            _tell(_unwritten(error), as_json=False, details=False)
        return 1
    except (KeyboardInterrupt, Ended):
        return CANCELLED
    return status


def _run(arguments: Sequence[str], show_window: ShowWindow) -> int:
    first = arguments[0] if arguments else ""
    if first in ("--help", "-h"):
        from cutaway.cli import manual

        out = terminal.of(sys.stdout)
        out.print(manual.program(out.width))
        return 0
    if first == "--version":
        print(f"cutaway {cutaway.__version__}")  # noqa: T201 -- this is the answer
        return 0
    command = options.BY_NAME.get(first)
    if command is None:
        wrong = _not_to_open(arguments)
        if wrong is not None:
            return _tell(wrong, as_json=False, details=False)
        return open_window(arguments, show_window)
    gc.disable()  # a process that ends in a moment has no time to look for garbage: a tenth of an answer
    try:
        invocation = options.parse(command, arguments[1:])
    except UsageError as error:
        return _tell(error, as_json=False, details=False)
    return _command(invocation)


def _command(invocation: Invocation) -> int:
    if "--help" in invocation.flags:
        from cutaway.cli import manual

        out = terminal.of(sys.stdout)
        out.print(manual.of(invocation.command, out.width))
        return 0
    details = "--verbose" in invocation.flags
    as_json = "--json" in invocation.flags
    module, name = invocation.command.task.split(":")
    try:
        return cast("int", getattr(import_module(module), name)(invocation))
    except CutawayError as error:
        return _tell(error, as_json=as_json, details=details)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:  # the process border: a traceback is nothing for a terminal
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise
        return _tell(_unexpected(error), as_json=as_json, details=details)


def open_window(arguments: Sequence[str], show_window: ShowWindow) -> int:
    """Open the window on the paths among `arguments`; returns the exit status."""
    from cutaway.cli import window  # which no command needs

    gc.enable()  # it stays
    try:
        wish = window.wish_of(arguments)
    except UsageError as error:
        return _tell(error, as_json=False, details=False)
    if "" in wish.paths:
        return _tell(options.empty_path(), as_json=False, details=False)
    try:
        return window.start(wish, show_window)
    except CutawayError as error:
        return _tell(error, as_json=False, details=True)


def _not_to_open(arguments: Sequence[str]) -> CutawayError | None:
    """What is wrong where a window would have nothing to show: a mistyped command, or paths that all lead nowhere."""
    paths = [word for word in arguments if word != "--"]
    if not paths or any(not word or word.startswith("--") or _may_exist(word) for word in paths):
        return None
    first = paths[0]
    if not (os.path.dirname(first) or "." in first):  # noqa: PTH120 - of what was typed
        from difflib import get_close_matches

        close = get_close_matches(first.lower(), list(options.BY_NAME), n=1)
        if close:
            hint = f"Did you mean `cutaway {close[0]}`? See: cutaway --help"
            return UsageError(f"There is no command {first}.", hint=hint)
    hint = "Check the path. The commands are listed by: cutaway --help"
    return MissingFileError(f"{first} does not exist.", hint=hint, path=first)


def _may_exist(path: str) -> bool:
    """Whether there is a file, the files of a checkpoint, or perhaps a member of an archive."""
    if "!" in path or "://" in path:
        return True
    return any(os.path.lexists(path + ending) for ending in ("", ".index", ".meta", ".data-00000-of-00001"))


def _unwritten(error: OSError) -> CutawayError:
    return RequestError(
        f"The answer could not be written: {error.strerror or error}.",
        hint="Make room on the disk that it goes to, or choose another place.",
    )


def _tell(error: CutawayError, *, as_json: bool, details: bool) -> int:
    """Message and hint on stderr, the `error` object on stdout where JSON was asked for."""
    from cutaway.description import wording

    errors = terminal.of(sys.stderr)
    errors.print(f"{errors.paint('cutaway:', 'danger')} {wording.safe(error.message)}")
    if error.hint:
        errors.print(f"  {wording.safe(error.hint)}")
    if details and error.details:
        for line in error.details.splitlines():
            errors.print(f"  | {wording.safe(line)}")
    if as_json:
        from cutaway.cli import answers

        terminal.of(sys.stdout).print(answers.text(answers.failure(error, details=details), pretty=False))
    return error.exit_status


def _unexpected(error: Exception) -> CutawayError:
    import traceback

    return CrashedError(
        f"Cutaway stopped unexpectedly ({type(error).__name__}: {error}).",
        hint="This is a fault of Cutaway. Please report it with what --verbose adds.",
        details="".join(traceback.format_exception(error)),
    )


def _close_stdout() -> None:
    """Have nothing left that Python would try to flush at its end, and complain about."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
