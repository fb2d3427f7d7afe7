# SPDX-License-Identifier: Apache-2.0
"""A user's session in which packages are tried: its folders, its programs, its windows."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Desktop:
    """A user's session: what its programs find in their environment."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def share(self) -> Path:
        """Where this user's launchers, types and icons are."""
        return self.home / ".local" / "share"

    def end_programs(self) -> None:
        """End every program that was started with this home."""
        for process in self._programs():
            with suppress(psutil.Error):
                process.kill()

    def ask_to_end(self, name: str) -> None:
        """Ask programs of that name that were started with this home to end."""
        for process in self._programs():
            with suppress(psutil.Error):
                if process.name() == name:
                    process.terminate()

    def _programs(self) -> Iterator[psutil.Process]:
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.environ().get("HOME") == str(self.home):
                    yield process


def run(desktop: Desktop, *command: str | Path) -> str:
    """Run a program of the session to its end; what it said. It must succeed."""
    done = subprocess.run(
        [str(word) for word in command],
        env=desktop.environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def open_by_desktop(desktop: Desktop, *files: Path) -> subprocess.Popen[bytes]:
    """What a file manager does at a double click; the program that opens lives on."""
    return subprocess.Popen(
        ["gio", "open", *map(str, files)],
        env=desktop.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def windows(desktop: Desktop, title: str = "Cutaway$") -> list[str]:
    """The titles of Cutaway's windows on the session's screen, or of those whose title fits the pattern."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title],
        env=desktop.environment,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    return [run(desktop, "xdotool", "getwindowname", number).strip() for number in found]
