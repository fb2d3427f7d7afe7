# SPDX-License-Identifier: Apache-2.0
"""Events of documents and jobs reach a widget only as long as it lives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

import shiboken6
from PySide6.QtCore import QObject

from cutaway.events import Event

P = ParamSpec("P")


class _Follower(Generic[P]):
    """Leaves the event by itself once Qt has deleted the widget, which Python cannot see."""

    def __init__(self, owner: QObject, event: Event[P], receiver: Callable[P, object]) -> None:
        self._owner = owner
        self._event = event
        self._receiver = receiver

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        if shiboken6.isValid(self._owner):
            self._receiver(*args, **kwargs)
        else:
            self._event.disconnect(self)


def follow(owner: QObject, event: Event[P], receiver: Callable[P, object]) -> None:
    """Call `receiver` at every `event` until `owner` is gone."""
    event.connect(_Follower(owner, event, receiver))
