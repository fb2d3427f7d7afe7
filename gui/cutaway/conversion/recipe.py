# SPDX-License-Identifier: Apache-2.0
"""A conversion that can be replayed: what was asked, apart from the model; as JSON and as a command line."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cutaway.conversion.targets import OptionValue, Target, target_of
from cutaway.description.cuts import Cut, spelled
from cutaway.description.running import InputChoice
from cutaway.errors import DamagedFileError, MissingFileError, RequestError

SCHEMA = 1
_LARGEST = 1 << 24


@dataclass(frozen=True, slots=True)
class Recipe:
    """options: those that differ from the defaults. signatures: keys, empty for the first.

    inputs: what both are asked for the proof, by input; random where there are none, `samples` times with seeds from
    `seed` on. dimensions: sizes of dynamic axes, by input and axis. calibration: a file, a folder or an input set,
    with the options of that source. source: the model that it was made for, absolute; empty for none.
    cut: what a bare graph takes and gives instead of what it has by itself.
    """

    target: str
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    signatures: tuple[str, ...] = ()
    inputs: Mapping[str, InputChoice] = field(default_factory=dict)
    dimensions: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    samples: int = 3
    seed: int = 0
    calibration: str = ""
    calibration_options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    proves: bool = True
    custom_objects: str = ""
    source: str = ""
    cut: Cut = field(default_factory=Cut)

    def kind(self) -> Target:
        """Its row in the table of targets. Raises RequestError."""
        return target_of(self.target)

    def output_name(self, model: str) -> str:
        """What its result from a model is called: the model's name with the ending of the target."""
        stem = Path(model).name
        for ending in (
            ".keras",
            ".h5",
            ".hdf5",
            ".pb",
            ".pbtxt",
            ".tflite",
            ".meta",
            ".index",
            ".onnx",
            ".xml",
        ):
            stem = stem.removesuffix(ending)
        endings = self.kind().endings
        return f"{stem or 'model'}{endings[0] if endings else f'-{self.target}'}"


def as_json(recipe: Recipe) -> dict[str, Any]:
    """The recipe as its file has it."""
    return {
        "schema": SCHEMA,
        "target": recipe.target,
        "options": dict(recipe.options),
        "signatures": list(recipe.signatures),
        "inputs": {
            name: {"source": choice.source, "options": dict(choice.options)}
            for name, choice in recipe.inputs.items()
        },
        "dimensions": {
            name: {str(axis): size for axis, size in axes.items()} for name, axes in recipe.dimensions.items()
        },
        "samples": recipe.samples,
        "seed": recipe.seed,
        "calibration": {
            "source": recipe.calibration,
            "options": {name: dict(found) for name, found in recipe.calibration_options.items()},
        }
        if recipe.calibration
        else None,
        "proof": recipe.proves,
        "custom_objects": recipe.custom_objects,
        "source": recipe.source,
        "takes": dict(recipe.cut.takes),
        "gives": dict(recipe.cut.gives),
    }


def of_json(found: Mapping[str, Any]) -> Recipe:
    """The recipe that `as_json` gave. Raises ValueError, KeyError or TypeError for what is none, and RequestError."""
    if found["schema"] != SCHEMA:
        raise ValueError(found["schema"])
    target = target_of(str(found["target"]))
    options = {str(key): value for key, value in found.get("options", {}).items()}
    target.filled(options)
    calibration = found.get("calibration") or {"source": "", "options": {}}
    return Recipe(
        target.id,
        options,
        tuple(str(key) for key in found.get("signatures", ())),
        {str(name): _choice(choice) for name, choice in found.get("inputs", {}).items()},
        {
            str(name): {int(axis): int(size) for axis, size in axes.items()}
            for name, axes in found.get("dimensions", {}).items()
        },
        _count(found.get("samples", 3)),
        int(found.get("seed", 0)),
        str(calibration["source"]),
        {str(name): _texts(each) for name, each in calibration.get("options", {}).items()},
        bool(found.get("proof", True)),
        str(found.get("custom_objects", "")),
        str(found.get("source", "")),
        Cut(_texts(found.get("takes", {})), _texts(found.get("gives", {}))),
    )


def read(file: Path) -> Recipe:
    """The recipe in a file. Raises MissingFileError, DamagedFileError, RequestError (a target that is not there)."""
    try:
        with file.open("rb") as stream:
            return of_json(json.loads(stream.read(_LARGEST)))
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise MissingFileError(
            f"{file.name} could not be read: {reason}.", hint="Check the path.", path=file
        ) from None
    except RequestError as error:
        message = f"{file.name} asks for what cannot be: {error.message}"
        raise RequestError(message, hint=error.hint, path=file) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "Choose a file that `cutaway convert --save-recipe` wrote."
        raise DamagedFileError(f"{file.name} is no recipe.", hint=hint, path=file) from None


def text(recipe: Recipe) -> str:
    """The content of the recipe's file."""
    return json.dumps(as_json(recipe), indent=2) + "\n"


def command(recipe: Recipe, source: str, output: str) -> str:
    """The command line that does the same, quoted for a shell."""
    words = ["cutaway", "convert", source, "--to", recipe.target, "--output", output]
    for key, value in recipe.options.items():
        words += ["--option", f"{key}={_spelled(value)}"]
    for key in recipe.signatures:
        words += ["--signature", key]
    for option, tensors in (("--take", recipe.cut.takes), ("--give", recipe.cut.gives)):
        for text in spelled(tensors):
            words += [option, text]
    for name, axes in recipe.dimensions.items():
        for axis, size in axes.items():
            words += ["--dim", f"{name}:{axis}={size}"]
    words += _data(recipe)
    for option, number, usual in (("--samples", recipe.samples, 3), ("--seed", recipe.seed, 0)):
        if number != usual:
            words += [option, str(number)]
    if not recipe.proves:
        words.append("--no-proof")
    if recipe.custom_objects:
        words += ["--custom-objects", recipe.custom_objects]
    return shlex.join(words)


def _data(recipe: Recipe) -> list[str]:
    """What it is calibrated and proven with."""
    words = ["--calibration", recipe.calibration] if recipe.calibration else []
    for name, choice in recipe.inputs.items():
        words += ["--input", f"{name}={choice.source}", *_options(name, choice.options)]
    for name, options in recipe.calibration_options.items():
        if name not in recipe.inputs:
            words += _options(name, options)
    return words


def _options(name: str, options: Mapping[str, str]) -> list[str]:
    return [word for key, value in options.items() for word in ("--input-option", f"{name}:{key}={value}")]


def _spelled(value: OptionValue) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _choice(found: Mapping[str, Any]) -> InputChoice:
    return InputChoice(str(found["source"]), _texts(found.get("options", {})))


def _texts(found: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()}


def _count(value: object) -> int:
    if not isinstance(value, int) or not 1 <= value <= 100_000:
        raise ValueError(value)
    return value
