# SPDX-License-Identifier: Apache-2.0
"""The first picture of graphs against the layouts of Netron and Model Explorer, all in the same run.

Netron's dagre is in its Python package. Model Explorer's worker is used where $MODEL_EXPLORER names the folder of an
installed `model_explorer` package (ai-edge-model-explorer; it wants an environment of its own). Both run in node and
paint nothing.
"""

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
from typing import Any

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
_NETRON, _EXPLORER = "netron_layout.mjs", "explorer_layout.cjs"
_GRAPHS = Path(__file__).with_name("graph_models.py")


@dataclass(frozen=True, slots=True)
class Peer:
    """How a layout went: its seconds, or why there are none."""

    seconds: float | None
    words: str


def against_peers(folder: Path, samples: Path) -> Iterator[Result]:
    """Graphs from small to 100,000 nodes: our first picture, Netron's of all nodes, Model Explorer's of its root."""
    dagre, explorer = _dagre(folder), _explorer()
    for name, make in _graphs(folder, samples).items():
        graph = make()
        drawn = _drawn(graph)
        netron = _laid_out(folder, _NETRON, dagre, drawn)
        root = _laid_out(folder, _EXPLORER, explorer, _listed(graph))
        ours = statistics.median(_first_picture(graph) for _ in range(_RUNS))
        words = f"Netron ({len(drawn['nodes']):,} of them) {netron.words}; Model Explorer {root.words}"
        note = f"{len(graph.names):,} nodes; {words}"
        yield Result(f"first picture of {name}, beside others", ours, "s", 2.0, note=note)
        for title, peer in (("Netron's layout", netron), ("Model Explorer's", root)):
            if peer.seconds is not None:
                yield Result(f"{name} against {title}", peer.seconds / ours, "×")


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


def _drawn(graph: Graph) -> dict[str, Any]:
    """What Netron draws: nodes with constants as their inputs, every edge by itself; each as wide as its op's name."""
    body = Folding(graph).root.inside.body
    widths = [len(graph.op_names[graph.ops[node]]) * 7.0 + 20 for node in body.kept]
    nodes = [[node, width, 30.0] for node, width in zip(body.kept, widths, strict=True)]
    edges = zip(body.edges.source.tolist(), body.edges.target.tolist(), strict=True)
    return {"nodes": nodes, "edges": [[source, target] for source, target in edges if source != target]}


def _listed(graph: Graph) -> dict[str, Any]:
    """The main graph as Model Explorer's adapters give it: every node with its scope and its edges."""
    entering: list[list[dict[str, str]]] = [[] for _ in graph.names]
    edges = zip(graph.edge_from, graph.edge_to, graph.edge_output, graph.edge_input, strict=True)
    for source, target, output, slot in edges:
        ends = {"sourceNodeOutputId": str(output), "targetNodeInputId": str(slot)}
        entering[target].append({"sourceNodeId": str(source), **ends})
    nodes = [
        {
            "id": str(node),
            "label": graph.op_names[graph.ops[node]],
            "namespace": graph.names[node].rpartition("/")[0],
            "incomingEdges": entering[node],
            "attrs": [],
        }
        for node in range(len(graph.names))
        if graph.function_of[node] < 0
    ]
    return {"id": "main", "collectionLabel": "graph", "nodes": nodes}


def _dagre(folder: Path) -> Path | None:
    """Netron's own copy of dagre as a module that node takes for one."""
    found = find_spec("netron")
    if found is None or found.origin is None:
        return None
    module = folder / "dagre.mjs"
    shutil.copyfile(Path(found.origin).with_name("dagre.js"), module)
    return module


def _explorer() -> Path | None:
    """The web page of Model Explorer."""
    told = os.environ.get("MODEL_EXPLORER")
    return Path(told) / "web_app" if told else None


def _laid_out(folder: Path, script: str, peer: Path | None, graph: dict[str, Any]) -> Peer:
    node = shutil.which("node")
    if peer is None or node is None:
        return Peer(None, "is not here")
    file = folder / "graph.json"
    file.write_text(json.dumps(graph), encoding="ascii")
    limits = [f"--max-old-space-size={_MEMORY}", "--stack-size=4000"]
    command = [node, *limits, str(Path(__file__).with_name(script)), str(peer), str(file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        stdout, _ = process.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = -signal.SIGKILL
        return Peer(None, f"not within {PATIENCE_SECONDS} s, {usage.ru_maxrss / 1e6:.1f} GB by then")
    if process.returncode:
        return Peer(None, f"failed ({process.returncode}), as it does without memory left")
    seconds = float(stdout)
    return Peer(seconds, f"{seconds:.2f} s")
