# SPDX-License-Identifier: Apache-2.0
"""Chooses what this process is, before anything heavy is imported: a worker, the command line, or the window."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cutaway.session.wishes import Wish

if __name__ == "__main__" and not __package__:  # started by its path, as children are: an isolated
    # interpreter looks neither into the current folder nor at PYTHONPATH for the package
    sys.path[:0] = [__file__.rpartition("cutaway")[0]]


def main() -> int:
    """The command `cutaway`; returns the exit status."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--worker"]:
        gc.disable()  # until the first answer: what is imported stays, and is no garbage
        from cutaway.worker import entry

        entry.main(arguments[1] if len(arguments) > 1 else "reader")
    gc.disable()  # while modules are read, of which nothing is garbage; a window turns it on again
    try:
        from cutaway.cli.main import run
    except KeyboardInterrupt:  # while modules are being read; from then on `run` hears it
        return 4
    return run(arguments, show_window)


def main_gui() -> int:
    """The command `cutaway-gui`: always the window."""
    from cutaway.cli.main import open_window

    return open_window(sys.argv[1:], show_window)


def show_window(wish: Wish) -> int:
    """Show the window until it is closed; returns the exit status. Raises ImportError where Qt is not there.

    Where one is open already, it takes the wish over, unless that is for a window of its own.
    """
    from cutaway.session.sole_window import Turn

    turn = Turn()
    if not wish.is_new and not turn.take(wish):
        return 0
    from cutaway.qt import app

    try:
        return app.main(wish)
    finally:
        turn.give_back()


if __name__ == "__main__":
    sys.exit(main())
