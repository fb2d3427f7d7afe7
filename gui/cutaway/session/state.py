# SPDX-License-Identifier: Apache-2.0
"""What a window was like when it was closed (open tabs, size, chosen page), to be so again at the next start."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

from cutaway import paths
from cutaway.session import store


class State:
    """JSON values by key, in a file of the user's state folder; `save` writes what was put."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.state() / "window.json"
        self._values: dict[str, Any] = store.read(self._file)

    def text(self, key: str, default: str = "") -> str:
        """The text of that key, `default` where there is none."""
        found = self._values.get(key)
        return found if isinstance(found, str) else default

    def texts(self, key: str) -> list[str]:
        """The list of texts of that key, empty where there is none."""
        found = self._values.get(key)
        return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []

    def number(self, key: str, default: int = 0) -> int:
        """The integer of that key, `default` where there is none."""
        found = self._values.get(key)
        return found if type(found) is int else default

    def data(self, key: str) -> bytes:
        """The bytes of that key (a toolkit's packed geometry), empty where there are none."""
        try:
            return base64.b64decode(self.text(key), validate=True)
        except (binascii.Error, ValueError):
            return b""

    def put(self, key: str, value: str | list[str] | int | bytes) -> None:
        """Remember a value."""
        self._values[key] = base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value

    def save(self) -> bool:
        """Write all to the file. False where the system refused."""
        return store.write(self._file, self._values)
