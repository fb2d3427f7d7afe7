# SPDX-License-Identifier: Apache-2.0
"""Typed events without Qt, so that documents and jobs can be watched by any face."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Event(Generic[P]):
    """Something that happened, told to everyone who connected, in the order of connecting."""

    __slots__ = ("_receivers",)

    def __init__(self) -> None:
        self._receivers: list[Callable[P, object]] = []

    def connect(self, receiver: Callable[P, object]) -> None:
        """Call `receiver` at every `emit` from now on; connecting twice calls once."""
        if receiver not in self._receivers:
            self._receivers.append(receiver)

    def disconnect(self, receiver: Callable[P, object]) -> None:
        """Stop calling `receiver`; one that was never connected is fine."""
        if receiver in self._receivers:
            self._receivers.remove(receiver)

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Tell everyone who is connected at this moment."""
        for receiver in tuple(self._receivers):
            receiver(*args, **kwargs)
