# SPDX-License-Identifier: Apache-2.0
"""`cutaway convert --recipe`: replays a recipe on one model or on many, a few at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from cutaway.cli import answers, consent, convert_report, convert_request, run_request, terminal
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.reading import Reader, reader
from cutaway.conversion.recipe import Recipe
from cutaway.description import wording
from cutaway.description.conversion import Converted
from cutaway.description.model import ModelDescription
from cutaway.errors import CutawayError
from cutaway.session import batches, converting, recipes
from cutaway.session.batches import Batch, Item
from cutaway.session.documents import Source
from cutaway.session.jobs import Job
from cutaway.session.steps import Steps, follow

_WORKERS = 2


def replay(invocation: Invocation) -> int:
    """Convert each model by the recipe; gives the worst status of all. Raises CutawayError."""
    recipe = convert_request.read(invocation)
    paths = [run_request.absolute(path) for path in invocation.paths] or [recipe.source]
    if not paths[0]:
        raise UsageError("The recipe names no model of its own.", hint="Give the path of one, or of several.")
    out = terminal.of(sys.stdout)
    with reader(invocation) as reading:
        if "--output" in invocation.values:
            found = _one(invocation, reading, recipe, paths[0])
            if "--json" in invocation.flags:
                out.print(answers.text(convert_report.answer(found), pretty=out.is_terminal))
            else:
                convert_report.write(out, found)
            return convert_report.status(found)
        batch = batches.begin(recipe, paths, Path(run_request.absolute(invocation.values["--output-dir"])))
        try:
            _all(invocation, reading, batch)
            items = batch.items()
            summary = batch.end()
        finally:
            batch.leave()  # whatever ended it, it can go on later
        if "--json" in invocation.flags:
            out.print(answers.text(convert_report.batch_answer(items), pretty=out.is_terminal))
        else:
            convert_report.write_batch(out, items)
            if summary is not None:
                out.print(f"  {wording.safe(str(summary))}")
        out.stream.flush()
    return max((item.status for item in items), default=0)


def _one(invocation: Invocation, reading: Reader, recipe: Recipe, path: str) -> Converted:
    output = Path(run_request.absolute(invocation.values["--output"]))
    return reading.wait(_begin(invocation, reading, recipe, path, output))


def _begin(
    invocation: Invocation, reading: Reader, recipe: Recipe, path: str, output: Path
) -> Job[Converted]:
    engine = reading.engine
    asked = Source(path)
    more = (recipe.custom_objects,) if recipe.custom_objects else ()

    def steps() -> Steps[Converted]:
        model: ModelDescription = yield engine.describe(asked)
        plan = recipes.plan_of(
            recipe,
            model,
            output,
            overwrite="--overwrite" in invocation.flags,
            unsafe=consent.is_given(invocation, model, *more),
            seconds=convert_request.seconds(invocation),
            memory=convert_request.memory(invocation),
        )
        found: Converted = yield converting.convert(engine, asked, model, plan)
        return found

    return follow(f"Converting {Path(path).name}", steps(), engine.job_added.emit)


def _all(invocation: Invocation, reading: Reader, batch: Batch) -> None:
    """Work through the batch; whatever ends it, what runs is cancelled and leaves nothing behind."""
    errors = terminal.of(sys.stderr)
    running: list[Job[Converted]] = []
    ending: list[bool] = []
    total = len(batch.outputs)

    def start(source: str, output: Path, over: Callable[[Converted | CutawayError], None]) -> None:
        job = _begin(invocation, reading, batch.recipe, source, output)
        running.append(job)

        def finished(job: Job[Converted]) -> None:
            came = job.error or job.result
            if came is not None and not ending:
                over(came)

        if job.is_over:
            finished(job)
        else:
            job.finished.connect(finished)

    def ended(item: Item) -> None:
        found = item.answer
        words = (
            found["error"]["message"]
            if "error" in found
            else f"{found['output']}: {found['proof']['reason']}"
        )
        errors.print(
            f"{len(batch.done)} of {total}  {wording.safe(Path(item.source).name)}: {wording.safe(words)}"
        )
        errors.stream.flush()

    is_through = batches.run(batch, run_request.whole(invocation, "--workers", _WORKERS), start, ended)
    try:
        reading.until(is_through)
    finally:
        ending.append(True)
        for job in running:
            job.cancel()
