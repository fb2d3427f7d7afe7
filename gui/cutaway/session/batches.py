# SPDX-License-Identifier: Apache-2.0
"""Replays a recipe on many models: a few at once, on after failures, and on where it was when it was killed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cutaway.conversion import recipe as recipes
from cutaway.conversion import report
from cutaway.conversion.recipe import Recipe
from cutaway.description.conversion import Converted
from cutaway.errors import CutawayError, RequestError
from cutaway.session import store

STATE = ".cutaway-batch.json"
"""Beside the results, as long as the batch is not through."""

SUMMARY = "conversion-summary.json"
FAILED = 3
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Item:
    """One model of a batch that is through. answer: as `convert --json` has it, or its source with the `error` object.

    status: the exit status that it alone would have. is_resumed: it was through before the batch was begun again.
    """

    source: str
    answer: Mapping[str, Any]
    status: int
    is_resumed: bool = False


@dataclass(slots=True)
class Batch:
    """Models, where their results go, and what is through already; it is written down after each model.

    outputs: by source, all different and in one folder.
    """

    recipe: Recipe
    outputs: dict[str, Path]
    folder: Path
    done: dict[str, Item] = field(default_factory=dict)
    stamps: dict[str, list[int]] = field(default_factory=dict)

    def waiting(self) -> list[str]:
        """Sources that are not through."""
        return [source for source in self.outputs if source not in self.done]

    def succeed(self, source: str, found: Converted) -> Item:
        """A model was converted."""
        status = FAILED if found.proof.verdict == "fail" else 0
        return self._add(Item(source, report.as_json(found), status))

    def fail(self, source: str, error: CutawayError) -> Item:
        """A model was not."""
        told = error.as_json()
        told.pop("details", None)
        return self._add(Item(source, {"source": source, "error": told}, error.exit_status))

    def items(self) -> list[Item]:
        """What is through, in the order of the sources."""
        return [self.done[source] for source in self.outputs if source in self.done]

    def end(self) -> Path | None:
        """All are through: write the summary, take the state away. None where the summary cannot be written."""
        summary = self.folder / SUMMARY
        told = {"schema": _SCHEMA, "items": [dict(item.answer) for item in self.items()]}
        is_written = store.write(summary, told)
        (self.folder / STATE).unlink(missing_ok=True)
        return summary if is_written else None

    def _add(self, item: Item) -> Item:
        self.done[item.source] = item
        self.stamps[item.source] = _stamp(item.source)
        self._write()
        return item

    def _write(self) -> None:
        items = {
            source: {"answer": dict(item.answer), "status": item.status, "stamp": self.stamps[source]}
            for source, item in self.done.items()
        }
        store.write(self.folder / STATE, {"schema": _SCHEMA, "recipe": _mark(self.recipe), "items": items})


def begin(recipe: Recipe, sources: Sequence[str], folder: Path) -> Batch:
    """A batch into a folder, which is made; what an earlier one did there with the same recipe counts.

    Of that, only what gave a result, whose source is what it was and whose result is there. Raises RequestError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise RequestError(
            f"The folder {folder.name} cannot be made: {reason}.",
            hint="Choose a folder that you may write to.",
            path=folder,
        ) from None
    batch = Batch(recipe, _outputs(recipe, sources, folder), folder)
    found = store.read(folder / STATE)
    if found.get("schema") == _SCHEMA and found.get("recipe") == _mark(recipe):
        for source, told in found.get("items", {}).items():
            if _counts(batch, source, told):
                batch.done[source] = Item(source, told["answer"], told["status"], is_resumed=True)
                batch.stamps[source] = told["stamp"]
    return batch


def run(
    batch: Batch,
    workers: int,
    start: Callable[[str, Path, Callable[[Converted | CutawayError], None]], None],
    ended: Callable[[Item], object],
) -> Callable[[], bool]:
    """Begin as many as there are workers and go on with the next whenever one is over; gives whether all are.

    start: begins one, and calls what it is given, once, with what came of it. ended: told of each that is through.
    """
    return _Running(batch, workers, start, ended).begin()


class _Running:
    def __init__(
        self,
        batch: Batch,
        workers: int,
        start: Callable[[str, Path, Callable[[Converted | CutawayError], None]], None],
        ended: Callable[[Item], object],
    ) -> None:
        self._batch = batch
        self._waiting = batch.waiting()
        self._start = start
        self._ended = ended
        self._free = max(1, workers)
        self._is_busy = False

    def begin(self) -> Callable[[], bool]:
        self._go_on()
        return lambda: not self._batch.waiting()

    def _go_on(self) -> None:
        """A loop, and no recursion: a model may be refused at once, and so may a thousand."""
        if self._is_busy:
            return
        self._is_busy = True
        while self._waiting and self._free:
            source = self._waiting.pop(0)
            self._free -= 1
            self._start(source, self._batch.outputs[source], self._over(source))
        self._is_busy = False

    def _over(self, source: str) -> Callable[[Converted | CutawayError], None]:
        def over(found: Converted | CutawayError) -> None:
            batch = self._batch
            item = (
                batch.fail(source, found) if isinstance(found, CutawayError) else batch.succeed(source, found)
            )
            self._free += 1
            self._ended(item)
            self._go_on()

        return over


def _outputs(recipe: Recipe, sources: Sequence[str], folder: Path) -> dict[str, Path]:
    """A name for each result; where two would be the same, the later ones get a number."""
    taken: set[str] = set()
    outputs: dict[str, Path] = {}
    for source in sources:
        if source in outputs:
            continue
        name = recipe.output_name(source)
        path, number = Path(name), 2
        while str(path).lower() in taken:
            path = Path(name).with_name(f"{Path(name).stem}-{number}{Path(name).suffix}")
            number += 1
        taken.add(str(path).lower())
        outputs[source] = folder / path
    return outputs


def _counts(batch: Batch, source: str, told: object) -> bool:
    if not isinstance(told, dict) or source not in batch.outputs or told.get("status") not in (0, FAILED):
        return False
    output = batch.outputs[source]
    answer = told.get("answer")
    is_same = isinstance(answer, dict) and answer.get("output") == str(output)
    return is_same and told.get("stamp") == _stamp(source) and os.path.lexists(output)


def _stamp(source: str) -> list[int]:
    """Size and time of a file; of a folder those of what lies in it."""
    path = Path(source)
    try:
        if not path.is_dir():
            status = path.stat()
            return [status.st_size, status.st_mtime_ns]
        found = [file.stat() for file in path.rglob("*") if file.is_file()]
    except OSError:
        return []
    return [sum(each.st_size for each in found), max((each.st_mtime_ns for each in found), default=0)]


def _mark(recipe: Recipe) -> str:
    """What tells one recipe from another, whatever model it was made for."""
    told = {**recipes.as_json(recipe), "source": ""}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
