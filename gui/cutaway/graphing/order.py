# SPDX-License-Identifier: Apache-2.0
"""An order of nodes in which edges point on and what hangs together stays together."""

from __future__ import annotations

from typing import Any

import numpy
import numpy.typing as npt


def flow_order(nodes: list[int], source: npt.NDArray[Any], target: npt.NDArray[Any]) -> list[int]:
    """The nodes in reverse post-order of a walk along the edges, from those that nothing feeds; the same every time.

    Edges point on in it, but for those that close a cycle. source, target: the edges' ends, all of them in `nodes`.
    """
    starts, following = neighbours(nodes, source, target)
    fed = numpy.zeros(max(nodes, default=-1) + 1, bool)
    fed[target] = True
    fed_list = fed.tolist()
    done = bytearray(len(fed_list))
    order: list[int] = []
    for root in [*(n for n in reversed(nodes) if not fed_list[n]), *reversed(nodes)]:
        if done[root]:
            continue
        done[root] = 1
        stack = [root]
        places = [starts[root + 1]]
        while stack:
            node, place = stack[-1], places[-1]
            begin = starts[node]
            while place > begin:
                place -= 1
                near = following[place]
                if not done[near]:
                    places[-1] = place
                    done[near] = 1
                    stack.append(near)
                    places.append(starts[near + 1])
                    break
            else:
                order.append(node)
                stack.pop()
                places.pop()
    order.reverse()
    return order


def neighbours(
    nodes: list[int], source: npt.NDArray[Any], target: npt.NDArray[Any]
) -> tuple[list[int], list[int]]:
    """What each node feeds: those of node n are `following[starts[n]:starts[n + 1]]`, in the order of their index."""
    return grouped_targets(max(nodes, default=-1) + 1, source, target)


def grouped_targets(
    size: int, source: npt.NDArray[Any], target: npt.NDArray[Any]
) -> tuple[list[int], list[int]]:
    """Ends of edges by where they begin, for `size` places: (starts, targets)."""
    order = numpy.lexsort((target, source))
    starts = numpy.zeros(size + 1, numpy.int64)
    numpy.cumsum(numpy.bincount(source, minlength=size), out=starts[1:])
    return starts.tolist(), target[order].tolist()
