# SPDX-License-Identifier: Apache-2.0
"""A screen, and programs on it that are gone afterwards."""

from collections.abc import Callable, Iterator

import pytest

from helpers import screens
from helpers.screens import Program


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A display to start programs on."""
    missing = screens.missing()
    if missing:
        pytest.skip(f"a test on a real screen needs {missing}")
    with screens.display() as found:
        yield found


@pytest.fixture
def start(display: str) -> Iterator[Callable[..., Program]]:
    """Start the program; it is killed at the end of the test where it is still there."""
    started: list[Program] = []

    def begin(*arguments: str) -> Program:
        started.append(Program(display, *arguments))
        return started[-1]

    yield begin
    for program in started:
        program.kill()
