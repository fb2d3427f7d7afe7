# SPDX-License-Identifier: Apache-2.0
"""Starts beside an open window, and the start after one that died, on a real screen."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from cutaway import paths
from helpers.screens import Program, wait_until

pytestmark = pytest.mark.end2end


def test_another_window_is_opened_where_that_is_wished(start: Callable[..., Program], samples: Path) -> None:
    first = start(str(samples / "basic_pitch"))
    first.wait_for_title("basic_pitch – Cutaway")
    second = start("--new-window", str(samples / "hello_world_int8.tflite"))
    second.wait_for_title("hello_world_int8.tflite – Cutaway")
    assert first.process.poll() is None
    third = start(str(samples / "sleep_stages.keras"))
    assert third.end() == (0, "")
    first.wait_for_title("sleep_stages.keras – Cutaway")
    for program in (second, first):
        program.process.send_signal(signal.SIGTERM)
        assert program.end() == (0, "")


def test_a_window_that_died_leaves_a_report_and_no_obstacle(
    start: Callable[..., Program], samples: Path
) -> None:
    model = samples / "basic_pitch"
    first = start(str(model))
    first.wait_for_title("basic_pitch – Cutaway")
    wait_until(lambda: any(paths.state().glob("crash-*.json")), "a note of what is open")
    first.process.send_signal(signal.SIGSEGV)
    status, _ = first.end()
    assert status == -signal.SIGSEGV
    (left,) = paths.state().glob("crash-*.txt")
    assert "Segmentation fault" in left.read_text(encoding="utf-8")
    second = start()
    second.wait_for_title("^Cutaway$")  # what was open is not opened by itself: it may have been the reason
    wait_until(lambda: not left.exists(), "the report being read")
    third = start(str(samples / "hello_world_int8.tflite"))
    assert third.end() == (0, "")
    second.wait_for_title("hello_world_int8.tflite – Cutaway")
    second.process.send_signal(signal.SIGTERM)
    assert second.end() == (0, "")
    assert not list(paths.state().glob("crash-*"))
