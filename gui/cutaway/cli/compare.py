# SPDX-License-Identifier: Apache-2.0
"""`cutaway compare`: tells what differs between two models; its exit status says whether that is too much."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cutaway.cli import answers, compare_report, consent, run_request, terminal
from cutaway.cli.options import Invocation, UsageError
from cutaway.cli.reading import Reader, reader
from cutaway.comparing import report
from cutaway.description import choosing
from cutaway.description.comparison import ModelComparison
from cutaway.description.model import ModelDescription
from cutaway.session import comparing, input_sets
from cutaway.session.comparing import ComparisonPlan
from cutaway.session.documents import Source
from cutaway.session.proving import SAMPLES, Samples
from cutaway.session.run_plan import RunPlan
from cutaway.wire import whole


def compare(invocation: Invocation) -> int:
    """Compare and tell. Raises CutawayError."""
    plan = _plan(invocation)
    out = terminal.of(sys.stdout)
    with reader(invocation) as reading:
        first, second = (_described(reading, path) for path in invocation.paths)
        if plan.runs and not plan.weights_only:
            consent.is_given(invocation, first[1])
            consent.is_given(invocation, second[1])
            plan = replace(plan, samples=_samples(invocation, first[1], plan.samples))
        found = reading.wait(comparing.compare(reading.engine, first, second, plan))
        written = _save(invocation, found)
        if "--json" in invocation.flags:
            out.print(answers.text(report.as_json(found), pretty=out.is_terminal))
        else:
            compare_report.write(out, found, plan.tolerance, written)
        out.stream.flush()
    return compare_report.status(found)


def _described(reading: Reader, path: str) -> tuple[Source, ModelDescription]:
    asked = Source(path)
    return asked, reading.wait(reading.engine.describe(asked))


def _plan(invocation: Invocation) -> ComparisonPlan:
    """What was asked for. Raises UsageError."""
    run_request.check_lists(invocation)
    count = run_request.whole(invocation, "--samples", SAMPLES)
    if not count:
        raise UsageError("--samples 0 would compare no answers.", hint="To run nothing, say --no-run.")
    path = invocation.values.get("--report")
    if path is not None and Path(path).suffix.lower() not in (".html", ".json"):
        raise UsageError(
            f"--report {path} does not end in .html or .json.", hint="See: cutaway compare --help"
        )
    return ComparisonPlan(
        _tolerance(invocation.values.get("--tolerance")),
        weights_only="--weights-only" in invocation.flags,
        runs="--no-run" not in invocation.flags,
        signature=invocation.values.get("--signature", ""),
        samples=Samples(count, run_request.whole(invocation, "--seed")),
    )


def _samples(invocation: Invocation, model: ModelDescription, usual: Samples) -> Samples:
    """What both are asked: as was said by the names of the first. Raises UsageError, RequestError, as sets do."""
    file = invocation.values.get("--input-set")
    asked = RunPlan() if file is None else input_sets.load(RunPlan(), Path(file))[0]
    given = bool(invocation.lists.get("--input")) or bool(asked.inputs)
    if not given and "--dim" not in invocation.lists:
        return usual
    signature = choosing.signature_of(model, invocation.values.get("--signature", asked.signature))
    asked = replace(asked, inputs={**asked.inputs, **run_request.inputs(invocation, signature)})
    choices = run_request.with_options(invocation, signature, asked)
    sizes = run_request.dimensions(invocation, signature, asked)
    if not given:
        return replace(usual, dimensions=sizes)
    words = ", ".join(f"{name}: {choice.source}" for name, choice in choices.items())
    return replace(usual, choices=(choices,), dimensions=sizes, words=words)


def _tolerance(text: str | None) -> float:
    if text is None:
        return comparing.TOLERANCE
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise UsageError(f"--tolerance {text} is no number from 0 on.", hint="See: cutaway compare --help")
    return value


def _save(invocation: Invocation, found: ModelComparison) -> str:
    """Write the report that was asked for; gives its path, empty without one."""
    path = invocation.values.get("--report", "")
    if path:
        is_json = Path(path).suffix.lower() == ".json"
        content = (report.text(found) if is_json else report.page(found)).encode()
        whole.write(Path(path), partial(_fill, content), overwrite="--overwrite" in invocation.flags)
    return path


def _fill(content: bytes, file: BinaryIO) -> None:
    file.write(content)
