# SPDX-License-Identifier: Apache-2.0
"""Types and shapes of what a graph's nodes give, beyond what their file tells, in columns."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.description.columns import Ints


@dataclass(frozen=True, slots=True)
class Shapes:
    """Outputs whose shape is known, by the file or by inference; one that is missing here is known by neither.

    nodes, outputs: a node by its number in `Graph`, and one of its outputs. texts: what there is to say, each once
    (`float32 ? × 4`); `text` indexes it. told: 1 where the file itself says all of it, 0 where some is inferred.
    """

    nodes: Ints
    outputs: Ints
    text: Ints
    told: Ints
    texts: list[str]
