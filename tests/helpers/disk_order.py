# SPDX-License-Identifier: Apache-2.0
"""Watches in which order files are brought to the disk and given names, as a loss of power would find it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cutaway.wire import renaming


class DiskOrder:
    """synced: inodes that were brought to the disk. named: for each name that was given what of it was not yet."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.synced: set[int] = set()
        self.named: dict[str, list[str]] = {}
        fsync, rename, replace = os.fsync, Path.rename, Path.replace
        renamed: Callable[..., bool] = renaming._renamed

        def watched_fsync(descriptor: int) -> None:
            self.synced.add(os.fstat(descriptor).st_ino)
            fsync(descriptor)

        def noting(move: Callable[..., Any]) -> Callable[..., Any]:
            def moved(made: Path, target: Path, *more: int) -> Any:  # noqa: ANN401 - what the move gives
                self._note(made, target)
                return move(made, target, *more)

            return moved

        patch.setattr(os, "fsync", watched_fsync)
        patch.setattr(Path, "rename", noting(rename))
        patch.setattr(Path, "replace", noting(replace))
        patch.setattr(renaming, "_renamed", noting(renamed))

    def _note(self, made: Path, target: Path) -> None:
        if Path(target).name.startswith("."):
            return
        files = [each for each in made.rglob("*") if each.is_file()] if made.is_dir() else [made]
        late = [each.name for each in files if each.stat().st_ino not in self.synced]
        self.named[Path(target).name] = late
