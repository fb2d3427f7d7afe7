# SPDX-License-Identifier: Apache-2.0
"""How fast graphs of every shape are folded, laid out, opened and searched."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import graph_details
from benchmarks.measure import FailedRunError, once, python
from benchmarks.results import Result
from cutaway.description.graph import Graph
from cutaway.description.picture import FOLDED
from cutaway.graphing.maps import GraphMap
from cutaway.graphing.search import Search
from helpers import shaped_graphs

_RUNS = 5
_PICTURE, _EXPAND, _SEARCH = 2.0, 0.3, 0.1
_MEMORY = 500.0
_BOXES = 1_000
_HERE = Path(__file__)
_SHAPES: dict[str, Callable[[], Graph]] = {
    "deep chain": shaped_graphs.chain,
    "wide fan": shaped_graphs.fan,
    "ResNet-like": shaped_graphs.residual,
    "ResNet-like without scopes": lambda: shaped_graphs.residual(scopes=False),
    "8,000 functions": lambda: shaped_graphs.functions(8_000),
}
_QUERIES = ("conv", "op:Relu name:tower_2", r"/block_\d*7\/conv$/", "e")


def shapes() -> Iterator[Result]:
    """Generated graphs of 100,000 nodes: the first picture, from columns to columns."""
    for name, make in _SHAPES.items():
        graph = make()
        boxes = len(GraphMap(graph).picture().boxes.keys)
        seconds = _median(lambda graph=graph: GraphMap(graph).picture())  # type: ignore[misc]
        note = f"{len(graph.names):,} nodes, {boxes} boxes"
        yield Result(f"first picture of a {name}", seconds, "s", _PICTURE, note=note)
        yield Result(f"boxes in the first picture of a {name}", boxes, "", 200)


def expanding() -> Iterator[Result]:
    """Opening a group of 1,000 children; and a picture of 1,000 of them, as groups made among them are opened."""
    made = shaped_graphs.Growing()
    last = made.node("x", "Placeholder")
    nodes = [last]
    for number in range(1_000):
        before = nodes[-7] if number % 3 == 0 and len(nodes) > 7 else last
        last = made.node(f"wide/node_{number}", ("Conv2D", "Relu", "AddV2")[number % 3], last, before)
        nodes.append(last)
    graph = made.graph()
    yield Result(
        "opening a group of 1,000 children", _median(lambda: GraphMap(graph).picture(["wide/"])), "s", _EXPAND
    )
    folded = GraphMap(graph)
    opened: list[str] = []
    boxes = folded.picture(opened).boxes
    while len(boxes.keys) < _BOXES:
        closed = [key for key, form in zip(boxes.keys, boxes.form, strict=True) if form == FOLDED]
        opened += closed[: max((_BOXES - len(boxes.keys)) // 4, 1)]
        boxes = folded.picture(opened).boxes
    times = []
    for _ in range(_RUNS):  # each time another group that has not been open before
        closed = [key for key, form in zip(boxes.keys, boxes.form, strict=True) if form == FOLDED]
        opened.append(closed[len(closed) // 2])
        began = time.perf_counter()
        boxes = folded.picture(opened).boxes
        times.append(time.perf_counter() - began)
    note = f"{len(boxes.keys):,} boxes"
    yield Result(
        "opening one more group among 1,000 boxes",
        statistics.median(times),
        "s",
        _EXPAND,
        note=note,
    )


def searching() -> Iterator[Result]:
    """Searching 100,000 nodes by word, op and regular expression."""
    graph = shaped_graphs.residual()
    search = Search(graph)
    for query in _QUERIES:
        found = search.find(query)
        seconds = _median(lambda query=query: search.find(query))  # type: ignore[misc]
        yield Result(
            f"search for {query}",
            seconds,
            "s",
            _SEARCH,
            note=f"{found.total:,} of {len(graph.names):,} nodes",
        )


def real(folder: Path) -> Iterator[Result]:
    """Graphs that stock TensorFlow makes: an unrolled LSTM's training MetaGraph, and EfficientNetB7."""
    for kind, name, bound in (
        ("unrolled_lstm", "lstm.meta", _PICTURE),
        ("efficientnet_b7", "efficientnet_b7.pb", _PICTURE),
    ):
        path = folder / name
        once(python(str(_HERE.with_name("graph_models.py")), kind, str(path)))
        told = [_probed(path) for _ in range(_RUNS)]
        words = kind.replace("_", " ")
        seconds = statistics.median(each["seconds"] for each in told)
        note = f"{told[0]['nodes']:,} nodes, {told[0]['boxes']} boxes"
        yield Result(f"first picture of {words}", seconds, "s", bound, note=note)
        peak = max(each["peak"] for each in told) / 1e6
        yield Result(f"memory for the picture of {words}", peak, "MB", _MEMORY, note="the whole process")


def _probed(path: Path) -> dict[str, Any]:
    run = subprocess.run(
        python(str(_HERE.with_name("graph_probe.py")), str(path)), capture_output=True, check=False
    )
    if run.returncode:
        raise FailedRunError(run.stderr.decode(errors="replace"))
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def everything(folder: Path) -> Iterator[Result]:
    """All of them."""
    yield from shapes()
    yield from expanding()
    yield from searching()
    yield from graph_details.searching(folder)
    yield from real(folder)
