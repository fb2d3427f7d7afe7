# SPDX-License-Identifier: Apache-2.0
"""How fast types, shapes and attributes of 100,000 nodes of a GraphDef are searched."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.results import Result
from cutaway.formats.graphcolumns import read_columns
from cutaway.formats.node_details import NodeDetails
from cutaway.graphing.search import Search
from cutaway.worker.tasks.graph_index import Tensors
from cutaway.worker.tasks.graph_search import Told
from helpers import graphs
from helpers.graphs import FLOAT

_BLOCKS = 25_000
_RUNS = 5
_SEARCH, _FIRST = 0.1, 2.0
_QUERIES = (
    "dtype:float32",
    "shape:3,3,64,...",
    "attr:padding=SAME",
    r"attr:/^strides=\[1, 2/",
    "op:Conv2D attr:padding=VALID dtype:f",
)


def searching() -> Iterator[Result]:
    """The first search reads the details of all nodes; every other one has what was read."""
    made = _blocks()
    columns = read_columns(made)
    details = NodeDetails(made, columns)
    search = Search(columns, Told(details, Tensors(details)).fields())
    for query in _QUERIES:
        first, total = _timed(search, query)
        later = statistics.median(_timed(search, query)[0] for _ in range(_RUNS))
        note = f"{total:,} of {len(columns.names):,} nodes"
        yield Result(f"first search for {query}", first, "s", _FIRST, note=note)
        yield Result(f"search for {query}", later, "s", _SEARCH, note=note)


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
