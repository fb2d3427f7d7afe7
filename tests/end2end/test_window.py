# SPDX-License-Identifier: Apache-2.0
"""The window on a real screen, used by keyboard as a user would."""

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtGui import QImage

from cutaway import paths
from helpers.screens import Program, wait_until

pytestmark = pytest.mark.end2end
BANNED = ("tensorflow", "h5py", "/keras/", "google/_upb", "onnxruntime", "ai_edge_litert")


def state() -> dict[str, object]:
    """What the window remembered when it was closed."""
    found: dict[str, object] = json.loads((paths.state() / "window.json").read_text(encoding="utf-8"))
    return found


def choose(program: Program, name: str) -> None:
    """Choose a variable by the palette, which offers its name once the model is there; then its plot is drawn."""
    for _ in range(5):
        program.press("ctrl+k")
        program.write(name)
        time.sleep(1)
        program.press("Return", "Escape")
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            if "numpy" in program.mapped():
                return
            time.sleep(0.05)
    pytest.fail("there was never a plot")


def test_a_model_is_opened_looked_at_and_closed_by_keyboard(
    start: Callable[..., Program], samples: Path, tmp_path: Path
) -> None:
    model = samples / "resnet8_cifar10.h5"
    program = start(str(model))
    program.wait_for_title("resnet8_cifar10.h5 – Cutaway")
    wait_until(lambda: bool(program.children()), "a reader child")
    choose(program, "conv2d_1/kernel")
    program.press("ctrl+b", "ctrl+b")
    picture = tmp_path / "screen.png"
    program.look(picture)
    image = QImage(str(picture))
    assert (
        len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 8
    )
    mapped = program.mapped()
    assert not [name for name in BANNED if name in mapped]
    children = program.children()
    program.press("ctrl+q")
    status, said = program.end()
    assert (status, said) == (0, "")
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    assert state()["tabs"] == [str(model)]
    assert state()["pages"] == ["variables"]


def test_an_interrupt_closes_the_window_and_saves_its_state(
    start: Callable[..., Program], samples: Path
) -> None:
    program = start(str(samples / "basic_pitch"))
    program.wait_for_title("basic_pitch – Cutaway")
    wait_until(lambda: bool(program.children()), "a reader child")
    program.process.send_signal(signal.SIGINT)
    status, said = program.end()
    assert (status, said) == (0, "")
    assert state()["tabs"] == [str(samples / "basic_pitch")]


def test_the_next_start_shows_what_was_open(start: Callable[..., Program], samples: Path) -> None:
    first = start(str(samples / "hello_world_int8.tflite"))
    first.wait_for_title("hello_world_int8.tflite – Cutaway")
    first.press("ctrl+q")
    assert first.end() == (0, "")
    second = start()
    second.wait_for_title("hello_world_int8.tflite – Cutaway")
    second.press("ctrl+w")
    second.wait_for_title("^Cutaway$")
    second.press("ctrl+q")
    assert second.end() == (0, "")
    assert state()["tabs"] == []


def test_a_second_start_hands_its_path_to_the_open_window(
    start: Callable[..., Program], samples: Path
) -> None:
    first = start(str(samples / "basic_pitch"))
    first.wait_for_title("basic_pitch – Cutaway")
    second = start(str(samples / "hello_world_int8.tflite"))
    assert second.end() == (0, "")
    first.wait_for_title("hello_world_int8.tflite – Cutaway")
    first.press("ctrl+q")
    assert first.end() == (0, "")
    assert state()["tabs"] == [str(samples / "basic_pitch"), str(samples / "hello_world_int8.tflite")]
