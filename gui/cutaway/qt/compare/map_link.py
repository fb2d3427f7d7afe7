# SPDX-License-Identifier: Apache-2.0
"""Keeps two maps together: what is chosen, opened or looked at in one is so in the other, as far as it has a match."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF, Slot

from cutaway.comparing.sides import MapSides, Step
from cutaway.description.comparison import Box
from cutaway.qt.compare.map_half import MapHalf
from cutaway.qt.graph.choices import chosen_of
from cutaway.qt.graph.scene import Scene
from cutaway.qt.graph.view import GraphView
from cutaway.qt.views.follow import follow
from cutaway.session.selection import Chosen


class MapLink(QObject):
    """sides: which box is which. Only what the user does in one map moves the other, so that they never chase."""

    def __init__(self, halves: tuple[MapHalf, MapHalf], sides: MapSides, parent: QObject) -> None:
        super().__init__(parent)
        self._halves = halves
        self._sides = sides
        self._revealed: list[Chosen | None] = [None, None]
        self.is_on = True
        for half in halves:
            follow(self, half.document.selection.changed, partial(self._chosen, half.side))
            half.view.canvas.toggled.connect(partial(self._toggled, half.side))
            half.view.canvas.moved.connect(partial(self._moved, half.side))

    def show_step(self, step: Step) -> None:
        """Show a difference in both maps, each at its own place."""
        for side, boxes in enumerate((step.first, step.second)):
            if boxes:
                self._reveal(side, _node(boxes[0]))
            else:
                self._reveal_around(side, (step.second or step.first)[0])

    @Slot(bool)
    def turn(self, is_on: bool) -> None:  # noqa: FBT001 (Qt's signal)
        """Keep them together from now on, or let each go its own way."""
        self.is_on = is_on

    # --- what is chosen ---

    def _chosen(self, side: int, chosen: Chosen) -> None:
        if chosen == self._revealed[side] or not self.is_on:
            return
        self._revealed[side] = None
        scene = self._halves[side].view.scene
        key = _key_of(scene, chosen) if scene is not None else ""
        if chosen.kind == "group":
            twin = self._sides.twin(side, chosen.name)
            other = self._halves[1 - side].view.scene
            if twin and other is not None and twin in other.index:
                self._reveal(1 - side, chosen_of(other, other.index[twin]))
        elif key:
            partners = self._sides.partners(side, key)
            if partners:
                self._reveal(1 - side, _node(partners[0]))

    def _reveal_around(self, side: int, box: Box) -> None:
        """Show where a box that is not here would be: the group that is the innermost one around it."""
        scene = self._halves[side].view.scene
        twins = (self._sides.twin(1 - side, group) for group in reversed(box.chain[:-1]))
        group = next((twin for twin in twins if scene is not None and twin in scene.index), "")
        if scene is not None and group:
            self._reveal(side, Chosen("group", group))

    def _reveal(self, side: int, chosen: Chosen) -> None:
        """Show it there, and do not take that for a choice of the user."""
        self._revealed[side] = chosen
        view = self._halves[side].view
        if chosen.kind == "group" and view.scene is not None:
            view.canvas.mark(view.scene.index[chosen.name])
            view.canvas.viewpoint.reveal(view.scene.index[chosen.name])
        else:
            view.reveal(chosen)

    # --- what is open ---

    def _toggled(self, side: int, key: str) -> None:
        """The group of the other side follows; the one that was toggled is still as it was before."""
        if not self.is_on:
            return
        twin = self._sides.twin(side, key)
        own, other = self._halves[side].view, self._halves[1 - side].view
        if twin and other.scene is not None and twin in other.scene.index:
            was_open = own.scene is not None and key in own.scene.picture.opened
            if (twin in other.opened) == was_open:
                other.toggle(twin)

    # --- where one looks ---

    def _moved(self, side: int) -> None:
        """The other map shows the match of what is in the middle here, at the same pixel and as large."""
        own, other = (self._halves[place].view for place in (side, 1 - side))
        if not self.is_on or own.scene is None or other.scene is None or not _leads(own, other):
            return
        found = self._anchor(side, own.scene, own.canvas.seen, other.scene)
        if found is None:
            return
        here, there = found
        camera = other.canvas.camera
        camera.scale = own.canvas.camera.scale
        camera.put(there, own.canvas.camera.to_view(here))
        other.canvas.viewpoint.moved.emit()

    def _anchor(self, side: int, own: Scene, seen: QRectF, other: Scene) -> tuple[QPointF, QPointF] | None:
        """The places of two boxes that match, of what is seen the nearest to the middle; None without any."""
        middle, best, found = seen.center(), float("inf"), None
        for box in own.boxes_in(seen):
            there = self._match_of(side, own.keys[box], other)
            if there < 0:
                continue
            here = own.rects[box].center()
            distance = (here - middle).manhattanLength()
            if distance < best:
                best, found = distance, (here, other.rects[there].center())
        return found

    def _match_of(self, side: int, key: str, other: Scene) -> int:
        """The visible box of the other side for a box, or the closed group that hides it; −1 without any."""
        twin = self._sides.twin(side, key)
        if twin:
            return other.index.get(twin, -1)
        for box in self._sides.partners(side, key):
            place = next((other.index[each] for each in reversed(box.chain) if each in other.index), -1)
            if place >= 0:
                return place
        return -1


def _leads(own: GraphView, other: GraphView) -> bool:
    """Whether it is moved by the user: by the mouse over it, or by keys while the mouse is not over the other."""
    return own.canvas.underMouse() or (own.canvas.hasFocus() and not other.canvas.underMouse())


def _node(box: Box) -> Chosen:
    return Chosen("node", box.name, box.function)


def _key_of(scene: Scene, chosen: Chosen) -> str:
    box = scene.of_node(chosen.name, chosen.inside)
    return scene.keys[box] if box >= 0 else ""
