# SPDX-License-Identifier: Apache-2.0
"""Which files a process that runs a model may read: those of the model, wherever links lead, and no others."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cutaway.description.model import ModelDescription

_MOST_BESIDE = 1000


def files(description: ModelDescription) -> tuple[str, ...]:
    """The files of the model and the path it was opened by, with links resolved; of a folder, all that is in it."""
    location = Path(description.location)
    folder = location if location.is_dir() else location.parent
    listed = (folder / file.name for file in description.files)
    return _resolved([Path(description.path), location, *listed])


def looked_at(description: ModelDescription) -> tuple[str, ...]:
    """Folders in which files of the model are looked for by name: the weights of an architecture in JSON."""
    location = Path(description.location)
    return _resolved([location.parent]) if location.suffix == ".json" else ()


def beside(path: str) -> tuple[str, ...]:
    """Likewise where only the path is known: of a file also what begins as it does, as parts of a checkpoint do."""
    chosen = Path(path)
    found = [chosen]
    if not chosen.is_dir():
        stem = chosen.name.split(".")[0]
        try:
            with os.scandir(chosen.parent) as entries:
                found += [chosen.parent / at.name for at in entries if at.name.startswith(stem)][
                    :_MOST_BESIDE
                ]
        except OSError:
            pass
        found.append(chosen.parent / "checkpoint")
    return _resolved(found)


def _resolved(paths: Iterable[Path]) -> tuple[str, ...]:
    """Real paths, without those that lie in another of them."""
    real = sorted({os.path.realpath(path) for path in paths})
    kept: list[str] = []
    for path in real:
        if not any(path.startswith(f"{folder}{os.sep}") for folder in kept):
            kept.append(path)
    return tuple(kept)
