# SPDX-License-Identifier: Apache-2.0
"""What is wrong with the structure of a graph: inputs that lead nowhere, cycles, functions that never end."""

from __future__ import annotations

import re
from collections import deque
from typing import Any

from cutaway.description.findings import Finding
from cutaway.formats.nodes import node_of
from cutaway.formats.optable import op_table
from cutaway.formats.reach import Reach
from cutaway.wire.protobuf import Message

_MOST_NODES = 200_000
"""Larger graphs are not searched for cycles, which takes a microsecond for every edge."""
_MOST_EXPANDED = 10_000_000
_ENDLESS = 10**18
_SHOWN = 200
_NAME = re.compile(r"[A-Za-z0-9._][A-Za-z0-9_.\\/>-]*\Z")  # tensorflow/core/framework/node_def_util.cc


def check(graph: Message, reach: Reach) -> tuple[Finding, ...]:
    """Findings about the main graph and about how functions call each other."""
    found = [*_names(graph, reach), *_calls(reach)]
    if len(graph.node) <= _MOST_NODES:
        found += _cycles(reach)
    return tuple(found)


def short(name: str) -> str:
    """A name as it can stand in a sentence: one line, not too long."""
    plain = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name[:_SHOWN]
    )
    return f"{plain}…" if len(name) > _SHOWN else plain or "(no name)"


def _names(graph: Message, reach: Reach) -> list[Finding]:
    found = []
    twice = len(graph.node) - len(reach.nodes)
    if twice:
        seen: set[str] = set()
        name = next(node.name for node in graph.node if node.name in seen or seen.add(node.name))  # type: ignore[func-returns-value]
        count = "One node has" if twice == 1 else f"{twice:,} nodes have"
        message = f"{count} the name of another node ({short(name)}), so TensorFlow refuses this graph."
        found.append(Finding("duplicate-node", "warning", message, short(name)))
    refused = [name for name in reach.nodes if not _NAME.match(name)]
    if refused:
        count = "One node has a name" if len(refused) == 1 else f"{len(refused):,} nodes have names"
        message = f"{count} that TensorFlow does not allow ({short(refused[0])}), so it refuses this graph."
        found.append(Finding("invalid-name", "warning", message, short(refused[0])))
    missing = [
        (node, name)
        for node, names in reach.inputs.items()
        for name in names
        if not _exists(name, reach.nodes)
    ]
    if missing:
        node, name = missing[0]
        count = "One input names" if len(missing) == 1 else f"{len(missing):,} inputs name"
        message = (
            f"{count} a node that is not in the graph ({short(name)}, wanted by {short(node)}), "
            "so TensorFlow refuses this graph."
        )
        found.append(Finding("dangling-input", "warning", message, short(node)))
    return found


def _exists(name: str, nodes: dict[str, Any]) -> bool:
    if name in nodes:
        return True
    return name[1:] in nodes if name.startswith("^") else name.rpartition(":")[0] in nodes


def _cycles(reach: Reach) -> list[Finding]:
    """Nodes that wait for each other; loops of TensorFlow 1 are none, since they pass through NextIteration."""
    if _in_order(reach):
        return []
    waiting_for = dict.fromkeys(reach.nodes, 0)
    users: dict[str, list[str]] = {}
    for name, tensors in reach.inputs.items():
        for tensor in tensors:
            source = tensor if tensor in waiting_for else node_of(tensor)
            if source in waiting_for and reach.ops[source] != "NextIteration":
                waiting_for[name] += 1
                users.setdefault(source, []).append(name)
    ready = deque(name for name, count in waiting_for.items() if not count)
    while ready:
        for user in users.get(ready.popleft(), ()):
            waiting_for[user] -= 1
            if not waiting_for[user]:
                ready.append(user)
    stuck = [name for name, count in waiting_for.items() if count]
    if not stuck:
        return []
    nodes = (
        "One node feeds itself"
        if len(stuck) == 1
        else f"{len(stuck):,} nodes feed each other or hang behind such"
    )
    message = f"{nodes} in a cycle ({short(stuck[0])}), so TensorFlow refuses this graph."
    return [Finding("cycle", "warning", message, short(stuck[0]))]


def _in_order(reach: Reach) -> bool:
    """Whether every node stands behind those that feed it, as most writers have it: such a graph has no cycle."""
    before: set[str] = set()
    for name, tensors in reach.inputs.items():
        for tensor in tensors:
            if tensor not in before:
                source = node_of(tensor)
                if source not in before and reach.ops.get(source, "NextIteration") != "NextIteration":
                    return False
        before.add(name)
    return True


def _calls(reach: Reach) -> list[Finding]:
    """Functions that call themselves, and functions that grow without measure when they are put in place."""
    sizes: dict[str, int] = {}
    looping: list[str] = []
    for name in reach.functions:
        _measure(reach, name, sizes, looping)
    found = []
    taken = next((name for name in reach.functions if name in op_table()), None)
    if taken is not None:
        message = f"The function {short(taken)} has the name of one of TensorFlow's own ops, so it refuses this graph."
        found.append(Finding("function-named-as-op", "warning", message, short(taken)))
    if looping:
        message = (
            f"The function {short(looping[0])} calls itself, directly or through others; "
            "TensorFlow crashes on such a graph."
        )
        found.append(Finding("recursive-function", "warning", message, short(looping[0])))
    largest = max(sizes, key=sizes.__getitem__, default="")
    if largest and sizes[largest] > _MOST_EXPANDED:
        words = "more than 10^18" if sizes[largest] == _ENDLESS else f"{sizes[largest]:,}"
        message = (
            f"With the functions that it calls in place, {short(largest)} has {words} nodes; "
            "TensorFlow does not come back from such a graph."
        )
        found.append(Finding("exploding-functions", "warning", message, short(largest)))
    return found


def _measure(reach: Reach, start: str, sizes: dict[str, int], looping: list[str]) -> None:
    """Nodes of a function with all that it calls in place, callees first; a call back into itself counts nothing."""
    stack: list[tuple[str, bool]] = [(start, False)]
    entered: set[str] = set()
    while stack:
        name, callees_done = stack.pop()
        if name in sizes:
            continue
        called = reach.calls_of(name)
        if callees_done:
            inside = sum(sizes.get(callee, 0) * count for callee, count in called.items())
            sizes[name] = min(len(reach.functions[name].node_def) + inside, _ENDLESS)
            entered.discard(name)
            continue
        if name in entered:
            continue
        entered.add(name)
        stack.append((name, True))
        for callee in called:
            if callee in entered:
                looping.append(callee)
            elif callee not in sizes:
                stack.append((callee, False))
