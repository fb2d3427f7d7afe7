# SPDX-License-Identifier: Apache-2.0
"""What `cutaway convert` is asked for: a recipe, made of its options and what the model takes, or read from a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cutaway.cli import run_request
from cutaway.cli.options import Invocation, UsageError
from cutaway.conversion import recipe as recipes
from cutaway.conversion.recipe import Recipe
from cutaway.conversion.targets import OptionValue, Target, target_of
from cutaway.description import choosing, cuts
from cutaway.description.cuts import Cut
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.session.run_plan import RunPlan

_SEE = "See: cutaway convert --help"
_GIGABYTE = 1 << 30
_OF_RECIPE = (
    "--to",
    "--option",
    "--signature",
    "--take",
    "--give",
    "--dim",
    "--calibration",
    "--input",
    "--input-option",
)
_OF_BATCH = ("--output-dir", "--workers")


def check(invocation: Invocation) -> None:
    """Find what is wrong with the command line itself before a model is read. Raises UsageError."""
    given = {*invocation.flags, *invocation.values, *invocation.lists}
    run_request.check_lists(invocation)
    for name in ("--seed", "--samples", "--workers"):
        run_request.whole(invocation, name)
    for name in ("--timeout", "--memory"):
        run_request.positive(invocation, name)
    if invocation.values.get("--samples") == "0":
        raise UsageError("--samples 0 would prove nothing.", hint="To have no proof, say --no-proof.")
    if "--recipe" in given:
        _check_recipe(invocation, given)
        return
    _check_single(invocation, given)


def _check_single(invocation: Invocation, given: set[str]) -> None:
    """What one conversion needs."""
    if not invocation.path:
        raise UsageError("convert needs the path of a model.", hint=_SEE)
    if len(invocation.paths) > 1:
        raise UsageError("Several models are converted by a recipe: --recipe FILE.", hint=_SEE)
    for name in ("--to", "--output"):
        if name not in given:
            raise UsageError(f"convert needs {name}.", hint=_SEE)
    for name in _OF_BATCH:
        if name in given:
            raise UsageError(f"{name} is for models that a recipe converts: --recipe FILE.", hint=_SEE)
    for text in invocation.lists.get("--option", []):
        if not text.partition("=")[1]:
            raise UsageError(f"--option {text} gives no value.", hint="Write --option KEY=VALUE.")
    report = invocation.values.get("--report")
    if report is not None and Path(report).suffix.lower() not in (".html", ".json"):
        raise UsageError(f"--report {report} does not end in .html or .json.", hint=_SEE)


def _check_recipe(invocation: Invocation, given: set[str]) -> None:
    for name in _OF_RECIPE:
        if name in given:
            raise UsageError(f"{name} is told by the recipe; give one of both.", hint=_SEE)
    if "--output" in given and len(invocation.paths) > 1:
        raise UsageError("--output is for one model; several go to --output-dir FOLDER.", hint=_SEE)
    if ("--output" in given) == ("--output-dir" in given):
        raise UsageError("A recipe needs --output OUT or --output-dir FOLDER.", hint=_SEE)


def target(invocation: Invocation) -> Target:
    """The target that is asked for. Raises UsageError for one that is not there."""
    return target_of(invocation.values["--to"])


def options(invocation: Invocation, wanted: Target) -> dict[str, OptionValue]:
    """What --option says. Raises RequestError for an option or a value that the target does not have."""
    given: dict[str, OptionValue] = {}
    for text in invocation.lists.get("--option", []):
        key, _, value = text.partition("=")
        given[key.strip()] = value
    filled = wanted.filled(given)
    return {key: filled[key] for key in given}


def recipe(invocation: Invocation, model: ModelDescription) -> Recipe:
    """What is asked for this model. Raises UsageError, RequestError (no such signature, input or option)."""
    wanted = target(invocation)
    keys = tuple(choosing.signature_of(model, key).key for key in invocation.lists.get("--signature", ()))
    cut = Cut(*(cuts.chosen(invocation.lists.get(side, ())) for side in ("--take", "--give")))
    inputs, sizes, choices = {}, {}, {}
    if any(name in invocation.lists for name in ("--input", "--dim", "--input-option")):
        signature = _called(model, keys[0] if keys else "", cut)
        inputs = run_request.inputs(invocation, signature)
        sizes = run_request.dimensions(invocation, signature, RunPlan())
        told = run_request.with_options(invocation, signature, RunPlan(inputs=inputs))
        choices = {name: choice.options for name, choice in told.items() if choice.options}
        inputs = {name: told[name] for name in inputs}
    return Recipe(
        wanted.id,
        options(invocation, wanted),
        keys,
        inputs,
        sizes,
        run_request.whole(invocation, "--samples", 3),
        run_request.whole(invocation, "--seed"),
        run_request.absolute(invocation.values.get("--calibration", "")),
        choices,
        "--no-proof" not in invocation.flags,
        run_request.absolute(invocation.values.get("--custom-objects", "")),
        run_request.absolute(invocation.path),
        cut,
    )


def _called(model: ModelDescription, key: str, cut: Cut) -> Signature:
    """The signature whose inputs can be named, with what is chosen to be one."""
    signature = choosing.signature_of(model, key)
    known = {spec.name for spec in signature.inputs}
    more = (
        TensorSpec(name, tensor, "unknown", None) for name, tensor in cut.takes.items() if name not in known
    )
    return replace(signature, inputs=(*signature.inputs, *more))


def read(invocation: Invocation) -> Recipe:
    """The recipe in the file of --recipe. Raises MissingFileError, DamagedFileError, RequestError."""
    return recipes.read(Path(invocation.values["--recipe"]))


def seconds(invocation: Invocation) -> float:
    """The limit of time; 0 for none."""
    return run_request.positive(invocation, "--timeout") or 0.0


def memory(invocation: Invocation) -> int:
    """The limit of memory in bytes; 0 for the usual one."""
    return int((run_request.positive(invocation, "--memory") or 0) * _GIGABYTE)
