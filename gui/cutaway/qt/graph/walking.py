# SPDX-License-Identifier: Apache-2.0
"""Where an arrow key leads on the map: along edges in the direction of flow, to the neighbour across it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF

from cutaway.qt.graph.scene import Scene

Arrow: TypeAlias = Literal["left", "right", "up", "down"]

_ASKEW = 3.0
"""How much less a step aside counts than one along, where there is no edge to follow."""


def step(scene: Scene, box: int, arrow: Arrow) -> int:
    """The box that an arrow leads to from `box`; `box` itself where there is none, the first where `box` is none."""
    if box < 0:
        return 0 if scene.rects else -1
    forward, back = ("right", "left") if scene.flows_right else ("down", "up")
    if arrow == forward:
        found = _along(scene, box, [scene.targets[wire] for wire in scene.leaving(box)])
    elif arrow == back:
        found = _along(scene, box, [scene.sources[wire] for wire in scene.entering(box)])
    else:
        found = -1
    return found if found >= 0 else _nearest(scene, box, arrow)


def _along(scene: Scene, box: int, ends: list[int]) -> int:
    """The end that lies straightest ahead."""
    here = scene.rects[box].center()
    others = [end for end in ends if end != box]
    if not others:
        return -1

    def off(end: int) -> tuple[float, float]:
        there = scene.rects[end].center()
        aside, ahead = abs(there.x() - here.x()), abs(there.y() - here.y())
        return (ahead, aside) if scene.flows_right else (aside, ahead)

    return min(others, key=off)


def _nearest(scene: Scene, box: int, arrow: Arrow) -> int:
    here = scene.rects[box]
    found, best = box, float("inf")
    for other in scene.leaves:
        if other == box:
            continue
        ahead, aside = _offset(here, scene.rects[other], arrow)
        if ahead > 0:
            distance = ahead + _ASKEW * aside
            if distance < best:
                found, best = other, distance
    return found


def _offset(here: QRectF, there: QRectF, arrow: Arrow) -> tuple[float, float]:
    """How far ahead and how far aside another rectangle's middle is."""
    right = there.center().x() - here.center().x()
    down = there.center().y() - here.center().y()
    ahead, aside = {
        "right": (right, down),
        "left": (-right, down),
        "down": (down, right),
        "up": (-down, right),
    }[arrow]
    return ahead, abs(aside)
