# SPDX-License-Identifier: Apache-2.0
"""Folders for the values of runs: one for each model and session, one in it for each run; they go with the session."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from cutaway.session import scratch


class RunFolders:
    """The runs of one model. What runs the model may write into all of them, so that it need not be started anew."""

    def __init__(self) -> None:
        self._made = self._root = ""
        self._number = 0

    @property
    def root(self) -> str:
        """The folder that all of them lie in, with links resolved; made when first asked for."""
        if not self._root:
            self._made = scratch.make()
            self._root = os.path.realpath(self._made)
        return self._root

    def make(self) -> str:
        """A new empty folder that only this user may enter."""
        self._number += 1
        folder = Path(self.root) / f"run-{self._number}"
        folder.mkdir(mode=0o700)
        return str(folder)

    def remove(self, folder: str) -> None:
        """Take one away with its values; links in it are removed, not followed. Others than ours are left alone."""
        if self._root and Path(folder).parent == Path(self._root):
            shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Take all of them away."""
        if self._root:
            scratch.remove(self._made)
            self._made = self._root = ""
