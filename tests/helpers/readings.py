# SPDX-License-Identifier: Apache-2.0
"""A reading without a child process: jobs that end at once, or when the test lets them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy
from PySide6.QtCore import QTimer

from cutaway.description.drawing import Drawing, GroupFacts, Hits, NodeFacts, Trail
from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.description.picture import Direction, Picture, Place
from cutaway.description.shapes import Shapes
from cutaway.description.statistics import Histogram, Plane, Statistics, Tiles, ValueTable
from cutaway.errors import CancelledError, CutawayError, RequestError
from cutaway.session.documents import Document, Source
from cutaway.session.jobs import Job
from helpers import example_models, pictures

T = TypeVar("T")


class FakeReading:
    """Describes these models, by their paths, and a SavedModel under every other path.

    held: jobs stay RUNNING until `release`, or until the test ends one of `jobs` itself, instead of ending at once.
    descriptions: by path, for a test to change; an error is what reading that path fails with. failures: by the name
    of the question. asked: every question in its order. jobs: the job of each. files: what assets hold.
    """

    def __init__(self, *descriptions: ModelDescription, held: bool = False) -> None:
        self.descriptions: dict[str, ModelDescription | CutawayError] = {
            description.path: description for description in descriptions
        }
        self.held = held
        self.asked: list[tuple[str, Any]] = []
        self.jobs: list[Job[Any]] = []
        self.files: dict[str, bytes] = {}
        self.failures: dict[str, CutawayError] = {}
        self.hits = Hits(array("i"), [], [], [], 0)
        self.trail: Trail | None = None
        self.places: dict[tuple[str, str], Place] = {}
        self.nodes: dict[tuple[str, str], NodeFacts] = {}
        self.groups: dict[str, GroupFacts] = {}
        self.chain_of: dict[tuple[str, str], tuple[str, ...]] = {}
        self.picture_of: Callable[[list[str] | None, Direction], Picture | None] = _example
        self.graph_of: Graph | None = None
        self.inferred: Shapes | None = None
        self._waiting: list[Callable[[], None]] = []

    def release(self) -> None:
        """Let every job that waits end."""
        waiting, self._waiting = self._waiting, []
        for end in waiting:
            end()

    def describe(self, source: Source) -> Job[ModelDescription]:
        return self._job("describe", source, lambda _job: self._description(source.path))

    def picture(
        self, source: Source, opened: Iterable[str] | None, *, direction: Direction = "down", anchor: str = ""
    ) -> Job[Drawing | None]:
        keys = None if opened is None else list(opened)
        return self._job("picture", (keys, direction, anchor), lambda _job: self._drawing(keys, direction))

    def graph(self, source: Source) -> Job[Graph | None]:
        return self._job("graph", source, lambda _job: self.graph_of)

    def shapes(self, source: Source) -> Job[Shapes | None]:
        return self._job("shapes", source, lambda _job: self.inferred)

    def learn(self, source: Source, shapes: Shapes) -> Job[int]:
        return self._job("learn", shapes, lambda _job: len(shapes.nodes))

    def search(self, source: Source, query: str, limit: int) -> Job[Hits]:
        return self._job("search", (query, limit), lambda _job: self.hits)

    def place(self, source: Source, name: str, function: str = "") -> Job[Place | None]:
        return self._job("place", (name, function), lambda _job: self.places.get((name, function)))

    def ways(
        self,
        source: Source,
        begin: tuple[str, str],
        end: tuple[str, str],
        limit: int,
        *,
        either: bool = False,
    ) -> Job[Trail | None]:
        return self._job("ways", (begin, end, either), lambda _job: self.trail)

    def reach(self, source: Source, node: tuple[str, str], limit: int, *, back: bool) -> Job[Trail | None]:
        return self._job("reach", (node, back), lambda _job: self.trail)

    def dead(self, source: Source, limit: int) -> Job[Trail | None]:
        return self._job("dead", limit, lambda _job: self.trail)

    def facts(self, source: Source, name: str, function: str = "") -> Job[NodeFacts | None]:
        return self._job("facts", (name, function), lambda _job: self.nodes.get((name, function)))

    def chains(self, source: Source, nodes: Iterable[tuple[str, str]]) -> Job[list[tuple[str, ...]]]:
        wanted = list(nodes)
        return self._job("chains", wanted, lambda _job: [self.chain_of.get(node, ()) for node in wanted])

    def group(self, source: Source, key: str) -> Job[GroupFacts | None]:
        return self._job("group", key, lambda _job: self.groups.get(key))

    def statistics(self, source: Source, names: Iterable[str]) -> Job[dict[str, Statistics]]:
        return self._job("statistics", list(names), lambda job: self._statistics(job, list(names)))

    def plane(
        self,
        source: Source,
        name: str,
        *,
        row_axis: int,
        column_axis: int,
        fixed: Mapping[int, int],
        limit: int,
    ) -> Job[Plane]:
        asked = (name, row_axis, column_axis, dict(fixed))
        return self._job("plane", asked, lambda _job: self._plane(name, row_axis, column_axis))

    def tiles(self, source: Source, name: str, limit: int) -> Job[Tiles]:
        return self._job("tiles", name, lambda _job: self._tiles(name, limit))

    def table(
        self, source: Source, name: str, *, fixed: Mapping[int, int], rows: range, columns: range
    ) -> Job[ValueTable]:
        return self._job(
            "table", (name, dict(fixed), rows, columns), lambda _job: self._table(name, rows, columns)
        )

    def save(
        self, source: Source, name: str, file: Path, *, kind: Literal["npy", "csv"], overwrite: bool
    ) -> Job[int]:
        return self._job("save", (name, file, kind, overwrite), lambda _job: 128)

    def content(self, source: Source, name: str, limit: int) -> Job[bytes]:
        return self._job("content", (name, limit), lambda _job: self.files.get(name, b"")[:limit])

    def entries(self, source: Source, name: str, limit: int) -> Job[list[tuple[str, str]]]:
        return self._job(
            "entries", (name, limit), lambda _job: [(f"word {i}", str(i)) for i in range(min(limit, 2048))]
        )

    def _job(self, kind: str, asked: object, answer: Callable[[Job[T]], T]) -> Job[T]:
        self.asked.append((kind, asked))
        job: Job[T] = Job(kind, _cancel)
        self.jobs.append(job)

        def end() -> None:
            if job.is_over:
                return
            try:
                failure = self.failures.get(kind)
                if failure:
                    raise failure
                job.succeed(answer(job))
            except CutawayError as error:
                job.fail(error)

        job.run()
        if self.held:
            self._waiting.append(end)
        elif kind == "statistics":  # parts come while one listens
            QTimer.singleShot(0, end)
        else:
            end()
        return job

    def _description(self, path: str) -> ModelDescription:
        found = self.descriptions.get(path) or replace(example_models.saved_model(), path=path, location=path)
        if isinstance(found, CutawayError):
            raise found
        return found

    def _drawing(self, keys: list[str] | None, direction: Direction) -> Drawing | None:
        picture = self.picture_of(keys, direction)
        return pictures.drawing(picture) if picture else None

    def _shape(self, name: str) -> tuple[int, ...]:
        shapes = {
            variable.name: variable.shape
            for found in self.descriptions.values()
            if isinstance(found, ModelDescription)
            for variable in (*found.variables, *found.constants)
        }
        if name not in shapes:
            message = f"{name} is none of the variables."
            raise RequestError(message)
        return shapes[name]

    def _statistics(self, job: Job[dict[str, Statistics]], names: list[str]) -> dict[str, Statistics]:
        found = {name: example_statistics(self._shape(name), seed) for seed, name in enumerate(names)}
        for part in found.items():
            job.partial.emit(part)
        return found

    def _plane(self, name: str, row_axis: int, column_axis: int) -> Plane:
        shape = self._shape(name)
        rows = shape[row_axis] if row_axis >= 0 else 1
        columns = shape[column_axis] if column_axis >= 0 else 1
        values = smooth(rows, columns)
        return Plane(
            rows,
            columns,
            values.tobytes(),
            row_axis,
            column_axis,
            1,
            1,
            float(values.min()),
            float(values.max()),
        )

    def _tiles(self, name: str, limit: int) -> Tiles:
        *space, ins, outs = self._shape(name)
        rows, columns = (space[-2], space[-1]) if len(space) > 1 else (space[0], ins)
        ins = ins if len(space) > 1 else 1
        count = min(ins * outs, limit)
        values = numpy.stack([smooth(rows, columns, seed) for seed in range(count)])
        labels = tuple(f"in {place // outs} · out {place % outs}" for place in range(count))
        return Tiles(
            rows,
            columns,
            count,
            ins * outs,
            values.tobytes(),
            labels,
            float(values.min()),
            float(values.max()),
        )

    def _table(self, name: str, rows: range, columns: range) -> ValueTable:
        shape = (1, 1, *self._shape(name))[-2:]
        window = smooth(*shape)[rows.start : rows.stop, columns.start : columns.stop]
        cells = tuple(tuple(f"{value:.5f}" for value in row) for row in window)
        return ValueTable(cells, rows.start, columns.start, *shape)


def _example(_opened: list[str] | None, _direction: Direction) -> Picture | None:
    return pictures.example()


def _cancel(job: Job[Any]) -> None:
    job.fail(CancelledError("It was cancelled."))


def smooth(rows: int, columns: int, seed: int = 1) -> numpy.ndarray[Any, numpy.dtype[numpy.float32]]:
    """Values that look like weights: noise around waves, both signs."""
    noise = numpy.random.default_rng(seed).standard_normal((rows, columns)) * 0.3
    waves = numpy.sin(numpy.arange(rows)[:, None] / 7 + seed) * numpy.cos(numpy.arange(columns)[None, :] / 9)
    values: numpy.ndarray[Any, numpy.dtype[numpy.float32]] = ((noise + waves) * 0.2).astype(numpy.float32)
    return values


def example_statistics(shape: tuple[int, ...], seed: int = 1) -> Statistics:
    """Figures of normally distributed values; every seventh seed has NaN."""
    values = numpy.random.default_rng(seed).standard_normal(min(max(int(numpy.prod(shape)), 1), 20_000)) * 0.1
    counts, edges = numpy.histogram(values, 64)
    nans = 3 if seed % 7 == 5 else 0
    quantiles = tuple(
        (q, float(numpy.quantile(values, q))) for q in (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
    )
    return Statistics(
        len(values),
        float(values.min()),
        float(values.max()),
        float(values.mean()),
        float(values.std()),
        len(values) // 50,
        nans,
        0,
        quantiles,
        Histogram(tuple(edges.tolist()), tuple(counts.tolist())),
    )


def document(
    description: ModelDescription, *, held: bool = False, load: bool = True
) -> tuple[Document, FakeReading]:
    """A document that shows `description`, and the reading behind it."""
    reading = FakeReading(description, held=held)
    made = Document(Source(description.path), reading)
    if load:
        made.load()
    return made, reading
