# SPDX-License-Identifier: Apache-2.0
"""A display of its own, and hands on it: starting the program, pressing keys, looking at the screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from cutaway import logs

PATIENCE_SECONDS = 30.0
_GRAB = (
    "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
    " sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))"
)


def missing() -> str:
    """What is not there to run this, empty where all is."""
    needed = ["xdotool"] if os.environ.get("DISPLAY") else ["xdotool", "Xvfb"]
    return ", ".join(program for program in needed if shutil.which(program) is None)


@contextmanager
def display() -> Iterator[str]:
    """A display out of sight; the one that is there where none can be made.

    -noreset: without it the server begins anew whenever its last client leaves, and the next one meets it half-way.
    """
    if shutil.which("Xvfb") is None:
        yield os.environ["DISPLAY"]
        return
    reader, writer = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writer)
        with os.fdopen(reader, encoding="ascii") as answer:
            number = answer.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


class Program:
    """The program as a user starts it, with its process and its window."""

    def __init__(self, screen: str, *arguments: str) -> None:
        self.environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cutaway", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def wait_for_title(self, title: str, patience: float = PATIENCE_SECONDS) -> None:
        """Wait until its window has that title, and give it the keyboard: there is no window manager."""
        try:
            wait_until(lambda: bool(self.windows(title)), f"a window {title}", patience)
        except AssertionError as error:
            log = logs.file()
            error.add_note(log.read_text(encoding="utf-8") if log.exists() else "There is no log.")
            raise
        self._hand("windowfocus", "--sync", self.windows(title)[0])

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as `ctrl+k`."""
        for key in keys:
            self._hand("key", "--clearmodifiers", key)
            time.sleep(0.15)

    def write(self, text: str) -> None:
        """Type a text."""
        self._hand("type", "--delay", "20", text)

    def point(self, x: int, y: int) -> None:
        """Move the pointer there, and leave it for a moment."""
        self._hand("mousemove", str(x), str(y))
        time.sleep(0.1)

    def hold(self) -> None:
        """Press the left button of the mouse and keep it down."""
        self._hand("mousedown", "1")

    def let_go(self) -> None:
        """Release the left button of the mouse."""
        self._hand("mouseup", "1")

    def look(self, file: Path) -> None:
        """Save what is on the screen."""
        subprocess.run([sys.executable, "-c", _GRAB, str(file)], env=self.environment, check=True)

    def mapped(self) -> str:
        """Which files are mapped into the process of the window."""
        return Path(f"/proc/{self.process.pid}/maps").read_text(encoding="utf-8")

    def children(self) -> list[psutil.Process]:
        """Its child processes."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> tuple[int, str]:
        """Wait until it is gone; its exit status and all that it said."""
        said, complaints = self.process.communicate(timeout=PATIENCE_SECONDS)
        return self.process.returncode, (said + complaints).decode("utf-8", "replace")

    def kill(self) -> None:
        """End it whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
        if self.process.stdout is not None and not self.process.stdout.closed:
            self.process.communicate()

    def windows(self, title: str) -> list[str]:
        """Windows with that title."""
        assert self.process.poll() is None, f"the program ended: {self.end()}"
        return self._hand("search", "--onlyvisible", "--name", title).split()

    def _hand(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout


def wait_until(is_done: Callable[[], bool], what: str, patience: float = PATIENCE_SECONDS) -> None:
    """Wait for something to come true, so many seconds at most."""
    deadline = time.monotonic() + patience
    while not is_done():
        assert time.monotonic() < deadline, f"there was never {what}"
        time.sleep(0.05)
