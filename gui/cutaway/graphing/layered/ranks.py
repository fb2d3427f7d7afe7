# SPDX-License-Identifier: Apache-2.0
"""Gives every box its rank: cycles are broken, every link points on, and what feeds a box stays close to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

Pair = tuple[int, int]


def against_the_flow(count: int, pairs: Iterable[Pair], flow: Sequence[float]) -> set[Pair]:
    """Pairs to turn around so that no cycle is left: inside a strongly connected part those against `flow`."""
    below: list[list[int]] = [[] for _ in range(count)]
    listed = list(pairs)
    for source, target in listed:
        below[source].append(target)
    part = strong_parts(count, below)
    return {
        (source, target)
        for source, target in listed
        if part[source] == part[target] and (flow[source], source) > (flow[target], target)
    }


def strong_parts(count: int, below: list[list[int]]) -> list[int]:
    """Number of the strongly connected part of each box (Tarjan 1972, without recursion)."""
    index = [-1] * count
    low = [0] * count
    part = [-1] * count
    stack: list[int] = []
    parts = clock = 0
    for root in range(count):
        if index[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            box, place = work.pop()
            if place == 0:
                index[box] = low[box] = clock
                clock += 1
                stack.append(box)
            targets = below[box]
            while place < len(targets):
                target = targets[place]
                place += 1
                if index[target] < 0:
                    work.append((box, place))
                    work.append((target, 0))
                    break
                if part[target] < 0:
                    low[box] = min(low[box], index[target])
            else:
                if low[box] == index[box]:
                    while part[box] < 0:
                        part[stack.pop()] = parts
                    parts += 1
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[box])
    return part


def rank(count: int, above: list[list[int]], below: list[list[int]]) -> list[int]:
    """Ranks from 0 on; every neighbour above has a lower one.

    Longest paths first; then side inputs (boxes that nothing above holds) move down to what they feed as one piece,
    and boxes are pulled to the side on which they have more neighbours.
    """
    waiting = [len(each) for each in above]
    queue = deque(box for box in range(count) if not waiting[box])
    ranks = [0] * count
    order = []
    while queue:
        box = queue.popleft()
        order.append(box)
        following = ranks[box] + 1
        for target in below[box]:
            ranks[target] = max(ranks[target], following)
            waiting[target] -= 1
            if not waiting[target]:
                queue.append(target)
    _lower_side_inputs(order, ranks, above, below)
    for _ in range(3):
        if not _tighten(order, ranks, above, below):
            break
    return ranks


def _lower_side_inputs(
    order: list[int], ranks: list[int], above: list[list[int]], below: list[list[int]]
) -> None:
    latest = ranks[:]
    for box in reversed(order):
        if below[box]:
            latest[box] = min(latest[target] for target in below[box]) - 1
    moves = [False] * len(ranks)
    for box in order:
        moves[box] = latest[box] > ranks[box] and all(moves[source] for source in above[box])
    for box in order:
        if moves[box]:
            ranks[box] = latest[box]


def _tighten(order: list[int], ranks: list[int], above: list[list[int]], below: list[list[int]]) -> bool:
    changed = False
    for box in reversed(order):
        if below[box] and len(below[box]) >= len(above[box]):
            wanted = min(ranks[target] for target in below[box]) - 1
            changed |= wanted != ranks[box]
            ranks[box] = wanted
    for box in order:
        if above[box] and len(above[box]) > len(below[box]):
            wanted = max(ranks[source] for source in above[box]) + 1
            changed |= wanted != ranks[box]
            ranks[box] = wanted
    return changed
