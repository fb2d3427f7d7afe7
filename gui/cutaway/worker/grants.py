# SPDX-License-Identifier: Apache-2.0
"""What the process of a job may use: files to read, folders to write, memory and time; it travels with the request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cutaway.worker import limits

SECONDS = 120.0
"""How long a step of a job may take where the user sets nothing."""


@dataclass(frozen=True, slots=True)
class Grant:
    """read, write: absolute paths with links resolved. look: folders of which it may read the names, and no more.

    memory: bytes, 0 for half of the machine's. seconds: without a step of
    its own that the job tells of; 0 for as long as it takes.
    """

    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    memory: int = 0
    seconds: float = SECONDS
    look: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """The limit of memory."""
        return self.memory or limits.to_run()

    def as_json(self) -> dict[str, Any]:
        """For the body of a request."""
        return {
            "read": list(self.read),
            "write": list(self.write),
            "memory": self.memory,
            "seconds": self.seconds,
            "look": list(self.look),
        }


def from_json(found: dict[str, Any]) -> Grant:
    """The grant that `as_json` described. Raises KeyError, TypeError or ValueError for anything else."""
    return Grant(
        tuple(map(str, found["read"])),
        tuple(map(str, found["write"])),
        int(found["memory"]),
        float(found["seconds"]),
        tuple(map(str, found["look"])),
    )
