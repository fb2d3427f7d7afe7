# SPDX-License-Identifier: Apache-2.0
"""`cutaway run`: gives a model inputs, and tells what it answers, what is inside it, and how long it takes."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.cli import answers, consent, run_request, terminal
from cutaway.cli.options import Invocation
from cutaway.cli.reading import Reader, reader, source
from cutaway.cli.run_request import Request
from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.running import FittedInputs, InputProblem, Runner
from cutaway.errors import RequestError
from cutaway.session import confinement, run_export, running
from cutaway.session.documents import Source
from cutaway.session.run_folders import RunFolders
from cutaway.worker.grants import SECONDS
from cutaway.worker.run_endings import LIBRARIES

if TYPE_CHECKING:
    from cutaway.cli.run_report import Ran
    from cutaway.description.ranked import Ranked

_MOST_SENTENCES = 5


def run(invocation: Invocation) -> int:
    """Run the model once or more. Raises CutawayError."""
    run_request.check(invocation)
    out = terminal.of(sys.stdout)
    with reader(invocation) as reading, contextlib.closing(RunFolders()) as folders:
        asked = source(invocation)
        model = reading.wait(reading.engine.describe(asked))
        wanted = run_request.request(invocation, model)
        more = (wanted.plan.custom_objects,) if wanted.plan.custom_objects else ()
        trusted = consent.is_given(invocation, model, *more)
        ran = _run(reading, asked, model, wanted, folders, is_trusted=trusted)
        from cutaway.cli import run_report

        saved = _save(invocation, ran, wanted)
        if "--json" in invocation.flags:
            out.print(answers.text(run_report.answer(ran, saved, wanted.output), pretty=out.is_terminal))
        else:
            run_report.write(out, ran, saved, wanted.output)
        out.stream.flush()
    return 0


def _run(
    reading: Reader,
    asked: Source,
    model: ModelDescription,
    wanted: Request,
    folders: RunFolders,
    *,
    is_trusted: bool,
) -> Ran:
    plan, engine = wanted.plan, reading.engine
    seconds = SECONDS if wanted.seconds is None else wanted.seconds
    folder = folders.make()
    runner = _runner(wanted, model)
    engine.warm_runner(runner)  # it imports its library while inputs are made
    fitted = reading.wait(
        engine.fit(asked, folder, plan.signature, plan.inputs, dimensions=plan.dimensions, seed=plan.seed)
    )
    if fitted.problems:
        raise _unfit(fitted, model)
    more = tuple(path for path in (plan.custom_objects, plan.delegate) if Path(path).is_absolute())
    granted = running.grant(model, folders, more=more, seconds=seconds, memory=wanted.memory)
    answer = reading.wait(
        engine.run(
            asked,
            runner,
            granted,
            folder,
            plan.signature,
            taps=plan.taps,
            repeat=plan.repeat,
            profile=plan.profile,
            options={
                "threads": plan.threads,
                "delegate": plan.delegate,
                "custom_objects": plan.custom_objects,
                "unsafe": is_trusted,
            },
        )
    )
    ranked: tuple[Ranked, ...] = ()
    if wanted.top:
        ranked = reading.wait(
            engine.rank(asked, folder, wanted.top, labels=wanted.labels, is_asked=wanted.is_ranked)
        )
    from cutaway.cli.run_report import Ran

    signature = next(found for found in model.signatures if found.key == plan.signature)
    limits = confinement.limits(seconds, wanted.memory)
    return Ran(model, signature, fitted, answer, limits, ranked, Path(folder), wanted.notes)


def _runner(wanted: Request, model: ModelDescription) -> Runner:
    """What runs it. Raises RequestError where that was asked of a library that knows no such models."""
    able = running.runners_of(model)
    if wanted.runner is not None and wanted.runner not in able:
        raise RequestError(
            f"{LIBRARIES[wanted.runner]} does not run {wording.name(Path(model.path).name)}.",
            hint=f"Leave out --runner, or choose {wording.listed(able, len(able))}.",
            path=model.path,
        )
    return wanted.runner or able[0]


def _unfit(fitted: FittedInputs, model: ModelDescription) -> RequestError:
    """What is wrong with the inputs, as one error."""
    first, *rest = fitted.problems
    if not rest:
        return RequestError(_sentence(first), hint=first.hint, path=model.path)
    count = wording.counted(len(fitted.problems), "input")
    message = f"{count} cannot be made: {' '.join(map(_sentence, fitted.problems[:_MOST_SENTENCES]))}"
    return RequestError(message, hint="Nothing was sent to the model.", path=model.path)


def _sentence(problem: InputProblem) -> str:
    return (
        problem.message
        if problem.name in problem.message
        else f"{wording.name(problem.name)}: {problem.message}"
    )


def _save(invocation: Invocation, ran: Ran, wanted: Request) -> run_export.Exported | None:
    if wanted.output is None:
        return None
    inputs = [item.value for item in ran.fitted.inputs] if "--with-inputs" in invocation.flags else []
    return run_export.write(
        ran.folder,
        [output.value for output in ran.answer.outputs if output.value is not None],
        wanted.output,
        taps=[tap.value for tap in ran.answer.taps if tap.value is not None],
        inputs=inputs,
        overwrite="--overwrite" in invocation.flags,
    )
