# SPDX-License-Identifier: Apache-2.0
"""How much a model computes for one sample: multiply-accumulates and operations, by node or layer and in total."""

from __future__ import annotations

from dataclasses import dataclass

HOW = (
    "For one sample: an unknown first dimension counts as 1. A multiply-accumulate (MAC) is two operations; what is "
    "done element by element counts one operation for each. The body of a loop counts once, the dearest branch of a "
    "choice counts."
)


@dataclass(frozen=True, slots=True)
class NodeCost:
    """One node or layer. name, function: as in the graph (function empty: the main graph, or a layer).

    macs: multiply-accumulates. flops: operations of floating point (or integers), two for each of the former.
    calls: how often it is met in one run of the signature.
    """

    name: str
    op: str
    macs: int
    flops: int
    function: str = ""
    calls: int = 1


@dataclass(frozen=True, slots=True)
class Costs:
    """rows: the dearest first. macs, flops: in total, for one sample. signature: key, empty for layers.

    unknown: how many nodes that compute have shapes that are not known, so that they are missing in the sums.
    """

    signature: str
    rows: tuple[NodeCost, ...]
    macs: int
    flops: int
    unknown: int = 0
