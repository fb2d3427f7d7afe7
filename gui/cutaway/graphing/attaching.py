# SPDX-License-Identifier: Apache-2.0
"""Decides which constants and variables need no box: they belong to the nodes that use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy

from cutaway.graphing.columns import Column, Columns

CONSTANTS = frozenset({"Const", "HostConst", "ImmutableConst"})
VARIABLES = frozenset(
    {
        "VarHandleOp",
        "VariableV2",
        "Variable",
        "AutoReloadVariable",
        "TemporaryVariable",
        "HashTable",
        "HashTableV2",
        "MutableHashTable",
        "MutableHashTableV2",
        "AnonymousHashTable",
        "VAR_HANDLE",
        "HASHTABLE",
    }
)
READERS = frozenset(
    {
        "Identity",
        "ReadVariableOp",
        "Enter",
        "RefEnter",
        "Cast",
        "Dequantize",
        "DEQUANTIZE",
        "DENSIFY",
        "READ_VARIABLE",
        "StopGradient",
    }
)
"""Ops that hand a constant or a variable on as it is."""
UNPACKERS = frozenset({"DEQUANTIZE", "DENSIFY"})
"""Ops of TensorFlow Lite that are constants where nothing feeds them: what they unpack is no node there."""
_USES_VARIABLE = ("Variable", "Resource", "LookupTable")
_MOST_REDIRECTED = 8


class Attachments(NamedTuple):
    """of: nodes attached to each node that has any. variables: those that are variables, or pass one in."""

    of: dict[int, list[int]]
    variables: frozenset[int]


class Attached(NamedTuple):
    """What is left to draw. edges: source, target, index and whether it is a control edge, as columns."""

    kept: list[int]
    leftover: list[int]
    edges: tuple[Column, Column, Column, Column]
    attachments: Attachments


def attach(
    columns: Columns,
    nodes: Column,
    edges: tuple[Column, Column, Column, Column],
    handles: frozenset[int],
    *,
    plain: bool,
) -> Attached:
    """Tell the nodes of a body that have boxes from those that are attached.

    edges: source, target, control and index. handles: arguments that pass a variable in. plain: attach nothing.
    """
    source, target, control, index = edges
    if plain or not len(nodes):
        return Attached(nodes.tolist(), [], (source, target, index, control), Attachments({}, frozenset()))
    carried, variables = _carried(columns, nodes, (source[~control], target[~control]), handles)
    consumers = _consumers(carried, source, target)
    unused = [node for node in sorted(consumers) if not consumers[node]]
    hidden = carried.copy()
    hidden[unused] = False
    begins, ends = hidden[source], hidden[target]
    keep = ~begins & ~ends
    attached: dict[int, list[int]] = {}
    for node in sorted(consumers):
        for consumer in consumers[node]:
            attached.setdefault(consumer, []).append(node)
    between = (source[keep], target[keep], index[keep], control[keep])
    kept = nodes[~hidden[nodes]].tolist()
    redirected = _redirected(consumers, ends & ~begins, (source, target, index))
    found = Attachments(attached, frozenset(numpy.flatnonzero(variables & hidden).tolist()))
    return Attached(kept, unused, _joined(between, redirected), found)


def _carried(
    columns: Columns, nodes: Column, edges: tuple[Column, Column], handles: frozenset[int]
) -> tuple[Column, Column]:
    """Masks over all nodes up to the last of these: what is, or hands on, a constant or a variable; the variables.

    edges: source and target of those that carry data.
    """
    source, target = edges
    size = int(nodes.max()) + 1
    ops = columns.ops[:size]
    own = numpy.zeros(size, bool)
    own[nodes] = True
    taken = numpy.bincount(target, minlength=size)
    variables = own & _is(columns, ops, VARIABLES)
    variables[list(handles)] = True
    carried = variables | (own & _is(columns, ops, CONSTANTS) & (taken == 0))
    carried |= own & _is(columns, ops, UNPACKERS) & (taken == 0)
    readers = own & _is(columns, ops, READERS) & (taken > 0) & ~carried
    while True:
        from_carried = numpy.bincount(target[carried[source]], minlength=size)
        more = readers & ~carried & (from_carried == taken)
        if not more.any():
            break
        carried |= more
    for _ in range(3):  # what reads a variable, and what reads that, counts as the variable
        handed = numpy.zeros(size, bool)
        handed[target[variables[source]]] = True
        variables |= handed & readers & carried
    return carried, variables


def _is(columns: Columns, ops: Column, names: frozenset[str]) -> Column:
    numbers = [columns.op_ids[name] for name in names if name in columns.op_ids]
    return numpy.isin(ops, numbers)


def _consumers(carried: Column, source: Column, target: Column) -> dict[int, list[int]]:
    """For every carried node the nodes with boxes that it reaches through other carried ones, in order."""
    leaving = carried[source]
    direct: dict[int, list[int]] = {int(node): [] for node in numpy.flatnonzero(carried)}
    for begin, end in zip(source[leaving].tolist(), target[leaving].tolist(), strict=True):
        direct[begin].append(end)
    found: dict[int, list[int]] = {}
    for node, ends in direct.items():
        if not any(end in direct for end in ends):
            found[node] = list(dict.fromkeys(ends))
    for node in direct:
        if node not in found:
            found[node] = _beyond(node, direct, found)
    return found


def _beyond(node: int, direct: dict[int, list[int]], known: dict[int, list[int]]) -> list[int]:
    seen = {node}
    waiting = [node]
    reached: dict[int, None] = {}
    while waiting:
        for end in direct[waiting.pop()]:
            if end not in direct:
                reached[end] = None
            elif end in known:
                reached.update(dict.fromkeys(known[end]))
            elif end not in seen:
                seen.add(end)
                waiting.append(end)
    return list(reached)


def _redirected(
    consumers: dict[int, list[int]], chosen: Column, edges: tuple[Column, Column, Column]
) -> list[tuple[int, int, int]]:
    """Edges into attached nodes (a constant that waits for something) as control edges into what uses those."""
    found: list[tuple[int, int, int]] = []
    source, target, index = edges
    for begin, end, number in zip(
        source[chosen].tolist(), target[chosen].tolist(), index[chosen].tolist(), strict=True
    ):
        users = consumers[end][:_MOST_REDIRECTED]
        found.extend((begin, user, number) for user in users if user != begin)
    return found


def _joined(
    between: tuple[Column, Column, Column, Column], redirected: list[tuple[int, int, int]]
) -> tuple[Column, Column, Column, Column]:
    if not redirected:
        return between
    more = numpy.array(redirected, numpy.int64)
    source, target, index, control = between
    return (
        numpy.concatenate([source, more[:, 0]]),
        numpy.concatenate([target, more[:, 1]]),
        numpy.concatenate([index, more[:, 2]]),
        numpy.concatenate([control, numpy.ones(len(more), bool)]),
    )


def handle_arguments(columns: Columns, number: int, passes: Callable[[int, int], bool]) -> frozenset[int]:
    """Arguments of a function that everything in it uses as variables. passes: tells that of an input of a call."""
    nodes = columns.nodes_by_body[number + 1]
    op = columns.op_ids.get("_Arg", -1)
    arguments = set(nodes[columns.ops[nodes] == op].tolist())
    chosen = columns.edges_by_body[number + 1]
    used: set[int] = set()
    refused: set[int] = set()
    for begin, end, slot, output in zip(
        columns.edge_from[chosen].tolist(),
        columns.edge_to[chosen].tolist(),
        columns.edge_input[chosen].tolist(),
        columns.edge_output[chosen].tolist(),
        strict=True,
    ):
        if begin not in arguments or output < 0 or begin in refused:
            continue
        op_name = columns.op(end)
        if (any(word in op_name for word in _USES_VARIABLE) and slot == 0) or passes(end, slot):
            used.add(begin)
        else:
            refused.add(begin)
    return frozenset(used - refused)
