# SPDX-License-Identifier: Apache-2.0
"""What a child can be asked: each question with the task that answers it, the type of the answer, and its limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from cutaway.description.graph import Graph
from cutaway.description.model import ModelDescription
from cutaway.description.statistics import Plane, Statistics, Tiles, ValueTable
from cutaway.worker.models import Models

Lane: TypeAlias = Literal["front", "back"]
"""Someone waits for what is in front; what takes long goes to the back, so that it holds up nobody."""


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


class Question(NamedTuple):
    """task: `module:function`, imported when first asked. answer, part: types for `description.codec`.

    doing: what the job does, for sentences about its end ("reading"). silence, total: seconds without a sign of life
    and in all after which the child is ended (total None: as long as it takes). cpu: seconds of processor time.
    """

    name: str
    task: str
    answer: Any
    lane: Lane = "front"
    part: Any = None
    silence: float = 8.0
    total: float | None = 60.0
    cpu: int = 90

    def load(self) -> Task:
        """Import the task."""
        module, name = self.task.split(":")
        return cast("Task", getattr(import_module(module), name))


_TASKS = "cutaway.worker.tasks"

QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        Question("describe", f"{_TASKS}.describing:describe", ModelDescription),
        Question("graph", f"{_TASKS}.describing:graph", Graph | None),
        Question("content", f"{_TASKS}.describing:content", bytes),
        Question("entries", f"{_TASKS}.describing:entries", list[tuple[str, str]]),
        Question("plane", f"{_TASKS}.values:plane", Plane),
        Question("tiles", f"{_TASKS}.values:tiles", Tiles),
        Question("table", f"{_TASKS}.values:table", ValueTable),
        Question(
            "statistics",
            f"{_TASKS}.values:statistics",
            dict[str, Statistics],
            lane="back",
            part=tuple[str, Statistics],
            silence=30.0,
            total=None,
            cpu=36_000,
        ),
        Question("save", f"{_TASKS}.values:save", int, lane="back", silence=30.0, total=None, cpu=36_000),
    )
}
