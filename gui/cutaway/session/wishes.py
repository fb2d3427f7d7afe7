# SPDX-License-Identifier: Apache-2.0
"""What a start of the program asks of the window: the one that it opens, or the one that is open already."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

LARGEST = 1_000_000
"""Bytes of a wish as another process may send it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """paths: to open. is_new: in a window of its own. action: the id of what to do then. activation: of the launcher.

    activation: what a Wayland compositor gave the program that was started, so that a window may come to the front
    (xdg-activation-v1); the window that is open already has none of its own.
    """

    paths: tuple[str, ...] = ()
    is_new: bool = False
    action: str = ""
    activation: str = ""

    def absolute(self) -> Wish:
        """The same for a process with another current folder; symbolic links stay what the user chose."""
        places = tuple(os.path.abspath(Path(path).expanduser()) for path in self.paths)  # noqa: PTH100 (links stay)
        return Wish(
            places, self.is_new, self.action, self.activation or os.environ.get("XDG_ACTIVATION_TOKEN", "")
        )

    def encode(self) -> bytes:
        """One line of JSON in ASCII: paths that are no UTF-8 survive as lone surrogates."""
        value = {"paths": self.paths, "action": self.action, "activation": self.activation}
        return json.dumps(value).encode("ascii") + b"\n"


def decode(line: bytes) -> Wish:
    """The wish of such a line. Raises ValueError for anything else."""
    try:
        found = json.loads(line)
    except RecursionError as error:
        raise ValueError("these are no paths") from error
    match found:
        case {"paths": list(paths), "action": str(action), "activation": str(activation)}:
            if all(isinstance(path, str) for path in paths):
                return Wish(tuple(paths), action=action, activation=activation)
    raise ValueError("these are no paths")
