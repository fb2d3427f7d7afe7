# SPDX-License-Identifier: Apache-2.0
"""A graph in columns: names, op ids and edges as flat arrays, so that 100,000 nodes travel in milliseconds."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

CONTROL = -1
"""Output index of a control edge."""


@dataclass(frozen=True, slots=True)
class Operator:
    """How often an op occurs; `versions` where the format numbers them (.tflite), `kind` builtin, custom or flex."""

    name: str
    count: int
    versions: tuple[int, ...] = ()
    kind: str = "builtin"


@dataclass(frozen=True, slots=True)
class GraphSummary:
    """Counts: nodes of the main graph (or of all subgraphs of a .tflite), functions, and the nodes inside them."""

    nodes: int
    functions: int
    function_nodes: int
    operators: tuple[Operator, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """All nodes of the main graph and of every function body (or subgraph), in file order.

    names: node names, unique inside their function. op_names: distinct ops; `ops[i]` indexes it.
    functions: names of the bodies; `function_of[i]` is −1 for the main graph, else an index into it.
    edge_from, edge_to: node indices. edge_output: output of the source, `CONTROL` for a control edge.
    edge_input: input slot of the target. Arrays of int32 (`array('i')`, or a memoryview of that format).
    A function's arguments and results are nodes with the ops `_Arg` and `_Retval`; they are in no count.
    calls: (node, function, role) for every function that a node calls; the role is the attribute that names it
    (`f`, `body`, `cond`, `then_branch`, …).
    """

    names: list[str]
    op_names: list[str]
    ops: array[int] | memoryview
    functions: list[str]
    function_of: array[int] | memoryview
    edge_from: array[int] | memoryview
    edge_to: array[int] | memoryview
    edge_output: array[int] | memoryview
    edge_input: array[int] | memoryview
    dangling: list[tuple[str, str]] = field(default_factory=list)
    """(node, input) pairs whose input names no node: at most the first 100."""
    calls: list[tuple[int, int, str]] = field(default_factory=list)
