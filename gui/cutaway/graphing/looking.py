# SPDX-License-Identifier: Apache-2.0
"""How long work on a graph hears that nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Look: TypeAlias = Callable[[], None]
"""Called often during long work; it may raise CancelledError."""


def nobody() -> None:
    """Nobody ends the work."""
