# SPDX-License-Identifier: Apache-2.0
"""Sets of inputs as JSON files: where the values of each input come from, and for which model the set was made."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from cutaway.description.running import InputChoice
from cutaway.description.sources import is_file
from cutaway.errors import DamagedFileError, MissingFileError
from cutaway.session import store
from cutaway.session.run_plan import RunPlan

_SCHEMA = 1
_LARGEST = 1 << 24


def save(plan: RunPlan, model: str, file: Path) -> bool:
    """Write the inputs of a plan. model: what the model is known by. False where the system refused.

    Files beside the set are named relative to it, so that both can be moved together.
    """
    inputs = {
        name: {"source": _beside(choice.source, file), "options": dict(choice.options)}
        for name, choice in plan.inputs.items()
    }
    sizes = {name: {str(axis): size for axis, size in axes.items()} for name, axes in plan.dimensions.items()}
    told = {"signature": plan.signature, "seed": plan.seed, "inputs": inputs, "dimensions": sizes}
    return store.write(file, {"schema": _SCHEMA, "model": model, **told})


def load(plan: RunPlan, file: Path) -> tuple[RunPlan, str]:
    """The plan with the inputs of a set, and what the model of the set is known by.

    Raises MissingFileError, DamagedFileError (it is no set of inputs).
    """
    try:
        with file.open("rb") as stream:
            found = json.loads(stream.read(_LARGEST))
        return _planned(plan, found, file), str(found["model"])
    except OSError as error:
        reason = (
            "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        )
        raise MissingFileError(f"{file.name} {reason}.", hint="Check the path.", path=file) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "Choose a file that was written by “Save these inputs as a set”."
        raise DamagedFileError(f"{file.name} is no set of inputs.", hint=hint, path=file) from None


def _planned(plan: RunPlan, found: dict[str, Any], file: Path) -> RunPlan:
    if found["schema"] != _SCHEMA:
        raise ValueError(found["schema"])
    return replace(
        plan,
        signature=str(found["signature"]),
        seed=int(found["seed"]),
        inputs={str(name): _choice(item, file) for name, item in found["inputs"].items()},
        dimensions={
            str(name): {int(axis): int(size) for axis, size in axes.items()}
            for name, axes in found["dimensions"].items()
        },
    )


def _choice(item: dict[str, Any], file: Path) -> InputChoice:
    source = str(item["source"])
    if source and is_file(source) and not Path(source).is_absolute():
        source = str(file.absolute().parent / source)
    return InputChoice(source, {str(name): str(value) for name, value in item["options"].items()})


def _beside(source: str, file: Path) -> str:
    if not source or not is_file(source):
        return source
    path = Path(source)
    folder = file.absolute().parent
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else source
