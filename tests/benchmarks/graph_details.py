# SPDX-License-Identifier: Apache-2.0
"""How fast types, shapes and attributes of 100,000 nodes of a GraphDef are searched, the first time too."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.measure import FailedRunError
from benchmarks.results import Result
from cutaway.formats.graphcolumns import read_columns
from cutaway.formats.node_details import NodeDetails
from cutaway.graphing.search import Search
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.jobs import Job
from cutaway.worker.tasks.graph_index import Tensors
from cutaway.worker.tasks.graph_search import Told
from helpers import graphs
from helpers.graphs import FLOAT

T = TypeVar("T")
_BLOCKS = 25_000
_RUNS = 5
_SEARCH, _AHEAD, _IDLE = 0.1, 10.0, 10.0
_QUERIES = (
    "dtype:float32",
    "shape:3,3,64,...",
    "attr:padding=SAME",
    r"attr:/^strides=\[1, 2/",
    "op:Conv2D attr:padding=VALID dtype:f",
)


def searching(folder: Path) -> Iterator[Result]:
    """Details are read after the picture, while nobody asks for anything, so that no search waits for them."""
    made = _blocks()
    path = folder / "blocks.pb"
    path.write_bytes(made.SerializeToString())
    columns = read_columns(made)
    details = NodeDetails(made, columns)
    search = Search(columns, Told(details, Tensors(details)).fields())
    begun = time.perf_counter()
    longest = max(_steps(search))
    note = f"{len(columns.names):,} nodes, while nothing else is asked"
    yield Result(
        "types, shapes and attributes read ahead", time.perf_counter() - begun, "s", _AHEAD, note=note
    )
    yield Result("reading ahead, its longest step", longest, "s", _SEARCH)
    for query in _QUERIES:
        seconds = statistics.median(_timed(search, query)[0] for _ in range(_RUNS))
        note = f"{_timed(search, query)[1]:,} of {len(columns.names):,} nodes"
        yield Result(f"search for {query}", seconds, "s", _SEARCH, note=note)
    yield from _asked(path)


def _asked(path: Path) -> Iterator[Result]:
    """What one waits for who searches in the window: asked of a reader child that has just made a picture."""
    loop = BlockingLoop()
    engine = Engine(loop.transport, loop, front=1, back=0)
    source = Source(str(path))

    def wait(job: Job[T]) -> T:
        loop.run_until(lambda: job.is_over)
        if job.error is not None:
            raise FailedRunError(job.error.message)
        return job.result  # type: ignore[return-value]  # it has one where it did not fail

    def search(query: str) -> float:
        begun = time.perf_counter()
        wait(engine.search(source, query, 300))
        return time.perf_counter() - begun

    try:
        wait(engine.picture(source, None))
        search("conv")  # names are made ready
        note = "asked while details are being read"
        yield Result("a search that comes in between", search("add"), "s", _SEARCH, note=note)
        end = time.monotonic() + _IDLE
        loop.run_until(lambda: time.monotonic() > end)
        for query in _QUERIES[:3]:
            note = "a window's way: asked of a child, and answered"
            yield Result(f"the first search for {query}", search(query), "s", _SEARCH, note=note)
    finally:
        engine.close()


def _steps(search: Search) -> Iterator[float]:
    last = time.perf_counter()
    for _ in search.ahead():
        now = time.perf_counter()
        yield now - last
        last = now


def _timed(search: Search, query: str) -> tuple[float, int]:
    began = time.perf_counter()
    total = search.find(query).total
    return time.perf_counter() - began, total


def _blocks() -> Any:  # noqa: ANN401 - a GraphDef
    """Blocks of a constant, a convolution, an activation and a sum, one after another."""
    made = graphs.graph()
    graphs.node(made, "x", "Placeholder", dtype=FLOAT, shape=[-1, 224, 224, 3])
    last = "x"
    for number in range(_BLOCKS):
        scope = f"block_{number}"
        kernel = graphs.tensor(FLOAT, [3, 3, 64, 64 + number % 7])
        graphs.node(made, f"{scope}/kernel", "Const", dtype=FLOAT, value=kernel)
        padding = "SAME" if number % 3 else "VALID"
        conv = graphs.node(made, f"{scope}/conv", "Conv2D", last, f"{scope}/kernel", T=FLOAT, padding=padding)
        conv.attr["strides"].list.i.extend([1, 1 + number % 2, 1 + number % 2, 1])
        graphs.node(made, f"{scope}/relu", "Relu", f"{scope}/conv", T=FLOAT)
        graphs.node(made, f"{scope}/add", "AddV2", f"{scope}/relu", last, T=FLOAT)
        last = f"{scope}/add"
    return made
