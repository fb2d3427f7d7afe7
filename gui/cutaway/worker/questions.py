# SPDX-License-Identifier: Apache-2.0
"""What a child can be asked: each question with the task that answers it, the type of the answer, and its limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from cutaway.worker.models import Models

Lane: TypeAlias = Literal["front", "back", "tensorflow", "tf_keras", "litert", "onnxruntime", "openvino"]
"""Someone waits for what is in front; what takes long goes to the back, so that it holds up nobody.

What runs models has a child for each library (`RUNNERS`), which ends when nobody has asked it anything for long.
"""

RUNNERS: tuple[Lane, ...] = ("tensorflow", "tf_keras", "litert", "onnxruntime", "openvino")
"""Lanes, and roles of children, that have such a library."""


@dataclass(frozen=True, slots=True)
class Call:
    """One question as a task sees it.

    source: path, tags and version of the model. progress: to be called often; it raises CancelledError where the job
    is no longer wanted. part: gives a part of the answer before the rest.
    """

    source: tuple[str, tuple[str, ...], str]
    arguments: Mapping[str, Any]
    models: Models
    progress: Callable[[str, float | None], None]
    part: Callable[[object], None]


Task: TypeAlias = Callable[[Call], object]
Hint: TypeAlias = Any
"""A type that `description.codec` packs."""


class Question(NamedTuple):
    """task: `module:function`, imported when first asked. answer, part: give the types for `description.codec`.

    Where there are parts they are pairs, and together they are the answer, as a dict; what the task returns then only
    says that all is done.

    silence, total: seconds without a sign of life, and in all, after which the child is ended (total None: as long as
    it takes). cpu: seconds of processor time. is_quiet: nobody
    asked for it, so that its failure is no notice. is_kept: the process of the job waits for more about this model.
    """

    name: str
    task: str
    answer: Callable[[], Hint]
    lane: Lane = "front"
    part: Callable[[], Hint] | None = None
    silence: float = 8.0
    total: float | None = 60.0
    cpu: int = 90
    is_quiet: bool = False
    is_kept: bool = False

    def load(self) -> Task:
        """Import the task."""
        module, name = self.task.split(":")
        return cast("Task", getattr(import_module(module), name))


def _of(module: str, name: str) -> Callable[[], Hint]:
    """A class of a module, imported when the question is first asked."""

    def load() -> Hint:
        return getattr(import_module(f"cutaway.{module}"), name)

    return load


def _graph() -> Hint:
    from cutaway.description.graph import Graph

    return Graph | None


def _drawing() -> Hint:
    from cutaway.description.drawing import Drawing

    return Drawing | None


def _trail() -> Hint:
    from cutaway.description.drawing import Trail

    return Trail | None


def _place() -> Hint:
    from cutaway.description.picture import Place

    return Place | None


def _facts() -> Hint:
    from cutaway.description.drawing import NodeFacts

    return NodeFacts | None


def _group() -> Hint:
    from cutaway.description.drawing import GroupFacts

    return GroupFacts | None


def _outlined(name: str) -> Callable[[], Hint]:
    """A class of `description.outline`, or None where the format has no graph."""

    def load() -> Hint:
        from cutaway.description import outline

        return getattr(outline, name) | None

    return load


def _inside(name: str) -> Callable[[], Hint]:
    """A class of `description.inside`, or a list of them."""

    def load() -> Hint:
        from cutaway.description import inside

        return list[inside.Met] if name == "Met" else getattr(inside, name)

    return load


def _costs() -> Hint:
    from cutaway.description.costs import Costs

    return list[Costs]


def _shapes() -> Hint:
    from cutaway.description.shapes import Shapes

    return Shapes | None


def _one_statistics() -> Hint:
    from cutaway.description.statistics import Statistics

    return tuple[str, Statistics]


def _differences() -> Hint:
    from cutaway.description.differences import ValueDifference

    return tuple[ValueDifference, ...]


def _ranked() -> Hint:
    from cutaway.description.ranked import Ranked

    return tuple[Ranked, ...]


_TASKS = "cutaway.worker.tasks"

QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        Question("describe", f"{_TASKS}.describing:describe", _of("description.model", "ModelDescription")),
        Question("graph", f"{_TASKS}.describing:graph", _graph),
        Question("picture", f"{_TASKS}.graphs:picture", _drawing),
        Question("search", f"{_TASKS}.graphs:search", _of("description.drawing", "Hits")),
        Question("group", f"{_TASKS}.graphs:group", _group),
        Question("chains", f"{_TASKS}.graphs:chains", lambda: list[tuple[str, ...]]),
        Question("learn", f"{_TASKS}.graphs:learn", lambda: int, is_quiet=True),
        Question("place", f"{_TASKS}.graphs:place", _place),
        Question("ways", f"{_TASKS}.graph_walks:ways", _trail),
        Question("reach", f"{_TASKS}.graph_walks:reach", _trail),
        Question("dead", f"{_TASKS}.graph_walks:dead", _trail),
        Question("facts", f"{_TASKS}.graphs:facts", _facts),
        Question("outline", f"{_TASKS}.graph_answers:outline", _outlined("Outline")),
        Question("matches", f"{_TASKS}.graph_answers:matches", _outlined("Matches")),
        Question("export", f"{_TASKS}.graph_answers:export", _outlined("Written"), silence=30.0),
        Question("thumbnail", f"{_TASKS}.thumbnails:thumbnail", lambda: int, silence=20.0),
        Question("check_edits", f"{_TASKS}.edit:check", _of("editing.answers", "Checked"), is_quiet=True),
        Question(
            "save_edits",
            f"{_TASKS}.edit:write",
            _of("editing.answers", "Saved"),
            lane="back",
            silence=60.0,
            total=None,
            cpu=36_000,
        ),
        Question("content", f"{_TASKS}.describing:content", lambda: bytes),
        Question("entries", f"{_TASKS}.describing:entries", lambda: list[tuple[str, str]]),
        Question("plane", f"{_TASKS}.values:plane", _of("description.statistics", "Plane")),
        Question("tiles", f"{_TASKS}.values:tiles", _of("description.statistics", "Tiles")),
        Question("table", f"{_TASKS}.values:table", _of("description.statistics", "ValueTable")),
        Question(
            "shapes",
            f"{_TASKS}.shapes:shapes",
            _shapes,
            lane="tensorflow",
            silence=60.0,
            total=180.0,
            cpu=180,
            is_quiet=True,
        ),
        Question(
            "convert",
            f"{_TASKS}.convert:convert",
            _of("description.conversion", "Made"),
            lane="tensorflow",
            silence=60.0,
            total=None,
            cpu=36_000,
        ),
        Question(
            "cut",
            f"{_TASKS}.cutting:cut",
            _of("description.signatures", "Signature"),
            lane="tensorflow",
            silence=60.0,
            total=600.0,
            cpu=600,
        ),
        Question("hand_over", f"{_TASKS}.proving:hand_over", lambda: int, silence=60.0, total=None, cpu=600),
        Question(
            "carry_over",
            f"{_TASKS}.edit_proving:carry_over",
            lambda: list[str],
            silence=60.0,
            total=None,
            cpu=600,
        ),
        Question(
            "load_edited",
            f"{_TASKS}.edit_proving:load_edited",
            _of("editing.answers", "Loaded"),
            lane="tensorflow",
            silence=60.0,
            total=600.0,
            cpu=600,
            is_quiet=True,
        ),
        Question(
            "prove",
            f"{_TASKS}.proving:prove",
            _of("description.conversion", "Proof"),
            silence=60.0,
            total=None,
            cpu=600,
        ),
        Question(
            "inside", f"{_TASKS}.diverging:inside", _inside("Insides"), silence=60.0, total=None, cpu=600
        ),
        Question(
            "measure_inside", f"{_TASKS}.diverging:measure", _inside("Met"), silence=60.0, total=None, cpu=600
        ),
        Question(
            "compare",
            f"{_TASKS}.comparing:compare",
            _of("description.comparison", "Compared"),
            lane="back",
            silence=60.0,
            total=None,
            cpu=36_000,
        ),
        Question(
            "checkpoints",
            f"{_TASKS}.course:checkpoints",
            _of("description.course", "Checkpoints"),
            silence=30.0,
        ),
        Question(
            "course",
            f"{_TASKS}.course:course",
            _of("description.course", "Course"),
            lane="back",
            silence=60.0,
            total=None,
            cpu=36_000,
        ),
        Question(
            "match_maps",
            f"{_TASKS}.map_match:match_maps",
            _of("description.comparison", "MapMatch"),
            lane="back",
            silence=60.0,
            total=None,
            cpu=600,
            is_quiet=True,
        ),
        Question(
            "find_samples",
            f"{_TASKS}.labelled:find_samples",
            _of("description.labelled", "FoundSamples"),
            silence=60.0,
            total=None,
            cpu=600,
        ),
        Question(
            "classify",
            f"{_TASKS}.labelled:classify",
            _of("description.labelled", "Labelled"),
            silence=60.0,
            total=None,
            cpu=600,
        ),
        Question("costs", f"{_TASKS}.costs:costs", _costs, silence=60.0, total=180.0, cpu=180, is_quiet=True),
        # What is asked and what is answered: `session.engine.Engine.fit` and `run`. A run has no end of its own: the
        # user sets one, which the process above the job keeps, and tells every few seconds that it is alive.
        Question(
            "fit",
            f"{_TASKS}.fitting:fit",
            _of("description.running", "FittedInputs"),
            silence=30.0,
            total=None,
            cpu=600,
        ),
        Question("rank", f"{_TASKS}.ranking:rank", _ranked),
        Question(
            "run",
            f"{_TASKS}.running:run",
            _of("description.running", "RunAnswer"),
            lane="tensorflow",
            silence=60.0,
            total=None,
            cpu=36_000,
            is_kept=True,
            is_quiet=True,
        ),
        Question(
            "difference", f"{_TASKS}.run_values:difference", _differences, silence=30.0, total=None, cpu=600
        ),
        Question(
            "export_run",
            f"{_TASKS}.run_values:export_run",
            lambda: list[str],
            lane="back",
            silence=60.0,
            total=None,
            cpu=36_000,
        ),
        Question(
            "statistics",
            f"{_TASKS}.values:statistics",
            lambda: int,
            lane="back",
            part=_one_statistics,
            silence=30.0,
            total=None,
            cpu=36_000,
        ),
        Question(
            "save",
            f"{_TASKS}.values:save",
            lambda: int,
            lane="back",
            silence=30.0,
            total=None,
            cpu=36_000,
        ),
    )
}
