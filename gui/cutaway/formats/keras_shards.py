# SPDX-License-Identifier: Apache-2.0
"""Weights that Keras 3 has cut into several files, listed in a JSON file beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cutaway.errors import MissingFileError, UnsafeFileError
from cutaway.formats.keras_json import Object, as_dict
from cutaway.wire.files import inside, map_file
from cutaway.wire.hdf5 import Hdf5

_MOST_SHARDS = 10_000


def names(listed: Object) -> list[str]:
    """Names of the files that a list of shards speaks of, each once."""
    found: dict[str, None] = {}
    for value in as_dict(listed.get("weight_map")).values():
        for name in value if isinstance(value, list) else [value]:
            if isinstance(name, str):
                found.setdefault(name)
    return list(found)[:_MOST_SHARDS]


def beside(path: Path, listed: Object) -> Iterator[tuple[str, Hdf5]]:
    """Every shard in the folder of the list. Raises UnsafeFileError where one is named that lies elsewhere."""
    for name in names(listed):
        file = inside(path.parent, name)
        if file is None or file.parent != Path(path.parent).resolve():
            raise UnsafeFileError(
                f"{path.name} names {name} as one of its files, which lies outside its folder.",
                hint="Keep all shards beside the list.",
                path=path,
            )
        if not file.exists():
            raise MissingFileError(
                f"{path.name} needs {name} beside it, and that does not exist.",
                hint="Copy all files of the model into one folder.",
                path=path,
            )
        yield name, Hdf5(map_file(file), name)
