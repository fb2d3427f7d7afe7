# SPDX-License-Identifier: Apache-2.0
"""A graph of 100,000 nodes without a GPU: frames a second of the map, each painted anew, and waits in the window."""

from __future__ import annotations

import json
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks import measure
from benchmarks.graph_command import graph_def
from benchmarks.results import Result
from helpers import shaped_graphs

_PROBE = "benchmarks.graph_frames"
"""As a module: beside a script, `statistics` would be ours."""
_WINDOW = "benchmarks.graph_window_probe"
_RUNS = 3
_PICTURE_BOUND, _EXPAND_BOUND = 2.0, 0.3
_FRAMES_BOUND = 30.0
_BLOCKED_BOUND = 100.0


def frames() -> Iterator[Result]:
    """Panning and zooming on the first picture and on one of 2,000 boxes; the first frame may not block the window."""
    for kind, words in (("first", "first picture"), ("open", "2,000 boxes")):
        done = subprocess.run(measure.python("-m", _PROBE, kind), stdout=subprocess.PIPE, check=True)
        told = json.loads(done.stdout)
        note = f"{told['boxes']:,} boxes, {told['wires']:,} wires"
        for name, value in told["figures"].items():
            if name == "first frame":
                yield Result(f"map, {words}: {name}", value, "ms", _BLOCKED_BOUND, note=note)
            else:
                yield Result(
                    f"map, {words}: {name}", value, "frames/s", _FRAMES_BOUND, at_least=True, note=note
                )


def window(folder: Path) -> Iterator[Result]:
    """A GraphDef of 100,000 nodes in the real window: until it shows, and how long nothing else is answered."""
    file = folder / "window.pb"
    file.write_bytes(graph_def(shaped_graphs.residual()))
    command = measure.python("-m", _WINDOW, str(file), str(folder))
    found = []
    for _ in range(_RUNS):
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=measure.environment())
        found.append(json.loads(done.stdout))
    for deed, bound in (("first picture", _PICTURE_BOUND), ("opening", _EXPAND_BOUND)):
        seconds = statistics.median(
            max(value for name, value in told["seconds"].items() if name.startswith(deed)) for told in found
        )
        yield Result(
            f"window, 100,000 nodes: {deed}", seconds, "s", bound, note="from the wish to the picture"
        )
    for deed in found[0]["gaps"]:
        gap = statistics.median(told["gaps"][deed] for told in found) * 1000
        yield Result(f"window, 100,000 nodes: {deed}, longest wait", gap, "ms", _BLOCKED_BOUND)
