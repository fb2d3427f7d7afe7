# SPDX-License-Identifier: Apache-2.0
"""Replays a recipe on many models: a few at once, on after failures, and on where it was when it was killed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Any

from cutaway.conversion import recipe as recipes
from cutaway.conversion import report
from cutaway.conversion.recipe import Recipe
from cutaway.description.conversion import Converted
from cutaway.errors import CutawayError, RequestError
from cutaway.session import store
from cutaway.session.converting import beside_it
from cutaway.wire import claims

STATE = ".cutaway-batch.json"
"""Beside the results, as long as the batch is not through."""

LOCK = ".cutaway-batch.lock"
"""Beside it, as long as a program works on the batch."""

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

    outputs: by source, all different and in one folder. begun: sources whose results were not there before.
    claim: of the folder, None once it was let go of.
    """

    recipe: Recipe
    outputs: dict[str, Path]
    folder: Path
    done: dict[str, Item] = field(default_factory=dict)
    stamps: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    claim: int | None = None

    def waiting(self) -> list[str]:
        """Sources that are not through."""
        return [source for source in self.outputs if source not in self.done]

    def note(self, source: str) -> None:
        """A model is about to be converted: what then lies where its result goes is the batch's own."""
        if not os.path.lexists(self.outputs[source]):
            self.begun.add(source)
            self._write()

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
        self.leave()
        return summary if is_written else None

    def leave(self) -> None:
        """Let go of the folder, whether all are through or not; what is through stays written down."""
        claim, self.claim = self.claim, None
        if claim is not None:
            claims.release(self.folder / LOCK, claim)

    def _add(self, item: Item) -> Item:
        self.done[item.source] = item
        self.begun.discard(item.source)
        self.stamps[item.source] = _stamp(item.source)
        self._write()
        return item

    def _write(self) -> None:
        items = {
            source: {"answer": dict(item.answer), "status": item.status, "stamp": self.stamps[source]}
            for source, item in self.done.items()
        }
        told = {"schema": _SCHEMA, "recipe": _mark(self.recipe), "items": items, "begun": sorted(self.begun)}
        store.write(self.folder / STATE, told)


def begin(recipe: Recipe, sources: Sequence[str], folder: Path) -> Batch:
    """A batch into a folder, which is made; what an earlier one did there with the same recipe counts.

    Of that, only what gave a result, whose source is what it was and whose result is there. No other program may work
    on a batch in the folder, until this one lets go of it. Raises RequestError.
    """
    claim = _claimed(folder)
    batch = Batch(recipe, _outputs(recipe, sources, folder), folder, claim=claim)
    for part in folder.glob(f".{escape(STATE)}.*"):  # of a program that was killed while it wrote
        part.unlink(missing_ok=True)
    found = store.read(folder / STATE)
    if found.get("schema") == _SCHEMA and found.get("recipe") == _mark(recipe):
        for source, told in found.get("items", {}).items():
            if _counts(batch, source, told):
                batch.done[source] = Item(source, told["answer"], told["status"], is_resumed=True)
                batch.stamps[source] = told["stamp"]
        for source in found.get("begun", ()):
            _take_back(batch, source)
    return batch


def _take_back(batch: Batch, source: str) -> None:
    """Take away a result that was named in the moment before the program was killed, and is told of nowhere."""
    if source in batch.done or source not in batch.outputs:
        return
    for file in (*beside_it(batch.outputs[source]), batch.outputs[source]):
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file, ignore_errors=True)
        else:
            file.unlink(missing_ok=True)


def _claimed(folder: Path) -> int:
    """Make the folder and claim it. Raises RequestError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        claim = claims.take(folder / LOCK)
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise RequestError(
            f"The folder {folder.name} cannot be made or written to: {reason}.",
            hint="Choose a folder that you may write to.",
            path=folder,
        ) from None
    if claim is None:
        raise RequestError(
            f"Another batch is being converted into the folder {folder.name}.",
            hint="Wait until it is through, or choose another folder.",
            path=folder,
        )
    return claim


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
            self._batch.note(source)
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
