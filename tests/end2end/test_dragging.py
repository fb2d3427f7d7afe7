# SPDX-License-Identifier: Apache-2.0
"""Tensors are dragged by the pointer of a real display, from the list and from the map, onto a signature's picture."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = Path(__file__).parents[1] / "helpers" / "drag_probe.py"
pytestmark = pytest.mark.end2end


def test_tensors_are_dragged_onto_the_picture_of_a_signature(
    display: str, samples: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, str(PROBE), str(samples / "half_plus_two"), str(tmp_path)],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(PROBE.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    as_output, as_input, name, from_map = json.loads(done.stdout)
    assert as_output == [["x:0"], ["y:0", "Mul:0"]]
    assert as_input == [["x:0", "Mul:0"], ["y:0", "Mul:0"]]
    assert from_map == [["x:0", "Mul:0"], ["y:0", "Mul:0", f"{name}:0"]]
