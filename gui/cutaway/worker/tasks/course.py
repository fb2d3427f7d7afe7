# SPDX-License-Identifier: Apache-2.0
"""Finds the checkpoints of a run, and follows their variables from one to the next."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from cutaway.comparing import course as following
from cutaway.description.course import Checkpoints, Course, Moment
from cutaway.description.model import ModelDescription
from cutaway.errors import RequestError
from cutaway.formats import checkpoint_files
from cutaway.formats import checkpoints as runs
from cutaway.worker.models import open_file
from cutaway.worker.questions import Call
from cutaway.worker.tasks.comparing import weights_of

MOST = 200
"""Models that are kept open at once: each maps a handful of files, and a process has about a thousand."""


def checkpoints(call: Call) -> Checkpoints:
    """The checkpoints that the path of the call means. Raises ModelError."""
    return runs.find(Path(call.source[0]))


def course(call: Call) -> Course:
    """Follow the variables over the models at `stops` (path, tags, version), the earliest first.

    Raises ModelError and RequestError where one cannot be read, or where there are more than `MOST`.
    """
    begun = time.monotonic()
    stops = call.arguments["stops"]
    if len(stops) > MOST:
        raise RequestError(
            f"{len(stops)} checkpoints are more than can be followed at once.",
            hint=f"Choose at most {MOST} of them, such as every tenth.",
        )
    with ExitStack() as opened:
        models = []
        for place, (path, tags, version) in enumerate(stops):
            call.progress(f"Opening {Path(path).name}", place / len(stops))
            models.append(open_file((path, tuple(tags), version), call.progress))
            opened.callback(models[-1].close)
        described = [model.description for model in models]
        found = following.follow(
            [replace(weights_of(model), has_state=True) for model in models], call.progress
        )
        return Course(_moments(described), found, time.monotonic() - begun)


def _moments(described: Sequence[ModelDescription]) -> tuple[Moment, ...]:
    titles = _titles([_path(each) for each in described])
    return tuple(
        Moment(each.path, title, _step(each), each.format, each.bytes)
        for each, title in zip(described, titles, strict=True)
    )


def _path(described: ModelDescription) -> str:
    """That of the version, where a folder of versions was opened."""
    return described.location if described.versions else described.path


def _step(described: ModelDescription) -> int | None:
    found = described.metadata.get("step")
    return found if isinstance(found, int) else checkpoint_files.step(Path(described.path).stem)


def _titles(paths: Sequence[str]) -> list[str]:
    """The last part of each path; as many more as make them differ."""
    parts = [path.replace("\\", "/").rstrip("/").split("/") for path in paths]
    most = max(len(each) for each in parts)
    for count in range(1, most + 1):
        titles = ["/".join(each[-count:]) for each in parts]
        if len(set(titles)) == len(titles):
            return titles
    return list(paths)
