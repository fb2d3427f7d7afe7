# SPDX-License-Identifier: Apache-2.0
"""Samples out of a folder, a file or an input set, for models that are compared."""

from __future__ import annotations

from pathlib import Path

from cutaway.conversion.recipe import Recipe
from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.session import recipes
from cutaway.session.proving import Samples

_ANY_TARGET = "tflite"


def samples_of(data: str, model: ModelDescription, signature: str, most: int, seed: int) -> Samples:
    """The first `most` samples. Raises RequestError, MissingFileError and DamagedFileError, as conversions do."""
    recipe = Recipe(
        _ANY_TARGET, signatures=(signature,) if signature else (), seed=seed, samples=most, calibration=data
    )
    found = recipes.plan_of(recipe, model, Path(data)).calibration
    if found is None:
        return Samples(most, seed)
    chosen = tuple(found.choices[:most])
    words = f"{wording.counted(len(chosen), 'sample')} of {Path(data).name}"
    return Samples(len(chosen), seed, chosen, found.dimensions, words)
