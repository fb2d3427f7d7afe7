# SPDX-License-Identifier: Apache-2.0
"""Runs jobs in children and survives whatever becomes of them.

Questions that someone waits for go to the front lane, long work to the back lane, each with children of its own: the
description of a small file never waits for the statistics of a large one. A child that crashed, fell silent or went
past a limit is ended and its job fails with a sentence; the next job gets a new child, or the spare that was kept warm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cutaway.session import commands, granting, graph_shapes
from cutaway.session.documents import Source
from cutaway.session.graph_views import View
from cutaway.session.jobs import Job
from cutaway.session.lanes import Lanes
from cutaway.session.transports import Command, Ticker, Transport
from cutaway.worker.grants import Grant
from cutaway.worker.questions import QUESTIONS, Question

if TYPE_CHECKING:  # the first child starts before they are imported
    from cutaway.description.comparison import Compared, MapMatch
    from cutaway.description.conversion import Made, Proof
    from cutaway.description.costs import Costs
    from cutaway.description.cuts import Cut
    from cutaway.description.differences import ValueDifference
    from cutaway.description.drawing import Drawing, GroupFacts, Hits, NodeFacts, Trail
    from cutaway.description.graph import Graph
    from cutaway.description.inside import Insides, Met
    from cutaway.description.model import ModelDescription
    from cutaway.description.outline import Matches, Outline, Written
    from cutaway.description.picture import Direction, Place
    from cutaway.description.ranked import Ranked
    from cutaway.description.running import FittedInputs, InputChoice, RunAnswer, Runner
    from cutaway.description.shapes import Shapes
    from cutaway.description.signatures import Signature
    from cutaway.description.statistics import Plane, Statistics, Tiles, ValueTable
    from cutaway.editing.answers import Checked, Loaded, Saved
    from cutaway.editing.edits import Edit


class Engine:
    """The reader children and the jobs they do; implements `documents.Reading`.

    transport: makes the transport of a new child. front, back: how many children a lane may have at once; with no
    child in the back, long work goes to the front too. command, runner: make the commands of readers, and of the child
    of a role that runs models. job_added: for a list of jobs. logged: level and text that a child wants told.
    runners_changed: a child that runs models starts, is ready, or ended. Nothing here blocks or starts a thread;
    `ticker` wakes it while there is something to watch.
    """

    def __init__(
        self,
        transport: Callable[[], Transport],
        ticker: Ticker,
        *,
        front: int = 2,
        back: int = 1,
        command: Callable[[str], Command] = commands.reader,
        runner: Callable[[str, str], Command] = commands.runner,
        questions: Mapping[str, Question] = QUESTIONS,
    ) -> None:
        self._lanes = Lanes(
            transport,
            ticker,
            front=front,
            back=back,
            command=command,
            runner=runner,
            questions=questions,
        )
        self.job_added = self._lanes.job_added
        self.logged = self._lanes.logged
        self.runners_changed = self._lanes.runners_changed

    @property
    def jobs(self) -> list[Job[Any]]:
        """Jobs that are not over, those that run first."""
        return self._lanes.jobs

    def warm(self) -> None:
        """Start a child ahead of the first job, and from now on a new one whenever the last is gone."""
        self._lanes.warm()

    def warm_runner(self, runner: Runner) -> None:
        """Start a child that runs models ahead of the first run, at low priority; nothing where it is there."""
        self._lanes.warm_runner(runner)

    def runner_state(self, runner: Runner) -> Literal["none", "starting", "ready"]:
        """Whether a child is there that has imported the library."""
        return self._lanes.runner_state(runner)

    def close(self) -> None:
        """Cancel every job, end every child and take its temporary folder away."""
        self._lanes.close()

    def describe(self, source: Source) -> Job[ModelDescription]:
        """What the model is."""
        return self.ask("describe", source, f"Reading {_name(source)}")

    def graph(self, source: Source) -> Job[Graph | None]:
        """The graph in columns; None where the format has none."""
        return self.ask("graph", source, f"Reading the graph of {_name(source)}")

    def picture(
        self, source: Source, opened: Iterable[str] | None, *, direction: Direction = "down", anchor: str = ""
    ) -> Job[Drawing | None]:
        """The graph with these groups open (None: as one first sees it); None where the format has no graph."""
        keys = None if opened is None else list(opened)
        title = f"Drawing the graph of {_name(source)}"
        return self.ask("picture", source, title, opened=keys, direction=direction, anchor=anchor)

    def search(self, source: Source, query: str, limit: int) -> Job[Hits]:
        """Nodes that fit a query, the best first, at most `limit` of them."""
        return self.ask("search", source, f"Searching {_name(source)}", query=query, limit=limit)

    def place(self, source: Source, name: str, function: str = "") -> Job[Place | None]:
        """Where a node is drawn; None where there is none of that name in that function (empty: the main graph)."""
        return self.ask("place", source, f"Looking for {name}", name=name, function=function)

    def ways(
        self,
        source: Source,
        begin: tuple[str, str],
        end: tuple[str, str],
        limit: int,
        *,
        either: bool = False,
    ) -> Job[Trail | None]:
        """Ways from one node to another, at most `limit`; either: the other way round where there are none.

        A node is its name and function, or its path and nothing.
        """
        asked = {"begin": list(begin), "end": list(end), "limit": limit, "either": either}
        return self.ask("ways", source, f"Looking for ways to {end[0]}", **asked)

    def reach(self, source: Source, node: tuple[str, str], limit: int, *, back: bool) -> Job[Trail | None]:
        """What follows a node, or with `back` what feeds it; at most `limit` nodes are listed."""
        title = f"Walking from {node[0]}"
        return self.ask("reach", source, title, node=list(node), limit=limit, back=back)

    def dead(self, source: Source, limit: int) -> Job[Trail | None]:
        """Nodes on which nothing depends that the graph gives; at most `limit` are listed."""
        return self.ask("dead", source, f"Looking for dead nodes of {_name(source)}", limit=limit)

    def facts(self, source: Source, name: str, function: str = "") -> Job[NodeFacts | None]:
        """What the file tells of a node; None where there is none of that name in that function."""
        return self.ask("facts", source, f"Reading {name}", name=name, function=function)

    def chains(self, source: Source, nodes: Iterable[tuple[str, str]]) -> Job[list[tuple[str, ...]]]:
        """For nodes by name and function the keys of the groups around each box, then its own; empty without one."""
        wanted = [list(node) for node in nodes]
        return self.ask("chains", source, f"Looking for nodes of {_name(source)}", nodes=wanted)

    def group(self, source: Source, key: str) -> Job[GroupFacts | None]:
        """What is in a group of the map; None where there is none of that key."""
        return self.ask("group", source, f"Reading {key}", key=key)

    def shapes(self, source: Source) -> Job[Shapes | None]:
        """Types and shapes of what nodes give, inferred by a child with TensorFlow; None for other kinds of graphs."""
        title = f"Inferring the shapes of {_name(source)}"
        return self._lanes.put("shapes", source, title, "tensorflow", {}, Grant(granting.beside(source.path)))

    def fit(
        self,
        source: Source,
        folder: str,
        signature: str,
        choices: Mapping[str, InputChoice],
        *,
        dimensions: Mapping[str, Mapping[int, int]],
        seed: int = 0,
        ports: Sequence[Any] = (),
    ) -> Job[FittedInputs]:
        """Make the inputs of a signature in the folder of a run, or say what is wrong with them.

        dimensions: sizes of dynamic axes, by input and axis. ports: see `cuts.rows`, of what no model declares.
        """
        inputs = {name: {"source": at.source, "options": dict(at.options)} for name, at in choices.items()}
        sizes = {name: _pairs(axes) for name, axes in dimensions.items()}
        how = {"signature": signature, "inputs": inputs, "dimensions": sizes, "seed": seed, "ports": ports}
        return self.ask("fit", source, f"Preparing inputs for {_name(source)}", folder=folder, **how)

    def run(
        self,
        source: Source,
        runner: Runner,
        grant: Grant,
        folder: str,
        signature: str,
        *,
        taps: Iterable[str] = (),
        repeat: int = 0,
        profile: bool = False,
        options: Mapping[str, Any] | None = None,
    ) -> Job[RunAnswer]:
        """Run the model on the inputs in `folder/in`; outputs and taps come to be beside them.

        repeat: times after the first run. options: `threads` (0: as the library likes), `delegate`, `custom_objects`
        (a Python file).
        """
        asked = {"signature": signature, "taps": list(taps), "repeat": repeat, "profile": profile}
        arguments = {"runner": runner, "folder": folder, **asked, **(options or {})}
        return self._lanes.put("run", source, f"Running {_name(source)}", runner, arguments, grant)

    def convert(self, source: Source, runner: Runner, grant: Grant, **arguments: object) -> Job[Made]:
        """Write the model in another format; see `worker.tasks.convert.convert` for the arguments."""
        asked = {"runner": runner, **arguments}
        return self._lanes.put("convert", source, f"Converting {_name(source)}", runner, asked, grant)

    def cut(self, source: Source, grant: Grant, cut: Cut) -> Job[Signature]:
        """The signature between chosen tensors of a bare graph."""
        asked = {"takes": dict(cut.takes), "gives": dict(cut.gives)}
        return self._lanes.put(
            "cut", source, f"Looking for tensors of {_name(source)}", "tensorflow", asked, grant
        )

    def hand_over(self, source: Source, **arguments: object) -> Job[int]:
        """Make the inputs of runs those of another model's; see `worker.tasks.proving.hand_over` for the arguments."""
        return self.ask("hand_over", source, f"Preparing inputs for {_name(source)}", **arguments)

    def carry_over(self, source: Source, **arguments: object) -> Job[list[str]]:
        """Take values between a model and its edited copy; see `worker.tasks.edit_proving.carry_over`."""
        return self.ask("carry_over", source, f"Preparing values for {_name(source)}", **arguments)

    def load_edited(self, source: Source, grant: Grant, **arguments: object) -> Job[Loaded]:
        """Try the loaders of TensorFlow on a SavedModel; see `worker.tasks.edit_proving.load_edited`."""
        title = f"Loading {_name(source)}"
        return self._lanes.put("load_edited", source, title, "tensorflow", dict(arguments), grant)

    def prove(self, source: Source, **arguments: object) -> Job[Proof]:
        """Whether two models answered alike; see `worker.tasks.proving.prove` for the arguments."""
        return self.ask("prove", source, f"Comparing the answers of {_name(source)}", **arguments)

    def inside(self, source: Source, second: Source, **arguments: object) -> Job[Insides]:
        """Tensors inside both that may be the same; see `worker.tasks.diverging.inside` for the arguments."""
        other = [second.path, list(second.tags), second.version]
        return self.ask("inside", source, f"Looking inside {_name(source)}", second=other, **arguments)

    def measure_inside(self, source: Source, **arguments: object) -> Job[list[Met]]:
        """How far such tensors are apart; see `worker.tasks.diverging.measure` for the arguments."""
        return self.ask("measure_inside", source, f"Comparing what is inside {_name(source)}", **arguments)

    def compare(self, source: Source, second: Source, *, weights_only: bool = False) -> Job[Compared]:
        """What readers can tell of the differences to another model."""
        other = [second.path, list(second.tags), second.version]
        title = f"Comparing {_name(source)} with {_name(second)}"
        return self.ask("compare", source, title, second=other, weights_only=weights_only)

    def match_maps(self, source: Source, second: Source) -> Job[MapMatch]:
        """Which node of the map of one model is which of the other's."""
        other = [second.path, list(second.tags), second.version]
        title = f"Matching the graphs of {_name(source)} and {_name(second)}"
        return self.ask("match_maps", source, title, second=other)

    def costs(self, source: Source, *, infers: bool) -> Job[list[Costs]]:
        """What each signature, or each layer, computes for one sample.

        infers: for formats in `graph_shapes.FORMATS`, whose shapes TensorFlow has to infer first.
        """
        title = f"Counting what {_name(source)} computes"
        if not infers:
            return self.ask("costs", source, title)
        return self._lanes.put("costs", source, title, "tensorflow", {}, Grant(granting.beside(source.path)))

    def difference(self, first: str, second: str, folder: str) -> Job[tuple[ValueDifference, ...]]:
        """How the outputs of two runs differ; the differences are stored as the outputs of a third folder."""
        where = {"first": first, "second": second, "folder": folder}
        return self.ask("difference", Source(first), "Comparing two runs", **where)

    def export_run(self, folder: str, file: Path) -> Job[list[str]]:
        """Write all outputs of a run as .json, or a .csv for each; the answer is which files were written."""
        where = {"folder": folder, "file": str(file.absolute())}
        return self.ask("export_run", Source(folder), f"Exporting {file.name}", **where)

    def rank(
        self, source: Source, folder: str, count: int, *, labels: str = "", is_asked: bool = True
    ) -> Job[tuple[Ranked, ...]]:
        """The best classes of the outputs in the folder of a run that may be a classifier's.

        labels: a file of them, empty for the model's own. is_asked: outputs without labels are ranked, too.
        """
        how = {"count": count, "labels": labels, "is_asked": is_asked}
        return self.ask("rank", source, f"Ranking the answer of {_name(source)}", folder=folder, **how)

    def learn(self, source: Source, shapes: Shapes) -> Job[int]:
        """Tell the reader what was inferred, so that searches and facts know it."""
        known = graph_shapes.lesson(shapes)
        return self.ask("learn", source, f"Noting the shapes of {_name(source)}", **known)

    def outline(self, source: Source, view: View, *, places: bool = False) -> Job[Outline | None]:
        """The graph in text, at the level of that view. places: with boxes and wires as records."""
        title = f"Reading the graph of {_name(source)}"
        return self.ask("outline", source, title, places=places, **view.arguments())

    def matches(self, source: Source, query: str, limit: int) -> Job[Matches | None]:
        """Tensors of nodes that fit a query, as they are spelled elsewhere, of at most `limit` nodes."""
        return self.ask("matches", source, f"Searching {_name(source)}", query=query, limit=limit)

    def export(
        self,
        source: Source,
        file: Path,
        view: View,
        *,
        dark: bool = False,
        size: tuple[int, int] | None = None,
        scale: float | None = None,
        overwrite: bool = False,
    ) -> Job[Written | None]:
        """Write the picture of a view; for .png and .pdf only with children that `commands.painter` starts."""
        how = {"dark": dark, "size": size, "scale": scale, "overwrite": overwrite, **view.arguments()}
        title = f"Drawing the graph of {_name(source)}"
        return self.ask("export", source, title, file=str(file.absolute()), **how)

    def thumbnail(self, source: Source, file: Path, size: int) -> Job[int]:
        """Write the small PNG of a model, replacing one that is there; its bytes. Only with `commands.painter`."""
        title = f"Drawing {_name(source)}"
        return self.ask("thumbnail", source, title, file=str(file.absolute()), size=size)

    def statistics(self, source: Source, names: Iterable[str]) -> Job[dict[str, Statistics]]:
        """Statistics of variables; `partial` gives `(name, Statistics)` as each is ready."""
        wanted = list(names)
        title = f"Statistics of {len(wanted)} variables" if len(wanted) != 1 else f"Statistics of {wanted[0]}"
        return self.ask("statistics", source, title, names=wanted)

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
        axes = {"row_axis": row_axis, "column_axis": column_axis, "fixed": _pairs(fixed)}
        return self.ask("plane", source, f"Values of {name}", name=name, limit=limit, **axes)

    def tiles(self, source: Source, name: str, limit: int) -> Job[Tiles]:
        """Convolution filters, at most `limit` of them."""
        return self.ask("tiles", source, f"Filters of {name}", name=name, limit=limit)

    def table(
        self, source: Source, name: str, *, fixed: Mapping[int, int], rows: range, columns: range
    ) -> Job[ValueTable]:
        """Values of the last two axes (others at `fixed`) as text."""
        window = {"rows": [rows.start, rows.stop], "columns": [columns.start, columns.stop]}
        return self.ask("table", source, f"Values of {name}", name=name, fixed=_pairs(fixed), **window)

    def save(
        self, source: Source, name: str, file: Path, *, kind: Literal["npy", "csv"], overwrite: bool
    ) -> Job[int]:
        """Write the values of a variable to a file; the answer is its size in bytes."""
        where = {"file": str(file.absolute()), "kind": kind, "overwrite": overwrite}
        return self.ask("save", source, f"Saving {name}", name=name, **where)

    def check_edits(self, source: Source, edits: Iterable[Edit]) -> Job[Checked]:
        """How the signatures look after these edits, and what is wrong with those that cannot be made."""
        from cutaway.editing import edits_file

        return self.ask("check_edits", source, "Looking at the edits", edits=edits_file.dump(edits))

    def save_edits(
        self, source: Source, edits: Iterable[Edit], file: Path, *, overwrite: bool = False
    ) -> Job[Saved]:
        """Write the model with these edits; over itself only with `overwrite`, and then it is kept as a backup."""
        from cutaway.editing import edits_file

        where = {"file": str(file.absolute()), "overwrite": overwrite}
        title = f"Editing {_name(source)}"
        return self.ask("save_edits", source, title, edits=edits_file.dump(edits), **where)

    def content(self, source: Source, name: str, limit: int) -> Job[bytes]:
        """The first `limit` bytes of an asset."""
        return self.ask("content", source, f"Reading {name}", name=name, limit=limit)

    def entries(self, source: Source, name: str, limit: int) -> Job[list[tuple[str, str]]]:
        """The first `limit` rows of a lookup table."""
        return self.ask("entries", source, f"Reading {name}", name=name, limit=limit)

    def ask(self, task: str, source: Source, title: str, **arguments: object) -> Job[Any]:
        """Any question of `worker.questions` that a reader answers, for what asks it in one place alone."""
        return self._lanes.put(task, source, title, self._lanes.lane_of(task), arguments)


def _name(source: Source) -> str:
    return Path(source.path).name or source.path


def _pairs(fixed: Mapping[int, int]) -> list[list[int]]:
    """A mapping of integers as pairs: JSON has only strings for keys."""
    return [[axis, place] for axis, place in fixed.items()]
