# SPDX-License-Identifier: Apache-2.0
"""What stands out on the map at the moment: what is chosen, hovered, found, and what feeds and follows the choice."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Marks:
    """Boxes by number, −1 for none. traced: all but `feeders` and `followers` of the chosen one step back.

    wires_in, wires_out: those of the chosen box. found, wires_found: what a walk through the graph led to.
    """

    chosen: int = -1
    hovered: int = -1
    feeders: set[int] = field(default_factory=set)
    followers: set[int] = field(default_factory=set)
    wires_in: set[int] = field(default_factory=set)
    wires_out: set[int] = field(default_factory=set)
    found: set[int] = field(default_factory=set)
    wires_found: set[int] = field(default_factory=set)
    traced: bool = False

    def stands_back(self, box: int) -> bool:
        """Whether a box has nothing to do with what is traced."""
        return self.traced and box != self.chosen and box not in self.feeders and box not in self.followers
