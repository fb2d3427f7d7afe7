# SPDX-License-Identifier: Apache-2.0
"""Numbers that other parts of the program bring for nodes, such as latencies and errors, as colours of the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from cutaway.description import wording
from cutaway.description.picture import OPEN
from cutaway.qt.graph.coloring import COLORINGS, Coloring, Entry, empty, ramp_of, shades
from cutaway.qt.graph.ink import Ink, Paint
from cutaway.qt.graph.scene import Scene
from cutaway.qt.views.follow import follow
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.jobs import Job

Node: TypeAlias = tuple[str, str]
"""Its name, and the function that it is in (empty: the main graph)."""
Joins: TypeAlias = Literal["sum", "most"]
"""What a group has of its nodes' numbers: latencies add up, of errors the largest counts."""


@dataclass(frozen=True, slots=True)
class Brought:
    """chains: for each value the keys of the groups around its node's box, the outermost first, then its own."""

    name: str
    unit: str
    joins: Joins
    values: tuple[float, ...]
    chains: tuple[tuple[str, ...], ...]

    def of_boxes(self, scene: Scene) -> list[float | None]:
        """A number for each box of a scene, None where nothing is known of what is in it; open groups have none."""
        found: list[float | None] = [None] * len(scene.keys)
        for value, chain in zip(self.values, self.chains, strict=True):
            box = next((scene.index[key] for key in chain if self._is_closed(scene, key)), -1)
            if box >= 0:
                before = found[box]
                found[box] = value if before is None else self._joined(before, value)
        return found

    def _joined(self, before: float, value: float) -> float:
        return before + value if self.joins == "sum" else max(before, value)

    @staticmethod
    def _is_closed(scene: Scene, key: str) -> bool:
        box = scene.index.get(key, -1)
        return box >= 0 and scene.forms[box] != OPEN

    def coloring(self) -> Coloring:
        """As the chooser of colours takes it."""
        return Coloring(f"brought:{self.name}", self.name, self._paints, self._legend, self._has_data)

    def _paints(self, scene: Scene, ink: Ink) -> list[Paint]:
        values = self.of_boxes(scene)
        ramp = ramp_of([value for value in values if value is not None])
        paints, nothing = shades(ink), empty(ink)
        return [nothing if value is None else paints[ramp.step(value)] for value in values]

    def _legend(self, scene: Scene, ink: Ink) -> list[Entry]:
        ramp = ramp_of([value for value in self.of_boxes(scene) if value is not None])
        said = (
            tr("up to {end} {unit}", end=wording.number(end, 3), unit=self.unit).rstrip()
            for end in ramp.ends()
        )
        return [
            Entry(tr("not known"), empty(ink).solid),
            *(Entry(words, paint.solid) for words, paint in zip(said, shades(ink), strict=True)),
        ]

    def _has_data(self, scene: Scene) -> bool:
        return any(value is not None for value in self.of_boxes(scene))


class Colors(QObject):
    """What the colours of one map can mean: what its pictures tell, and numbers that were brought.

    came: numbers can be shown from now on; the id of their colouring.
    """

    came = Signal(str)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._brought: dict[str, Brought] = {}
        self._others: dict[str, Coloring] = {}
        follow(self, document.values_brought, self._take)
        for name in document.brought:
            self._take(name)

    def _take(self, name: str) -> None:
        values, unit = self._document.brought[name]
        self.bring(name, values, unit)

    def bring(self, name: str, values: Mapping[Node, float], unit: str, *, joins: Joins = "sum") -> None:
        """Offer numbers by node under a name, and show them; they replace those of the same name.

        Nodes that the graph does not have are left out. Where their boxes are is asked of the reader, so that groups
        have the numbers of what is in them.
        """
        told = [(node, value) for node, value in values.items() if value == value]  # noqa: PLR0124 - no NaN
        job = self._document.reading.chains(self._document.source, [node for node, _ in told])
        numbers = tuple(value for _, value in told)

        def came(job: Job[list[tuple[str, ...]]]) -> None:
            if job.result is not None:
                found = Brought(name, unit, joins, numbers, tuple(job.result))
                self._brought[name] = found
                self.came.emit(found.coloring().id)

        if job.is_over:
            came(job)
        else:
            follow(self, job.finished, came)

    def offer(self, row: Coloring) -> None:
        """Offer another meaning of colours, and show it; it replaces the one of the same id."""
        self._others[row.id] = row
        self.came.emit(row.id)

    @property
    def brought(self) -> tuple[Brought, ...]:
        """What there is by now, in the order in which it first came."""
        return tuple(self._brought.values())

    def offered(self, scene: Scene, wanted: str) -> tuple[list[Coloring], Coloring]:
        """Rows that the scene has data for, and the wanted one of them, else the first."""
        rows = [row for row in self._rows() if row.has_data(scene)]
        return rows, next((row for row in rows if row.id == wanted), rows[0])

    def _rows(self) -> Iterable[Coloring]:
        return (*COLORINGS, *self._others.values(), *(found.coloring() for found in self.brought))
