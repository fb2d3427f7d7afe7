# SPDX-License-Identifier: Apache-2.0
"""`cutaway convert`: turns a model into another form and proves it, or replays a recipe on many."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cutaway.cli import answers, columns, consent, convert_batch, convert_report, convert_request, terminal
from cutaway.cli.options import Invocation
from cutaway.cli.reading import Reader, reader, source
from cutaway.cli.report import write_finding
from cutaway.cli.terminal import Terminal
from cutaway.conversion import preflight, recipe_script, report
from cutaway.conversion import recipe as recipe_files
from cutaway.conversion.recipe import Recipe
from cutaway.description import wording
from cutaway.description.conversion import Converted
from cutaway.description.model import ModelDescription
from cutaway.session import converting, recipes
from cutaway.session.documents import Source
from cutaway.wire import whole


def convert(invocation: Invocation) -> int:
    """Convert and prove. Raises CutawayError."""
    convert_request.check(invocation)
    if "--recipe" in invocation.values:
        return convert_batch.replay(invocation)
    out = terminal.of(sys.stdout)
    convert_request.options(invocation, convert_request.target(invocation))
    with reader(invocation) as reading:
        asked = source(invocation)
        model = reading.wait(reading.engine.describe(asked))
        recipe = convert_request.recipe(invocation, model)
        found = convert_one(invocation, reading, asked, model, recipe, Path(invocation.values["--output"]))
        more = _save(invocation, found, recipe, model)
        tell(invocation, out, found, more)
    return convert_report.status(found)


def convert_one(
    invocation: Invocation,
    reading: Reader,
    asked: Source,
    model: ModelDescription,
    recipe: Recipe,
    output: Path,
) -> Converted:
    """One conversion from its preflight to its proof. Raises CutawayError."""
    more = (recipe.custom_objects,) if recipe.custom_objects else ()
    trusted = consent.is_given(invocation, model, *more)
    plan = recipes.plan_of(
        recipe,
        model,
        output.absolute(),
        overwrite="--overwrite" in invocation.flags,
        unsafe=trusted,
        seconds=convert_request.seconds(invocation),
        memory=convert_request.memory(invocation),
    )
    _tell_before(reading, asked, model, recipe)
    return reading.wait(converting.convert(reading.engine, asked, model, plan))


def tell(invocation: Invocation, out: Terminal, found: Converted, more: list[str]) -> None:
    """The answer on stdout."""
    if "--json" in invocation.flags:
        out.print(answers.text(convert_report.answer(found), pretty=out.is_terminal))
    else:
        convert_report.write(out, found, more)
    out.stream.flush()


def _tell_before(reading: Reader, asked: Source, model: ModelDescription, recipe: Recipe) -> None:
    """What is known before anything runs, on stderr; the graph is read only where something is to be found in it."""
    errors = terminal.of(sys.stderr)
    asked_for = (model, recipe.kind(), recipe.options, recipe.signatures)
    found = preflight.concerns(*asked_for, is_cut=bool(recipe.cut))
    if any(concern.finding.code.endswith("-operators") for concern in found):
        graph = reading.wait(reading.engine.graph(asked))
        found = preflight.concerns(*asked_for, graph, is_cut=bool(recipe.cut))
    for concern in found:
        write_finding(errors, concern.finding)
    size = preflight.estimate(model, recipe.kind(), recipe.options)
    if size:
        told = f"Its weights will take about {wording.byte_size(size)}."
        columns.paragraph(errors, told, mark="·", tone="faint")
    errors.stream.flush()


def _save(invocation: Invocation, found: Converted, recipe: Recipe, model: ModelDescription) -> list[str]:
    """Write what was asked for beside the result; gives the paths."""
    written = []
    for option in ("--save-recipe", "--save-script", "--report"):
        if option in invocation.values:
            path = Path(invocation.values[option])
            content = _content(option, path, found, recipe, model).encode()
            whole.write(path, partial(_fill, content), overwrite="--overwrite" in invocation.flags)
            written.append(str(path))
    return written


def _fill(content: bytes, file: BinaryIO) -> None:
    file.write(content)


def _content(option: str, path: Path, found: Converted, recipe: Recipe, model: ModelDescription) -> str:
    if option == "--save-recipe":
        return recipe_files.text(recipe)
    if option == "--save-script":
        return recipe_script.script(recipe, model, found.output)
    if path.suffix.lower() == ".json":
        return report.text(found, recipe)
    return report.html(found, recipe, recipe_script.script(recipe, model, found.output))
