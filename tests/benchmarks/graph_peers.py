# SPDX-License-Identifier: Apache-2.0
"""The first picture of graphs against the layout that Netron makes of them, both in the same run."""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import once, python
from benchmarks.results import Result
from cutaway.description.graph import Graph
from cutaway.formats.detect import open_model
from cutaway.formats.opened import silent
from cutaway.graphing.folding import Folding
from cutaway.graphing.maps import GraphMap
from helpers import shaped_graphs

PATIENCE_SECONDS = 60
_MEMORY = 4096
"""Megabytes of JavaScript objects that a page may have, in a browser as in node."""
_RUNS = 3
_SCRIPT = Path(__file__).with_name("netron_layout.mjs")
_GRAPHS = Path(__file__).with_name("graph_models.py")


@dataclass(frozen=True, slots=True)
class Peer:
    """How Netron's layout went: its seconds, or why there are none."""

    seconds: float | None
    words: str


def against_netron(folder: Path, samples: Path) -> Iterator[Result]:
    """Graphs from small to 100,000 nodes: our first picture, and Netron's layout of the graph that it would draw."""
    dagre = _dagre(folder)
    for name, make in _graphs(folder, samples).items():
        graph = make()
        drawn = _drawn(graph)
        peer = _laid_out(folder, dagre, drawn) if dagre else Peer(None, "node or netron is not here")
        ours = statistics.median(_first_picture(graph) for _ in range(_RUNS))
        count = len(drawn["nodes"])
        note = f"{len(graph.names):,} nodes; Netron's layout of the {count:,} that it draws: {peer.words}"
        yield Result(f"first picture of {name}, beside Netron", ours, "s", 2.0, note=note)
        if peer.seconds is not None:
            yield Result(f"{name} against Netron's layout", peer.seconds / ours, "×")


def _graphs(folder: Path, samples: Path) -> dict[str, Callable[[], Graph]]:
    return {
        "a keyword spotter": lambda: _read(samples / "keyword_ds_cnn.pb"),
        "a ResNet of 1,000": lambda: shaped_graphs.residual(1_000),
        "a ResNet of 5,000": lambda: shaped_graphs.residual(5_000),
        "an unrolled LSTM": lambda: _made(folder, "unrolled_lstm", "peer.meta"),
        "EfficientNetB7": lambda: _made(folder, "efficientnet_b7", "peer.pb"),
        "a ResNet of 100,000": shaped_graphs.residual,
    }


def _made(folder: Path, kind: str, name: str) -> Graph:
    path = folder / name
    once(python(str(_GRAPHS), kind, str(path)))
    return _read(path)


def _read(path: Path) -> Graph:
    graph = open_model(path, str(path), (), "", silent).graph()
    assert graph is not None
    return graph


def _first_picture(graph: Graph) -> float:
    began = time.perf_counter()
    GraphMap(graph).picture()
    return time.perf_counter() - began


def _drawn(graph: Graph) -> dict[str, list[list[float]]]:
    """What Netron draws: nodes with constants as their inputs, every edge by itself; each as wide as its op's name."""
    body = Folding(graph).root.inside.body
    widths = [len(graph.op_names[graph.ops[node]]) * 7.0 + 20 for node in body.kept]
    nodes = [[node, width, 30.0] for node, width in zip(body.kept, widths, strict=True)]
    edges = zip(body.edges.source.tolist(), body.edges.target.tolist(), strict=True)
    return {"nodes": nodes, "edges": [[source, target] for source, target in edges if source != target]}


def _dagre(folder: Path) -> Path | None:
    """Netron's own copy of dagre as a module that node takes for one."""
    found = find_spec("netron")
    if found is None or found.origin is None or shutil.which("node") is None:
        return None
    module = folder / "dagre.mjs"
    shutil.copyfile(Path(found.origin).with_name("dagre.js"), module)
    return module


def _laid_out(folder: Path, dagre: Path, drawn: dict[str, list[list[float]]]) -> Peer:
    file = folder / "drawn.json"
    file.write_text(json.dumps(drawn), encoding="ascii")
    node = shutil.which("node") or "node"
    command = [
        node,
        f"--max-old-space-size={_MEMORY}",
        "--stack-size=4000",
        str(_SCRIPT),
        str(dagre),
        str(file),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        stdout, _ = process.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = -signal.SIGKILL
        return Peer(None, f"not within {PATIENCE_SECONDS} s, {usage.ru_maxrss / 1e6:.1f} GB by then")
    if process.returncode:
        return Peer(None, f"failed ({process.returncode}), as where it has no memory left")
    seconds = float(stdout)
    return Peer(seconds, f"{seconds:.2f} s")
