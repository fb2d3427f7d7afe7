# SPDX-License-Identifier: Apache-2.0
"""Which models are open in the window, for parts of it that have to do with more than one."""

from __future__ import annotations

from collections.abc import Iterable

from cutaway.events import Event


class OpenModels:
    """changed: there are others. paths: absolute, in the order of their tabs."""

    def __init__(self) -> None:
        self.paths: tuple[str, ...] = ()
        self.changed: Event[[]] = Event()

    def put(self, paths: Iterable[str]) -> None:
        """These are open now."""
        found = tuple(paths)
        if found != self.paths:
            self.paths = found
            self.changed.emit()
