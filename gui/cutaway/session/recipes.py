# SPDX-License-Identifier: Apache-2.0
"""Makes a plan of a recipe for one model: which samples it is proven with, and which it is calibrated with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from cutaway.conversion.recipe import Recipe
from cutaway.description import sources, wording
from cutaway.description.model import ModelDescription
from cutaway.description.running import InputChoice
from cutaway.description.signatures import DEFAULT_KEY, Signature, for_callers
from cutaway.description.tensors import TensorSpec
from cutaway.errors import MissingFileError, RequestError
from cutaway.session import input_sets
from cutaway.session.converting import ConversionPlan
from cutaway.session.proving import Samples
from cutaway.session.run_plan import RunPlan

MOST_FILES = 512
"""So many files of a folder are used for calibration: more change the ranges little, and take long."""


def plan_of(
    recipe: Recipe,
    model: ModelDescription,
    output: Path,
    *,
    overwrite: bool = False,
    unsafe: bool = False,
    seconds: float = 0.0,
    memory: int = 0,
) -> ConversionPlan:
    """What the recipe means for this model. Raises RequestError and MissingFileError for its calibration data."""
    calibration = _calibration(recipe, model) if recipe.calibration else None
    return ConversionPlan(
        recipe.target,
        output,
        dict(recipe.options),
        recipe.signatures,
        _samples(recipe, calibration),
        calibration,
        recipe.proves,
        overwrite,
        recipe.custom_objects,
        unsafe,
        seconds,
        memory,
        recipe.cut,
    )


def _samples(recipe: Recipe, calibration: Samples | None) -> Samples:
    """What is asked for the proof: chosen inputs, else calibration data, else random ones."""
    if recipe.inputs:
        words = wording.listed([choice.source for choice in recipe.inputs.values()], 3)
        return Samples(1, recipe.seed, (dict(recipe.inputs),), recipe.dimensions, words)
    if calibration is None:
        return Samples(recipe.samples, recipe.seed, (), recipe.dimensions)
    chosen = tuple(calibration.choices[: recipe.samples])
    words = f"{wording.counted(len(chosen), 'sample')} of {Path(recipe.calibration).name}"
    return Samples(len(chosen), recipe.seed, chosen, recipe.dimensions, words)


def _calibration(recipe: Recipe, model: ModelDescription) -> Samples:
    """One sample for each file of a folder; one of a file; what an input set says."""
    path = Path(recipe.calibration)
    signature = _signature(recipe, model)
    if not path.exists():
        raise MissingFileError(f"{path.name} does not exist.", hint="Check --calibration.", path=path)
    if path.is_dir():
        files = _files(path)
        choices = [_choice(recipe, signature, file) for file in files[:MOST_FILES]]
        words = f"{wording.counted(len(choices), 'file')} of {path.name}"
    elif path.suffix == ".json" and _is_set(path):
        plan, _ = input_sets.load(RunPlan(), path)
        choices, words = [plan.inputs], path.name
    else:
        choices, words = [_choice(recipe, signature, path)], path.name
    return Samples(len(choices), recipe.seed, tuple(choices), recipe.dimensions, words)


def _signature(recipe: Recipe, model: ModelDescription) -> Signature:
    """That which calibration data are given to; of a graph that is cut, what is known before it was read."""
    if recipe.cut.takes:
        takes = (TensorSpec(name, tensor, "unknown", None) for name, tensor in recipe.cut.takes.items())
        return Signature(DEFAULT_KEY, "inferred", tuple(takes), ())
    callable_ones = [found for found in for_callers(model.signatures) if not found.runs_on_load]
    for found in callable_ones:
        if not recipe.signatures or found.key == recipe.signatures[0]:
            return found
    raise RequestError(
        f"{Path(model.path).name} has no signature that calibration data could be given to.",
        hint="Choose one of its signatures.",
        path=model.path,
    )


def _files(folder: Path) -> list[Path]:
    found = sorted(
        Path(entry.path)
        for entry in os.scandir(folder)
        if entry.is_file() and not entry.name.startswith(".") and sources.kind_of(entry.name) is not None
    )
    if not found:
        raise RequestError(
            f"{folder.name} has no file that a sample could be made of.",
            hint="Put pictures, .npy, .npz, .csv or .wav files into it.",
            path=folder,
        )
    return found


def _choice(recipe: Recipe, signature: Signature, file: Path) -> Mapping[str, InputChoice]:
    """An archive fills all inputs by name, another file the only input."""
    source = str(file.absolute())
    if file.suffix.lower() == ".npz" and len(signature.inputs) > 1:
        return {
            spec.name: InputChoice(
                source, {**recipe.calibration_options.get(spec.name, {}), "key": spec.name}
            )
            for spec in signature.inputs
        }
    if len(signature.inputs) != 1:
        raise RequestError(
            f"The model has {len(signature.inputs)} inputs, and {file.name} holds one value.",
            hint="Give .npz files with an array for each input, by name, or an input set.",
            path=file,
        )
    name = signature.inputs[0].name
    return {name: InputChoice(source, dict(recipe.calibration_options.get(name, {})))}


def _is_set(file: Path) -> bool:
    """Whether a JSON file is a set of inputs, and not the values of one."""
    try:
        with file.open("rb") as stream:
            start = stream.read(1 << 16)
    except OSError:
        return False
    return b'"inputs"' in start and b'"signature"' in start
