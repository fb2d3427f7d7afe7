# SPDX-License-Identifier: Apache-2.0
"""What the map of a graph tells a window beside the picture: names, weights, hits of a search, facts of a node."""

from __future__ import annotations

from dataclasses import dataclass, field

from cutaway.description.columns import Ints
from cutaway.description.picture import Picture

SEVERAL = "several"
"""Stands for more than one device."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture and what its boxes are in the file. All but `attached` have an entry for each box.

    names, functions: the node's name and the function that it is in (empty: the main graph); empty for a group.
    parameters, sizes: elements and bytes of the attached variables and constants that the description knows.
    dtypes: the type that most of their bytes are of, empty where there are none.
    devices: where the file asks for the nodes of a box to run, SEVERAL where they differ, empty where it does not say;
    no entry at all where it says nothing of any box.
    attached: names of the attached nodes, as `picture.boxes.attached` lists them: the name of the variable or constant
    that the description has for it, else the node's own.
    """

    picture: Picture
    names: list[str]
    functions: list[str]
    parameters: list[int]
    sizes: list[int]
    dtypes: list[str]
    attached: list[str]
    devices: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hits:
    """Nodes that a search found, the best first, in columns; total: how many there are beside those that are listed.

    knows_inferred: whether inferred shapes were searched, too.
    """

    nodes: Ints
    names: list[str]
    ops: list[str]
    functions: list[str]
    total: int
    knows_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """Nodes that one gets to by walking along edges.

    spelled: their paths, calls and scopes apart by slashes. keys: for each the keys of the groups around its box, the
    outermost first, then that of the box. ways: of ways between two nodes each as places in `hits`, the shortest
    first; complete: whether these are all. is_back: they lead from the second node to the first.
    """

    hits: Hits
    spelled: list[str]
    keys: list[tuple[str, ...]]
    ways: list[Ints]
    complete: bool = True
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """The other end of an edge. slot: input or output of the node that is looked at, −1 for a control edge.

    carries: dtype and shape, where the file tells. tensor: the node that the edge comes from, by its number in the
    graph, and its output. inferred: whether the file itself does not tell all of `carries`.
    """

    slot: int
    name: str
    op: str
    function: str
    carries: str
    tensor: tuple[int, int] = (-1, -1)
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """A node of the file. attributes: names and values as text. inputs, outputs: at most the first 64 of each.

    fed, followed: how many edges there are in all. weights: the variables and constants that belong to it, by the names
    that the description has for them. stack: where its maker's source made it, the innermost first; stack_problem:
    why that cannot be told, where the model says it and it cannot be read.
    """

    name: str
    op: str
    function: str
    device: str
    attributes: tuple[tuple[str, str], ...]
    inputs: tuple[End, ...]
    outputs: tuple[End, ...]
    fed: int
    followed: int
    weights: tuple[str, ...] = ()
    stack: tuple[str, ...] = ()
    stack_problem: str = ""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group of the graph. nodes: how many are in it, functions that it calls included, as far as they were counted.

    ops: the most frequent ones, with how often. weights: names of the variables and constants of its nodes, as the
    description has them. variables, constants: how many nodes of the graph those are.
    """

    key: str
    label: str
    nodes: int
    ops: tuple[tuple[str, int], ...]
    weights: tuple[str, ...]
    variables: int
    constants: int
