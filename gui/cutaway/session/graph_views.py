# SPDX-License-Identifier: Apache-2.0
"""Which view of a graph is wanted: what is open in it, and which way it flows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cutaway.description.picture import Direction


@dataclass(frozen=True, slots=True)
class View:
    """The first picture, with more open in it. wanted: groups by their keys, or nodes that are to be seen.

    everything: all groups are open, as far as that can be laid out.
    """

    wanted: tuple[str, ...] = ()
    everything: bool = False
    direction: Direction = "down"

    def arguments(self) -> dict[str, Any]:
        """As a child is asked."""
        return asdict(self)
