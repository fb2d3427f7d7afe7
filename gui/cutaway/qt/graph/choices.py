# SPDX-License-Identifier: Apache-2.0
"""What a box of the map is for the whole document, and what is said where there is no map."""

from __future__ import annotations

from cutaway.description import wording
from cutaway.errors import CutawayError
from cutaway.qt.graph.scene import Scene
from cutaway.qt.words import tr
from cutaway.session.selection import Chosen


def chosen_of(scene: Scene, box: int) -> Chosen:
    """What the whole document takes for chosen when a box is: its node, or the group by its key."""
    name = scene.drawing.names[box]
    if name:
        return Chosen("node", name, scene.drawing.functions[box])
    return Chosen("group", scene.keys[box])


def said(error: CutawayError | None) -> tuple[str, str]:
    """Sentence and hint of an error, safe to show."""
    if error is None:
        return tr("The graph was not drawn."), ""
    return wording.safe(error.message), wording.safe(error.hint)
