# SPDX-License-Identifier: Apache-2.0
"""Walks through the whole graph for the map: ways between two nodes, all that feeds or follows one, dead nodes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from cutaway.description import wording
from cutaway.description.drawing import Trail
from cutaway.description.picture import OPEN
from cutaway.qt.graph.canvas import GraphCanvas
from cutaway.qt.graph.scene import Scene
from cutaway.qt.views.follow import follow
from cutaway.qt.words import counted, tr
from cutaway.session.documents import Document
from cutaway.session.jobs import Job, JobState
from cutaway.session.selection import Chosen

Wish: TypeAlias = Literal["begin", "ways", "dead"]
_MOST_NODES, _MOST_WAYS = 300, 100
_LONGEST = 40


class Trails(QObject):
    """came: Hits, and a sentence on them. said: a sentence in place of them. begin: the node that ways are to begin at.

    What was found stands out on the map until `forget`, in every picture that is shown meanwhile.
    """

    came = Signal(object, str)
    said = Signal(str)

    def __init__(self, document: Document, canvas: GraphCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self.begin: Chosen | None = None
        self._last: Chosen | None = None
        self._document = document
        self._canvas = canvas
        self._job: Job[Trail | None] | None = None
        self._words = ""
        self._trail: Trail | None = None

    # --- what one asks ---

    def note(self, chosen: Chosen) -> None:
        """Another box was chosen: ways may begin at the one before."""
        if chosen != self._last and chosen.kind == "node":
            if self._last is not None:
                self.begin = self._last
            self._last = chosen

    def start(self, chosen: Chosen) -> None:
        """Let ways begin at this node."""
        self.begin = self._last = chosen

    def between(self, begin: Chosen, end: Chosen) -> None:
        """Ways from one node to another, or back where there are none."""
        if "group" in {begin.kind, end.kind}:
            self.said.emit(tr("Ways lead from one node to another. Open the group and choose a node in it."))
            return
        ends = (begin.name, begin.inside), (end.name, end.inside)
        tell = partial(_told_ways, _named(begin), _named(end))
        self._ask(self._document.reading.ways(self._document.source, *ends, _MOST_WAYS, either=True), tell)

    def reach(self, chosen: Chosen, *, back: bool) -> None:
        """All that follows a node, or with `back` all that feeds it."""
        node = chosen.name, chosen.inside
        tell = partial(_told_reach, _named(chosen), back=back)
        self._ask(self._document.reading.reach(self._document.source, node, _MOST_NODES, back=back), tell)

    def ask(self, wish: Wish) -> None:
        """What the actions of the window ask for, of the node that is chosen."""
        chosen = self._document.selection.current
        if wish == "dead":
            self.dead()
        elif chosen.kind != "node":
            self.said.emit(tr("Choose a node first: ways lead from one node to another."))
        elif wish == "begin":
            self.start(chosen)
            words = tr("Ways begin at {node}. Choose the node that they are to lead to.", node=_named(chosen))
            self.said.emit(words)
        elif self.begin is None or self.begin == chosen:
            self.said.emit(tr("Choose where the ways begin, then the node that they are to lead to."))
        else:
            self.between(self.begin, chosen)

    @Slot()
    def dead(self) -> None:
        """Nodes on which nothing depends that the graph gives."""
        self._ask(self._document.reading.dead(self._document.source, _MOST_NODES), _told_dead)

    @Slot()
    def forget(self) -> None:
        """Let nothing stand out any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._trail = None
        self.mark()

    @property
    def is_shown(self) -> bool:
        """Whether something stands out."""
        return self._trail is not None

    # --- what is found ---

    def _ask(self, job: Job[Trail | None], tell: Callable[[Trail], str]) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self._tell = job, tell
        if job.is_over:
            self._came(job)
        else:
            follow(self, job.finished, self._came)

    def _came(self, job: Job[Trail | None]) -> None:
        if job is not self._job:
            return
        self._job = None
        if job.state is JobState.FAILED and job.error is not None:
            self.said.emit(f"{job.error.message} {job.error.hint}".strip())
        elif job.result is not None:
            found = job.result
            self._trail = found if found.hits.names else None
            self.mark()
            self.came.emit(found.hits, self._tell(found))

    def mark(self) -> None:
        """Let the boxes of what was found stand out in the picture that is shown, and the wires of ways."""
        marks, scene, trail = self._canvas.marks, self._canvas.scene, self._trail
        if scene is None:
            return
        boxes = [_box(scene, keys) for keys in trail.keys] if trail else []
        marks.found = {box for box in boxes if box >= 0}
        wires = {ends: wire for wire, ends in enumerate(zip(scene.sources, scene.targets, strict=True))}
        steps = {
            (boxes[place], boxes[after])
            for way in (trail.ways if trail else ())
            for place, after in pairwise(way)
        }
        marks.wires_found = {wires[step] for step in steps if step in wires}
        self._canvas.update()


def _box(scene: Scene, keys: tuple[str, ...]) -> int:
    """The box that shows a node: its own, or the folded group that hides it."""
    shown = (scene.index[key] for key in reversed(keys) if key in scene.index)
    return next((box for box in shown if scene.forms[box] != OPEN), -1)


def _named(chosen: Chosen) -> str:
    return wording.name(chosen.name, _LONGEST)


def _told_ways(first: str, last: str, found: Trail) -> str:
    ends = tr("from {first} to {last}", first=first, last=last)
    if not found.ways:
        return tr("No way leads {ends}, nor back.", ends=ends)
    count = counted(len(found.ways), "way")
    shortest = counted(min(map(len, found.ways)), "node")
    back = tr(" (they lead back, against the flow)") if found.is_back else ""
    more = "" if found.complete else tr("More than ")
    return tr(
        "{more}{count} {ends}{back}, the shortest over {shortest}",
        more=more,
        count=count,
        ends=ends,
        back=back,
        shortest=shortest,
    )


def _told_reach(node: str, found: Trail, *, back: bool) -> str:
    hits = found.hits
    if not hits.total:
        return tr("No nodes feed {node}.", node=node) if back else tr("No nodes follow {node}.", node=node)
    count = counted(hits.total, "node")
    subject = tr("{count} feed {node}", count=count, node=node)
    if not back:
        subject = tr("{count} follow {node}", count=count, node=node)
    return subject + _listed(found)


def _told_dead(found: Trail) -> str:
    if not found.hits.total:
        return tr("No node is dead: what the graph gives depends on each.")
    count = counted(found.hits.total, "dead node")
    return tr("{count}: nothing that the graph gives depends on them", count=count) + _listed(found)


def _listed(found: Trail) -> str:
    hits = found.hits
    if hits.total <= len(hits.names):
        return ""
    return tr("; the first {count} are listed", count=wording.count(len(hits.names)))
