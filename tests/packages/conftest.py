# SPDX-License-Identifier: Apache-2.0
"""A screen and a desktop of one's own: a home with a session's folders, without whatever the machine has set up."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers import screens
from helpers.sessions import Desktop


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A display to start programs on."""
    missing = screens.missing()
    if missing:
        pytest.skip(f"a test on a real screen needs {missing}")
    with screens.display() as found:
        yield found


@pytest.fixture
def desktop(tmp_path: Path, display: str) -> Iterator[Desktop]:
    """A session whose programs are ended with the test."""
    home = tmp_path / "home"
    runtime = home / "runtime"
    runtime.mkdir(parents=True, mode=0o700)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    found = Desktop(
        home,
        {
            **kept,
            "HOME": str(home),
            "DISPLAY": display,
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CURRENT_DESKTOP": "GNOME",  # has xdg-mime ask GIO, as on most desktops
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
        },
    )
    yield found
    found.end_programs()


@pytest.fixture
def need() -> Callable[..., None]:
    """Skip the test where a program that it uses is not there."""

    def check(*programs: str) -> None:
        missing = [program for program in programs if shutil.which(program) is None]
        if missing:
            pytest.skip(f"this needs {', '.join(missing)}")

    return check
