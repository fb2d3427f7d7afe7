# SPDX-License-Identifier: Apache-2.0
"""Files that another program lets go of over the window: zones while they are over it, and conversions then."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from helpers import drag_source
from helpers.screens import Program, wait_until

pytestmark = pytest.mark.end2end
_TO_TFLITE = (960, 180)
"""On the place "To TensorFlow Lite" of a window on this screen."""


def is_aimed(program: Program, picture: Path) -> bool:
    """Move the pointer a little, look, and tell whether the place under it is bluer than the one below."""
    x, y = _TO_TFLITE
    program.point(x + time.monotonic_ns() % 9, y)
    program.look(picture)
    aimed, other = colour(picture, 800, 60), colour(picture, 800, 300)
    return aimed[2] - aimed[0] > other[2] - other[0]


def colour(picture: Path, x: int, y: int) -> tuple[int, int, int]:
    """The colour of a point of the screen."""
    found = QImage(str(picture)).pixelColor(x, y)
    return found.red(), found.green(), found.blue()


@pytest.fixture
def drag() -> Iterator[Callable[..., None]]:
    """Drag files from another program to a point of the window, and let them go there."""
    started: list[subprocess.Popen[bytes]] = []

    def move(program: Program, picture: Path, *paths: Path) -> None:
        arguments = [sys.executable, drag_source.__file__, *map(str, paths)]
        source = subprocess.Popen(arguments, env=program.environment, stdout=subprocess.PIPE)
        started.append(source)
        wait_until(lambda: bool(program.windows(drag_source.TITLE)), "something to drag")
        time.sleep(0.5)
        width, height = drag_source.SIZE
        program.point(width // 2, height // 2)
        program.hold()
        for part in (0.02, 0.05, 0.1, 0.3, 0.6, 0.9, 1.0):
            x, y = (round(place * part + (1 - part) * 24) for place in _TO_TFLITE)
            program.point(x, y)
        wait_until(lambda: is_aimed(program, picture), "a place under the pointer that shows it")
        program.let_go()
        assert source.stdout is not None
        assert source.stdout.readline() == b"CopyAction\n"

    yield move
    for source in started:  # not before: it gives the paths when they are asked for, after they were let go
        source.kill()
        source.communicate()


def test_a_dragged_file_is_converted_and_proven(
    start: Callable[..., Program], drag: Callable[..., None], samples: Path, tmp_path: Path
) -> None:
    model = tmp_path / "resnet8_cifar10.h5"
    shutil.copyfile(samples / model.name, model)
    program = start()
    program.wait_for_title("^Cutaway$")
    drag(program, tmp_path / "dragging.png", model)
    program.wait_for_title("Run resnet8_cifar10.h5", patience=60)
    program.press("Return")
    program.wait_for_title("resnet8_cifar10.h5: The result answers like its source", patience=240)
    program.look(tmp_path / "proof.png")
    assert model.with_suffix(".tflite").read_bytes()[4:8] == b"TFL3"
    assert sorted(path.name for path in tmp_path.glob("resnet8*")) == [model.name, "resnet8_cifar10.tflite"]


def test_dragged_files_and_folders_become_a_batch_one_of_them_broken(
    start: Callable[..., Program], drag: Callable[..., None], samples: Path, tmp_path: Path
) -> None:
    shutil.copyfile(samples / "resnet8_cifar10.h5", tmp_path / "resnet8.h5")
    shutil.copytree(samples / "half_plus_two", tmp_path / "folder" / "half_plus_two")
    (tmp_path / "folder" / "broken.h5").write_bytes(b"\x89HDF\r\n\x1a\n and no more")
    program = start()
    program.wait_for_title("^Cutaway$")
    drag(program, tmp_path / "dragging.png", tmp_path / "resnet8.h5", tmp_path / "folder")
    program.wait_for_title("Convert 3 models to TensorFlow Lite", patience=60)
    results = tmp_path / "converted-tflite"

    def is_begun() -> bool:
        program.press("Return")  # of use once all models are read
        return results.exists()

    wait_until(is_begun, "a batch that was begun")
    summary = results / "conversion-summary.json"
    wait_until(summary.exists, "a summary", patience=240)
    time.sleep(0.5)
    program.look(tmp_path / "batch.png")
    items = json.loads(summary.read_text())["items"]
    told = {Path(item["source"]).name: item.get("proof", {}).get("verdict", "error") for item in items}
    assert told == {"resnet8.h5": "pass", "broken.h5": "error", "half_plus_two": "pass"}
