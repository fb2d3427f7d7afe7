# SPDX-License-Identifier: Apache-2.0
"""Models that were opened lately, with what the welcome page says of each; shared by all open windows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cutaway import paths
from cutaway.events import Event
from cutaway.session import store

MOST = 30


@dataclass(frozen=True, slots=True)
class Recent:
    """path: absolute. format: the contract's word. bytes: size of all its files. opened: seconds since 1970."""

    path: str
    format: str
    bytes: int
    opened: float

    @property
    def exists(self) -> bool:
        """False where the file is gone now (asks the disk)."""
        try:
            return Path(self.path).exists()
        except (OSError, ValueError):
            return False


class Recents:
    """The newest first, each path once, at most `MOST`. changed: the list is another one."""

    def __init__(self, file: Path | None = None) -> None:
        self.changed: Event[[]] = Event()
        self._file = file or paths.state() / "recents.json"
        self._items = _parse(store.read(self._file))

    @property
    def items(self) -> tuple[Recent, ...]:
        """What was opened, the newest first."""
        return tuple(self._items)

    def add(self, path: str, model_format: str, size: int) -> None:
        """A model was opened now."""
        new = Recent(str(Path(path).absolute()), model_format, size, time.time())
        self._update(lambda items: [new, *(item for item in items if item.path != new.path)])

    def remove(self, path: str) -> None:
        """Forget one."""
        self._update(lambda items: [item for item in items if item.path != path])

    def clear(self) -> None:
        """Forget all."""
        self._update(lambda _: [])

    def refresh(self) -> None:
        """Read again what other windows may have added."""
        items = _parse(store.read(self._file))
        if items != self._items:
            self._items = items
            self.changed.emit()

    def _update(self, change: Callable[[list[Recent]], list[Recent]]) -> None:
        with store.locked(self._file):
            self._items = change(_parse(store.read(self._file)))[:MOST]
            store.write(self._file, {"recents": [asdict(item) for item in self._items]})
        self.changed.emit()


def _parse(found: dict[str, Any]) -> list[Recent]:
    rows = found.get("recents")
    items = []
    for row in rows if isinstance(rows, list) else ():
        match row:
            case {
                "path": str(path),
                "format": str(kind),
                "bytes": int(size),
                "opened": int() | float() as opened,
            }:
                items.append(Recent(path, kind, size, float(opened)))
            case _:
                continue
    return items[:MOST]
