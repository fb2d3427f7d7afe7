# SPDX-License-Identifier: Apache-2.0
"""How long `cutaway graph` takes from the shell to its answer, on the largest graphs that there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import python, repeated
from benchmarks.results import Result
from cutaway.description.graph import CONTROL, Graph
from helpers import corpus, shaped_graphs

_CORPUS = ("gen_gd_chain30k", "sm_basic_pitch", "ck_tfx_estimator", "gen_gd_nasnet_frozen")


def command(folder: Path) -> Iterator[Result]:
    """Outline, search and picture of a GraphDef of 100,000 nodes, and the outlines of the corpus' largest."""
    file = folder / "large.pb"
    file.write_bytes(graph_def(shaped_graphs.residual()))
    for name, arguments in (
        ("outline", ()),
        ("search", ("--search", "op:Conv2D", "--limit", "100")),
        ("svg", ("--export", str(folder / "large.svg"), "--overwrite")),
        ("png", ("--export", str(folder / "large.png"), "--overwrite")),
    ):
        cost = repeated(python("-m", "cutaway", "graph", str(file), *arguments), runs=3)
        note = f"{cost.peak / 1e6:.0f} MB resident"
        yield Result(f"cutaway graph, 100,000 nodes, {name}", cost.wall, "s", note=note)
    known = {entry.id: entry for entry in corpus.entries()}
    for name in _CORPUS:
        if name in known:
            cost = repeated(python("-m", "cutaway", "graph", str(known[name].path)), runs=3)
            yield Result(f"cutaway graph, {name}", cost.wall, "s", note=f"{cost.peak / 1e6:.0f} MB resident")


def graph_def(graph: Graph) -> bytes:
    """The main graph as a GraphDef in binary form, with names, ops and inputs (node_def.proto of TensorFlow)."""
    inputs: list[list[tuple[int, str]]] = [[] for _ in graph.names]
    edges = zip(graph.edge_from, graph.edge_to, graph.edge_output, graph.edge_input, strict=True)
    for source, target, output, slot in edges:
        name = graph.names[source]
        spelled = f"^{name}" if output == CONTROL else f"{name}:{output}" if output else name
        inputs[target].append((slot, spelled))
    nodes = []
    for node, name in enumerate(graph.names):
        parts = [
            (1, name),
            (2, graph.op_names[graph.ops[node]]),
            *((3, each) for _, each in sorted(inputs[node])),
        ]
        nodes.append(_field(1, b"".join(_field(number, text.encode()) for number, text in parts)))
    return b"".join(nodes)


def _field(number: int, data: bytes) -> bytes:
    """A field of bytes: its tag, its length as a varint, its content."""
    size, length = len(data), bytearray()
    while size > 0x7F:
        length.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes([number << 3 | 2, *length, size]) + data
