# SPDX-License-Identifier: Apache-2.0
"""Follows the variables of one run along time: finds its checkpoints, and asks how far they moved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description.course import Checkpoints, Course
from cutaway.errors import RequestError
from cutaway.session.documents import Source
from cutaway.session.steps import Steps, follow

if TYPE_CHECKING:
    from cutaway.session.engine import Engine
    from cutaway.session.jobs import Job


def along(engine: Engine, sources: Sequence[Source]) -> Job[Course]:
    """Begin. sources: the earliest first; a single folder or `checkpoint` file stands for what it holds.

    Fails with RequestError where there are not two to follow, and with what the readers raise.
    """
    title = f"Following {Path(sources[0].path).name} along time" if sources else "Following nothing"
    return follow(title, _steps(engine, tuple(sources)), engine.job_added.emit)


def _steps(engine: Engine, sources: tuple[Source, ...]) -> Steps[Course]:
    if len(sources) == 1:
        found: Checkpoints = yield engine.ask(
            "checkpoints", sources[0], f"Looking for the checkpoints of {Path(sources[0].path).name}"
        )
        path = sources[0].path
        sources = tuple(Source(stop.path, stop.tags, stop.version) for stop in found.stops)
        if len(sources) == 1:
            raise RequestError(
                f"{Path(path).name} holds one checkpoint, {Path(sources[0].path).name}, so there is nothing to follow.",
                hint="Name two or more checkpoints, the earliest first.",
                path=path,
            )
    if len(sources) < 2:
        raise RequestError(
            "There is nothing to follow.", hint="Name two or more checkpoints, the earliest first."
        )
    title = f"Following {Path(sources[0].path).name} over {len(sources)} checkpoints"
    stops = [[each.path, list(each.tags), each.version] for each in sources]
    course: Course = yield engine.ask("course", sources[0], title, stops=stops)
    return course
