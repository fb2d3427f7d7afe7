# SPDX-License-Identifier: Apache-2.0
"""Groups of nodes, made when they are first looked into: scopes, calls, repeats, stretches of what has no scopes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy

from cutaway.description.picture import OP_KINDS
from cutaway.graphing.bodies import MOST, Body

Form: TypeAlias = Literal[
    "scope", "call", "branch", "body", "stretch", "repeat", "alike", "leftover", "functions"
]
Item: TypeAlias = "int | Group"
"""A node, or a group."""


@dataclass(slots=True, eq=False)
class Instance:
    """One place where a body is: the main graph, or what a certain call of a function runs.

    path: begins the keys of all that is in it. spelled: the same as a user writes it.
    """

    body: Body
    path: str = ""
    spelled: str = ""


@dataclass(slots=True, eq=False)
class Group:
    """Nodes of one instance that may be drawn as one box, or a call whose inside is another instance.

    members: the nodes in it; for a call and its branches none, since their inside is no part of the outer body.
    prefix: how many characters of its members' names it stands for. items: what is in it, where that was known when it
    was made. node: the call, or −1. inside: the instance that its children belong to. mark: tells its scopes' keys from
    those of scopes of the same name elsewhere in the instance.
    """

    key: str
    label: str
    form: Form
    inside: Instance
    members: Sequence[int] = ()
    prefix: int = 0
    items: list[Item] | None = None
    node: int = -1
    repeat: int = 1
    parent: Group | None = None
    children: list[Item] | None = None
    role: str = ""
    mark: str = ""
    _kinds: list[int] = field(default_factory=list)


def members_of(items: Sequence[Item]) -> list[int]:
    """The nodes of the surrounding body that these items stand for: a call is its own node."""
    found: list[int] = []
    for item in items:
        if isinstance(item, int):
            found.append(item)
        elif item.form == "call":
            found.append(item.node)
        elif item.form != "body":  # the nodes of a function's body are not in this one
            found.extend(item.members)
    return found


def position(item: Item, within: Instance) -> float:
    """Where an item stands in the flow of the body that it is in: the middle of its nodes."""
    places = within.body.places
    if isinstance(item, int):
        return float(places[item])
    if item.form == "call":
        return float(places[item.node])
    if item.form == "body" or not item.members:
        return float("inf")
    return float(places[list(item.members)].mean())


def owners(items: Sequence[Item], within: Instance) -> numpy.ndarray:
    """For every node of the graph the place of the item that stands for it in this body, −1 where none does."""
    found = numpy.full(len(within.body.columns.ops), -1, numpy.int64)
    places = [place for place, item in enumerate(items) if isinstance(item, int)]
    found[[item for item in items if isinstance(item, int)]] = places
    for place, item in enumerate(items):
        if not isinstance(item, int):
            found[members_of([item])] = place
    return found


def add(ours: list[int], theirs: Sequence[int]) -> list[int]:
    """Sums of counts that never grow past what a column can hold."""
    return [min(a + b, MOST) for a, b in zip(ours, theirs, strict=True)]


def none_of_any_kind() -> list[int]:
    """Counts of nothing."""
    return [0] * len(OP_KINDS)
