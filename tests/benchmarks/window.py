# SPDX-License-Identifier: Apache-2.0
"""How soon the window is painted and a model is shown in it, in fresh processes."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import FailedRunError, environment, python
from benchmarks.results import Result

_PROBE = Path(__file__).with_name("window_probe.py")
_RUNS = 5


def first_paint(samples: Path) -> Iterator[Result]:
    """Seconds from starting the interpreter to the painted window, and to a small model on it."""
    found = [_run(samples / "basic_pitch") for _ in range(_RUNS + 1)][1:]
    paint = statistics.median(each["painted"] for each in found)
    shown = statistics.median(each["shown"] - each["painted"] for each in found)
    memory = statistics.median(each["resident"] for each in found)
    yield Result("first paint of the window", paint, "s", 0.5, note="median of 5 fresh processes, offscreen")
    yield Result("small model shown after the paint", shown, "s", note="a model given on the command line")
    yield Result("window process with a small model", memory / 1e6, "MB", 250)


def _run(model: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="cutaway-bench-") as folder:
        began = time.monotonic()
        command = python(str(_PROBE), str(model), str(began), folder)
        run = subprocess.run(command, capture_output=True, check=False, env=environment())
    if run.returncode:
        raise FailedRunError(run.stderr.decode(errors="replace"))
    found: dict[str, Any] = json.loads(run.stdout)
    return found
