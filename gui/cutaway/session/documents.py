# SPDX-License-Identifier: Apache-2.0
"""An open model: its description, what was computed about it, what is chosen in it. Views read it; it knows none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from cutaway.errors import CutawayError
from cutaway.events import Event
from cutaway.session import graph_shapes
from cutaway.session.jobs import Job, JobState
from cutaway.session.selection import Selection
from cutaway.worker.models import Stamp, stamp

if TYPE_CHECKING:  # kept off the start of a program that has not opened anything yet
    from cutaway.description.drawing import Drawing, GroupFacts, Hits, NodeFacts, Trail
    from cutaway.description.findings import Finding
    from cutaway.description.graph import Graph
    from cutaway.description.model import ModelDescription
    from cutaway.description.picture import Direction, Place
    from cutaway.description.shapes import Shapes
    from cutaway.description.statistics import Plane, Statistics, Tiles, ValueTable
    from cutaway.session.editing import UndoStack


@dataclass(frozen=True, slots=True)
class Source:
    """What to open: a path, and which MetaGraph or version of it (empty: the reader's choice)."""

    path: str
    tags: tuple[str, ...] = ()
    version: str = ""


class Reading(Protocol):
    """The questions that the reader child answers; the engine's side of a document."""

    def describe(self, source: Source) -> Job[ModelDescription]:
        """What the model is."""

    def picture(
        self, source: Source, opened: Iterable[str] | None, *, direction: Direction = "down", anchor: str = ""
    ) -> Job[Drawing | None]:
        """The graph with these groups open (None: as one first sees it); None where the format has no graph."""

    def graph(self, source: Source) -> Job[Graph | None]:
        """All nodes and edges in columns; None where the format has no graph."""

    def search(self, source: Source, query: str, limit: int) -> Job[Hits]:
        """Nodes that fit a query, the best first, at most `limit` of them."""

    def place(self, source: Source, name: str, function: str = "") -> Job[Place | None]:
        """Where a node is drawn; None where there is none of that name in that function (empty: the main graph)."""

    def ways(
        self,
        source: Source,
        begin: tuple[str, str],
        end: tuple[str, str],
        limit: int,
        *,
        either: bool = False,
    ) -> Job[Trail | None]:
        """Ways from one node to another, by name and function; either: the other way round where there are none."""

    def reach(self, source: Source, node: tuple[str, str], limit: int, *, back: bool) -> Job[Trail | None]:
        """What follows a node, or with `back` what feeds it."""

    def dead(self, source: Source, limit: int) -> Job[Trail | None]:
        """Nodes on which nothing depends that the graph gives."""

    def facts(self, source: Source, name: str, function: str = "") -> Job[NodeFacts | None]:
        """What the file tells of a node; None where there is none of that name in that function."""

    def chains(self, source: Source, nodes: Iterable[tuple[str, str]]) -> Job[list[tuple[str, ...]]]:
        """For nodes by name and function the keys of the groups around each box, then its own; empty without one."""

    def group(self, source: Source, key: str) -> Job[GroupFacts | None]:
        """What is in a group of the map; None where there is none of that key."""

    def shapes(self, source: Source) -> Job[Shapes | None]:
        """Types and shapes of what nodes give, beyond what the file tells; None for other graphs than TensorFlow's."""

    def learn(self, source: Source, shapes: Shapes) -> Job[int]:
        """Tell the reader what was inferred, so that searches know it."""

    def statistics(self, source: Source, names: Iterable[str]) -> Job[dict[str, Statistics]]:
        """`partial` gives `(name, Statistics)` as each is ready."""

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
        """A heatmap of two axes with the other axes held at `fixed`, at most `limit` rows and columns."""

    def tiles(self, source: Source, name: str, limit: int) -> Job[Tiles]:
        """The filters of a convolution, at most `limit` of them."""

    def table(
        self, source: Source, name: str, *, fixed: Mapping[int, int], rows: range, columns: range
    ) -> Job[ValueTable]:
        """Values of the last two axes (others at `fixed`) as text."""

    def save(
        self, source: Source, name: str, file: Path, *, kind: Literal["npy", "csv"], overwrite: bool
    ) -> Job[int]:
        """Write the values of a variable to a file; the answer is its size in bytes."""

    def content(self, source: Source, name: str, limit: int) -> Job[bytes]:
        """The first `limit` bytes of an asset."""

    def entries(self, source: Source, name: str, limit: int) -> Job[list[tuple[str, str]]]:
        """The first `limit` rows of a lookup table, keys and values as text."""


class DocumentState(Enum):
    """Each page has a picture for each of these."""

    LOADING = auto()
    READY = auto()
    FAILED = auto()


class Document:
    """changed: state or description moved. statistics_changed: names whose statistics came.

    shapes: what was inferred of the graph, None as long as nothing was; known_shapes: the same, to be looked up;
    shapes_changed: it came.
    stale_changed: the file on disk became newer than what is shown (or was read again). taps: tensors whose values
    are to be shown when the model is run; taps_changed: others are, and someone wants to see them.
    brought: numbers by node and function with their unit, by what they are; values_brought: the name of new ones.
    edits: of its signatures, None as long as nobody looked at them in the studio.
    """

    def __init__(self, source: Source, reading: Reading) -> None:
        self.source = source
        self.reading = reading
        self.description: ModelDescription | None = None
        self.error: CutawayError | None = None
        self.statistics: dict[str, Statistics] = {}
        self.selection = Selection()
        self.is_stale = False
        self.taps: tuple[str, ...] = ()
        self.brought: dict[str, tuple[Mapping[tuple[str, str], float], str]] = {}
        self.values_brought: Event[[str]] = Event()
        self.changed: Event[[]] = Event()
        self.taps_changed: Event[[]] = Event()
        self.statistics_changed: Event[[list[str]]] = Event()
        self.shapes: Shapes | None = None
        self.known_shapes: graph_shapes.Table = {}
        self.shapes_changed: Event[[]] = Event()
        self.stale_changed: Event[[]] = Event()
        self.edits: UndoStack | None = None
        self.loading: Job[ModelDescription] | None = None
        self._stamp: Stamp = ()

    @property
    def name(self) -> str:
        """What a tab says: the last part of the path."""
        return Path(self.source.path).name or self.source.path

    @property
    def state(self) -> DocumentState:
        """Where the document is; one that is read again stays READY and shows what it showed."""
        if self.description is not None:
            return DocumentState.READY
        return DocumentState.FAILED if self.error else DocumentState.LOADING

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the reader found, and what the statistics that were taken so far tell, the dangerous first."""
        if self.description is None:
            return ()
        from cutaway.description.findings import by_severity
        from cutaway.session import odd_values

        values = (*self.description.variables, *self.description.constants)
        return by_severity((*self.description.findings, *odd_values.findings(values, self.statistics)))

    @property
    def is_edited(self) -> bool:
        """Whether there are edits that were not written."""
        return self.edits is not None and bool(self.edits.edits) and not self.edits.is_saved

    def load(self) -> Job[ModelDescription]:
        """Read the file, for the first time or again."""
        self.error = None
        self.loading = job = self.reading.describe(self.source)
        if job.is_over:
            self._loaded(job)
        else:
            job.finished.connect(self._loaded)
            self.changed.emit()
        return job

    def choose(self, *, tags: tuple[str, ...] = (), version: str = "") -> Job[ModelDescription]:
        """Show another MetaGraph or another version of the same model."""
        self.source = Source(self.source.path, tags, version)
        return self.load()

    def take_statistics(self, names: Iterable[str]) -> Job[dict[str, Statistics]] | None:
        """Fill `statistics` in the background for those of `names` that have none yet; None where all have."""
        missing = [name for name in names if name not in self.statistics]
        if not missing:
            return None
        job = self.reading.statistics(self.source, missing)
        job.partial.connect(self._part)
        return job

    def take_shapes(self, found: Shapes | None) -> None:
        """Keep what was inferred of the graph, and tell the reader."""
        self.shapes = found
        self.known_shapes = graph_shapes.table(found)
        self.teach()
        self.shapes_changed.emit()

    def teach(self) -> Job[int] | None:
        """Tell the reader what was inferred: one that had another model open has forgotten it."""
        return self.reading.learn(self.source, self.shapes) if self.shapes is not None else None

    def show_value(self, tensor: str) -> None:
        """Ask for the value of a tensor inside the model, as `RunPlan.taps` spell them."""
        self.taps = tuple(dict.fromkeys((*self.taps, tensor)))
        self.taps_changed.emit()

    def show_node(self, name: str, function: str = "") -> None:
        """Ask for the first value that a node gives; which it is, the reader knows."""
        job = self.reading.place(self.source, name, function)
        if job.is_over:
            self._node_placed(job)
        else:
            job.finished.connect(self._node_placed)

    def _node_placed(self, job: Job[Place | None]) -> None:
        if job.state is JobState.DONE and job.result is not None:
            self.show_value(f"{job.result.path}:0")

    def bring(self, name: str, values: Mapping[tuple[str, str], float], unit: str) -> None:
        """Offer numbers by node and function, to colour the graph by; they replace those of the same name."""
        self.brought[name] = (values, unit)
        self.values_brought.emit(name)

    def check_stale(self) -> None:
        """Compare the files on disk with those that were read; cheap, to be called when the window gets focus."""
        stale = self.description is not None and stamp(self.description) != self._stamp
        if stale != self.is_stale:
            self.is_stale = stale
            self.stale_changed.emit()

    def _loaded(self, job: Job[ModelDescription]) -> None:
        if job is not self.loading:
            return
        self.loading = None
        if job.state is JobState.DONE and job.result is not None:
            self.description = job.result
            self.statistics.clear()
            self.shapes, self.known_shapes = None, {}
            self._stamp = stamp(job.result)
        else:
            self.error = job.error
        self.changed.emit()
        self.check_stale()

    def _part(self, part: tuple[str, Statistics]) -> None:
        name, found = part
        self.statistics[name] = found
        self.statistics_changed.emit([name])
