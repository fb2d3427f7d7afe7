# SPDX-License-Identifier: Apache-2.0
"""What the colours of a map mean in a comparison: what is the same, what changed, and what the other model lacks."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.comparing.sides import MapSides, Status
from cutaway.description.picture import OPEN
from cutaway.qt import tokens
from cutaway.qt.graph.coloring import Coloring, Entry, empty
from cutaway.qt.graph.ink import Ink, Paint
from cutaway.qt.graph.scene import Scene
from cutaway.qt.words import tr

COLORING = "comparison"
_HUES: dict[Status, tokens.Hue] = {"same": "blue", "changed": "yellow", "removed": "red", "added": "green"}
_WORDS: dict[Status, str] = {
    "same": "the same",
    "changed": "changed",
    "removed": "only in the first",
    "added": "only in the second",
}


@dataclass(frozen=True, slots=True)
class MapColors:
    """side: 0 for the map of the first, 1 for that of the second."""

    sides: MapSides
    side: int

    def coloring(self) -> Coloring:
        """As the chooser of colours takes it."""
        return Coloring(COLORING, tr("Comparison"), self._paints, self._legend, self._has_data)

    def of_boxes(self, scene: Scene) -> list[Status | None]:
        """What each box is; a closed group what all in it is, and changed where that is not one and the same."""
        found: list[Status | None] = [None] * len(scene.keys)
        for status, chain in self.sides.places(self.side):
            box = next((scene.index[key] for key in chain if _is_closed(scene, key)), -1)
            if box >= 0:
                before = found[box]
                found[box] = status if before in {None, status} else "changed"
        return found

    def _paints(self, scene: Scene, ink: Ink) -> list[Paint]:
        nothing = empty(ink)
        return [nothing if status is None else ink.hues[_HUES[status]] for status in self.of_boxes(scene)]

    def _legend(self, scene: Scene, ink: Ink) -> list[Entry]:
        there = set(self.of_boxes(scene))
        told = [
            Entry(tr(_WORDS[status]), ink.hues[hue].solid) for status, hue in _HUES.items() if status in there
        ]
        return [*told, Entry(tr("passes values on"), empty(ink).solid)]

    def _has_data(self, _scene: Scene) -> bool:
        return True


def _is_closed(scene: Scene, key: str) -> bool:
    box = scene.index.get(key, -1)
    return box >= 0 and scene.forms[box] != OPEN
