# SPDX-License-Identifier: Apache-2.0
"""Colour is for terminals that want it, progress for those who wait, and both only there."""

import io

import pytest

from cutaway.cli import terminal
from cutaway.cli.progress import AFTER_SECONDS, LINE_SECONDS, Progress, line
from cutaway.session.jobs import Job


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("WT_SESSION", "1")


def test_a_terminal_has_colours() -> None:
    assert terminal.of(Screen()).paint("x", "danger") == "\x1b[1;31mx\x1b[0m"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colours_gets_none(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert terminal.of(Screen()).paint("x", "danger") == "x"


def test_a_pipe_has_neither_colours_nor_a_width() -> None:
    found = terminal.of(io.StringIO())
    assert not found.has_colour
    assert found.width > 1_000_000


def test_a_width_that_is_told_counts_in_a_pipe_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert terminal.of(io.StringIO()).width == 60


def test_the_width_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "66")
    assert terminal.of(Screen()).width == 66


def running(words: str, fraction: float | None, seconds: float = 2 * AFTER_SECONDS) -> Job[int]:
    job: Job[int] = Job("Statistics of 3 variables", lambda _: None)
    job.run()
    job.report(words, fraction)
    job.started -= seconds
    return job


def test_progress_is_one_line_that_is_taken_away() -> None:
    screen = Screen()
    progress = Progress(screen, is_terminal=True, width=60)
    progress.show(running("kernel", 0.5))
    assert "50 %" in screen.getvalue()
    assert "\n" not in screen.getvalue()
    progress.clear()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_what_is_quick_shows_no_progress() -> None:
    screen = Screen()
    job = running("kernel", 0.5)
    job.started += 2 * AFTER_SECONDS
    Progress(screen, is_terminal=True, width=60).show(job)
    assert screen.getvalue() == ""


def test_a_file_gets_few_lines_and_no_control_characters() -> None:
    stream = io.StringIO()
    progress = Progress(stream, is_terminal=False, width=1 << 30)
    for step in range(100):
        progress.show(running("kernel", step / 100, 2 * LINE_SECONDS))
    progress.clear()
    assert stream.getvalue().count("\n") == 1
    assert "\x1b" not in stream.getvalue()


def test_a_file_gets_no_line_of_what_takes_a_moment() -> None:
    stream = io.StringIO()
    Progress(stream, is_terminal=False, width=1 << 30).show(running("kernel", 0.5))
    assert stream.getvalue() == ""


def test_a_progress_line_fits_and_escapes_names() -> None:
    found = line(running("\x1b[31m" + "long" * 50, 0.1), 70)
    assert len(found) == 70
    assert "\x1b" not in found
