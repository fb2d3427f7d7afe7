# SPDX-License-Identifier: Apache-2.0
"""How many frames a second the map paints, each anew, without a GPU, on a graph of 100,000 nodes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks import measure
from benchmarks.results import Result

_PROBE = Path(__file__).with_name("graph_frames.py")
_FRAMES_BOUND = 30.0
_BLOCKED_BOUND = 100.0


def frames() -> Iterator[Result]:
    """Panning and zooming on the first picture and on one of 2,000 boxes; the first frame may not block the window."""
    for kind, words in (("first", "first picture"), ("open", "2,000 boxes")):
        done = subprocess.run(measure.python(str(_PROBE), kind), stdout=subprocess.PIPE, check=True)
        told = json.loads(done.stdout)
        note = f"{told['boxes']:,} boxes, {told['wires']:,} wires"
        for name, value in told["figures"].items():
            if name == "first frame":
                yield Result(f"map, {words}: {name}", value, "ms", _BLOCKED_BOUND, note=note)
            else:
                yield Result(
                    f"map, {words}: {name}", value, "frames/s", _FRAMES_BOUND, at_least=True, note=note
                )
