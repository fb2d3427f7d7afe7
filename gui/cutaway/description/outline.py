# SPDX-License-Identifier: Apache-2.0
"""What can be told of a graph in text: what is seen at first, what comes in and goes out, what a search found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cutaway.description.model import Format


@dataclass(frozen=True, slots=True)
class Row:
    """A box of the picture. depth: in how many open groups it lies. form: node, folded or open. kind: of OP_KINDS.

    nodes: how many are in it. constants, variables: how many are attached to it.
    """

    depth: int
    key: str
    label: str
    note: str
    form: str
    kind: str
    nodes: int
    constants: int
    variables: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A tensor. tensor: spelled `CALL/INNER CALL/NODE:INDEX`, the node's path alone where it gives no tensor.

    carries: dtype and shape, where the file tells. name: what a signature calls it, else empty. inferred: whether the
    file itself does not tell all of `carries`.
    """

    tensor: str
    op: str
    carries: str
    name: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Hub:
    """A node that very many take from or that waits for very many. fed, followed: edges that end and begin there."""

    node: str
    op: str
    fed: int
    followed: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A graph at the level of one picture.

    format: of the model. nodes, edges: of the main graph and of all function bodies. rows: in the direction of flow,
    an open group before what is in it. dead: the first of the nodes on which nothing depends that the graph gives;
    dead_total: how many there are. complete: False where everything was to be opened and that was too much.
    record: boxes and wires with their places, as `graphing.exports.listing` tells them.
    """

    format: Format
    nodes: int
    edges: int
    functions: int
    rows: tuple[Row, ...]
    inputs: tuple[Spot, ...]
    outputs: tuple[Spot, ...]
    hubs: tuple[Hub, ...]
    dead: tuple[str, ...]
    dead_total: int
    complete: bool
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Matches:
    """Tensors of the nodes that a search found, the best first. total: nodes, those that are not listed too."""

    spots: tuple[Spot, ...]
    listed: int
    total: int


@dataclass(frozen=True, slots=True)
class Written:
    """A picture that was written to a file. bytes: its size. width, height: of the picture at zoom 1.

    complete: False where everything was to be opened and that was too much.
    """

    bytes: int
    boxes: int
    wires: int
    width: int
    height: int
    complete: bool
