# SPDX-License-Identifier: Apache-2.0
"""The list of what lies in the folder of a run, as JSON: inputs, outputs and taps with the files that hold them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from cutaway.description.running import Encoding, StoredValue
from cutaway.errors import DamagedFileError, MissingFileError

Group: TypeAlias = Literal["in", "out", "tap"]
"""Also the names of the folders that the files lie in."""

NAME = "run.json"
_BEGINNING = b'{"cutaway_run": 1,'
"""A user's folder may well have a file of that name."""
_LARGEST = 1 << 26


def record(folder: Path, group: Group, values: Iterable[StoredValue]) -> None:
    """Write down what a group holds now; the other groups stay as they are."""
    record_all(folder, {group: values})


def record_all(folder: Path, groups: Mapping[Group, Iterable[StoredValue]]) -> None:
    """Write down what some groups hold now; the others stay as they are."""
    found: dict[str, Any] = {}
    if (folder / NAME).exists():
        found = {name: [asdict(value) for value in kept] for name, kept in read(folder).items()}
    found |= {group: [asdict(value) for value in values] for group, values in groups.items()}
    (folder / NAME).write_text(json.dumps({"cutaway_run": 1, "values": found}), encoding="ascii")


def read(folder: Path) -> dict[Group, tuple[StoredValue, ...]]:
    """What lies in the folder, by groups. Raises MissingFileError, DamagedFileError."""
    file = folder / NAME
    try:
        if file.stat().st_size > _LARGEST:
            raise DamagedFileError(
                f"The list of a run's values is larger than any run writes: {file}.", path=file
            )
        found = json.loads(file.read_bytes())["values"]
        return {group: tuple(_value(item) for item in found.get(group, ())) for group in get_args(Group)}
    except OSError:
        message = f"The values of this run are not there any more: {file} cannot be read."
        raise MissingFileError(message, hint="Run the model again.", path=file) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = f"The list of a run's values is damaged: {file}."
        raise DamagedFileError(message, hint="Run the model again.", path=file) from None


def is_run(folder: Path) -> bool:
    """Whether a folder is that of a run."""
    try:
        with (folder / NAME).open("rb") as file:
            return file.read(len(_BEGINNING)) == _BEGINNING
    except OSError:
        return False


def _value(item: Mapping[str, Any]) -> StoredValue:
    if item["encoding"] not in get_args(Encoding):
        raise ValueError(item["encoding"])
    shape = tuple(None if size is None else int(size) for size in item["shape"])
    files = [str(name) for name in (item["file"], *item["parts"])]
    return StoredValue(
        str(item["name"]),
        str(item["dtype"]),
        shape,
        files[0],
        item["encoding"],
        tuple(files[1:]),
        int(item["bytes"]),
    )
