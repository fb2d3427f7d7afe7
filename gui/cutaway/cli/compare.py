# SPDX-License-Identifier: Apache-2.0
"""`cutaway compare`: tells what differs between two models; its exit status says whether that is too much."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cutaway.cli import answers, compare_along, compare_report, consent, run_request, terminal
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.reading import Reader, reader
from cutaway.comparing import course_report, report
from cutaway.description import choosing
from cutaway.description.model import ModelDescription
from cutaway.session import comparing, input_sets
from cutaway.session.comparing import ComparisonPlan
from cutaway.session.documents import Source
from cutaway.session.labelled import MOST, LabelledPlan
from cutaway.session.proving import SAMPLES, Samples
from cutaway.session.run_plan import RunPlan
from cutaway.wire import whole

_SEE = "See: cutaway compare --help"


def compare(invocation: Invocation) -> int:
    """Compare and tell. Raises CutawayError."""
    _check_report(invocation.values.get("--report"))
    if "--along" in invocation.flags:
        return _along(invocation)
    plan = _plan(invocation)
    loss = _loss(invocation, plan)
    out = terminal.of(sys.stdout)
    with reader(invocation) as reading:
        first, second = (_described(reading, source) for source in _sources(invocation))
        if plan.runs and not plan.weights_only:
            consent.is_given(invocation, first[1])
            consent.is_given(invocation, second[1])
            plan = _asked(invocation, first[1], plan)
        found = reading.wait(comparing.compare(reading.engine, first, second, plan))
        written = _save(invocation, report.text(found), report.page(found))
        if "--json" in invocation.flags:
            out.print(answers.text(report.as_json(found), pretty=out.is_terminal))
        else:
            compare_report.write(out, found, plan.tolerance, written)
        out.stream.flush()
    return compare_report.status(found, loss)


def _along(invocation: Invocation) -> int:
    compare_along.check(invocation)
    found = compare_along.follow(invocation)
    written = _save(invocation, course_report.text(found), course_report.page(found))
    compare_along.told(invocation, found, written)
    return 0


def _sources(invocation: Invocation) -> list[Source]:
    """Both models, with the MetaGraphs and versions that were chosen. Raises UsageError."""
    found = []
    for place, path in enumerate(invocation.paths):
        tags, version = (_nth(invocation, name, place) for name in ("--tags", "--version"))
        found.append(comparing.source(path, tuple(tag for tag in tags.split(",") if tag), version))
    return found


def _nth(invocation: Invocation, name: str, place: int) -> str:
    given = invocation.lists.get(name, [])
    if len(given) > 2:
        raise UsageError(f"{name} is given {len(given)} times, and there are two models.", hint=_SEE)
    return given[place] if place < len(given) else ""


def _described(reading: Reader, asked: Source) -> tuple[Source, ModelDescription]:
    return asked, reading.wait(reading.engine.describe(asked))


def _check_report(path: str | None) -> None:
    """Raise UsageError where a report of that name could not be written."""
    if path is not None and Path(path).suffix.lower() not in (".html", ".json"):
        raise UsageError(f"--report {path} does not end in .html or .json.", hint=_SEE)


def _plan(invocation: Invocation) -> ComparisonPlan:
    """What was asked for. Raises UsageError."""
    run_request.check_lists(invocation)
    labelled = _labelled(invocation)
    count = SAMPLES if labelled else run_request.whole(invocation, "--samples", SAMPLES)
    if not count:
        raise UsageError("--samples 0 would compare no answers.", hint="To run nothing, say --no-run.")
    return ComparisonPlan(
        _tolerance(invocation.values.get("--tolerance")),
        weights_only="--weights-only" in invocation.flags,
        runs="--no-run" not in invocation.flags,
        signature=invocation.values.get("--signature", ""),
        samples=Samples(count, run_request.whole(invocation, "--seed")),
        labelled=labelled,
    )


def _labelled(invocation: Invocation) -> LabelledPlan | None:
    """Samples whose classes are known; None where random ones are asked. Raises UsageError."""
    samples = invocation.values.get("--samples", "")
    beside = [name for name in ("--labels", "--classes", "--limit") if name in invocation.values]
    if not samples or samples.lstrip("+-").isdecimal():
        if beside:
            raise UsageError(
                f"{beside[0]} is for labelled samples, and --samples does not say where these are.",
                hint="Say --samples FOLDER.",
            )
        return None
    idle = next((name for name in ("--no-run", "--weights-only") if name in invocation.flags), None)
    if idle is not None:
        raise UsageError(f"With {idle} no model is run, so --samples {samples} would be ignored.", hint=_SEE)
    limit = run_request.whole(invocation, "--limit", MOST)
    if not limit:
        raise UsageError("--limit 0 would leave no sample.", hint="Leave it out for 10,000.")
    labels, classes = (invocation.values.get(name, "") for name in ("--labels", "--classes"))
    return LabelledPlan(samples, labels, classes, limit)


def _asked(invocation: Invocation, model: ModelDescription, plan: ComparisonPlan) -> ComparisonPlan:
    """The plan with what both are asked: as was said by the names of the first.

    Raises UsageError, RequestError, as sets do.
    """
    file = invocation.values.get("--input-set")
    asked = RunPlan() if file is None else input_sets.load(RunPlan(), Path(file))[0]
    said = any(name in invocation.lists for name in ("--input", "--input-option", "--dim"))
    if not said and not asked.inputs:
        return plan
    signature = choosing.signature_of(model, invocation.values.get("--signature", asked.signature))
    given = {**asked.inputs, **run_request.inputs(invocation, signature)}
    asked = replace(asked, inputs=given)
    choices = run_request.with_options(invocation, signature, asked)
    samples = replace(plan.samples, dimensions=run_request.dimensions(invocation, signature, asked))
    if plan.labelled is not None:
        name = next((each for each in choices if each not in given), "")
        options = choices[name].options if name else {}
        others = ({each: choices[each] for each in given},) if given else ()
        labelled = replace(plan.labelled, input=name, options=options)
        return replace(plan, samples=replace(samples, choices=others), labelled=labelled)
    if not given:
        return replace(plan, samples=samples)
    words = ", ".join(f"{name}: {choice.source}" for name, choice in choices.items())
    return replace(plan, samples=replace(samples, choices=(choices,), words=words))


def _loss(invocation: Invocation, plan: ComparisonPlan) -> float | None:
    """How much less accurate the second may be; None where the answers themselves count. Raises UsageError."""
    text = invocation.values.get("--accuracy-loss")
    if text is None:
        return None
    if plan.labelled is None:
        raise UsageError(
            "--accuracy-loss is for labelled samples, and --samples does not say where these are.",
            hint="Say --samples FOLDER.",
        )
    return _number("--accuracy-loss", text, 1.0)


def _tolerance(text: str | None) -> float:
    return comparing.TOLERANCE if text is None else _number("--tolerance", text, float("inf"))


def _number(name: str, text: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= most or value == float("inf"):
        upto = f" to {most:g}" if most < float("inf") else " on"
        raise UsageError(f"{name} {text} is no number from 0{upto}.", hint=_SEE)
    return value


def _save(invocation: Invocation, text: str, page: str) -> str:
    """Write the report that was asked for, as JSON or as a page; gives its path, empty without one."""
    path = invocation.values.get("--report", "")
    if path:
        content = (text if Path(path).suffix.lower() == ".json" else page).encode()
        whole.write(Path(path), partial(_fill, content), overwrite="--overwrite" in invocation.flags)
    return path


def _fill(content: bytes, file: BinaryIO) -> None:
    file.write(content)
