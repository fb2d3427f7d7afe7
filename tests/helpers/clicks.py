# SPDX-License-Identifier: Apache-2.0
"""Double clicks as a file manager does them, timed to the picture of the model, and what the manual states of them."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from helpers.corpus import REPOSITORY
from helpers.screens import wait_until
from helpers.sessions import Desktop, open_by_desktop, windows

MODELS = (
    "hello_world_int8.tflite",
    "resnet8_cifar10.h5",
    "sleep_stages.keras",
    "keyword_ds_cnn.pb",
    "basic_pitch/saved_model.pb",
)
"""One sample of each kind that is double-clicked."""


def double_click(desktop: Desktop, model: Path) -> float:
    """Open a model by the desktop's launcher; seconds until the window has what it paints of it."""
    begun = time.monotonic()
    assert open_by_desktop(desktop, model).wait(60) == 0
    wait_for_picture(desktop, str(model), desktop.home / ".local" / "state")
    return time.monotonic() - begun


def wait_for_picture(desktop: Desktop, model: str, state: Path) -> None:
    """Until the one window is called by the model, and its description came. state: where the session's log is."""
    title = f"{model.rpartition('/')[2]} – Cutaway"
    wait_until(lambda: windows(desktop) == [title], title)
    log = state / "cutaway" / "cutaway.log"
    wait_until(
        lambda: log.exists() and f"describe of {model} took" in log.read_text("utf-8"), f"{model} in the log"
    )


def check_times(package: str, seconds: dict[str, float]) -> None:
    """Compare times to the picture, the first one first, with what the manual states for that way to install.

    Machines differ: three times as long is borne. One that is at work on other things tells nothing of times.
    """
    if os.getloadavg()[0] > (os.cpu_count() or 1) + 1:
        print("This machine is busy, so these times are not compared with those of the manual:", seconds)
        return
    row = _row(package)
    stated = [float(cell.split()[0]) for cell in row[2:4]]
    first, *later = seconds.values()
    assert first <= 3 * stated[0], (package, seconds)
    assert max(later) <= 3 * stated[1], (package, seconds)


def stated_megabytes(package: str) -> list[float]:
    """Megabytes to download and installed, as the manual tells them."""
    return [_megabytes(cell) for cell in _row(package)[:2]]


def _row(package: str) -> list[str]:
    text = (REPOSITORY / "docs" / "manual" / "how-to" / "install.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^\| {re.escape(package)} \|(.*)\|$", text, re.MULTILINE)
    return [cell.strip() for cell in found.split("|")]


def _megabytes(text: str) -> float:
    number, unit = text.split()
    return float(number) * {"MB": 1, "GB": 1000}[unit]
