# SPDX-License-Identifier: Apache-2.0
"""The one thing that is chosen in a document, whatever view it was chosen in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from cutaway.events import Event

Kind: TypeAlias = Literal[
    "model",
    "signature",
    "input",
    "output",
    "variable",
    "constant",
    "layer",
    "asset",
    "table",
    "function",
    "finding",
    "node",
    "group",
]


@dataclass(frozen=True, slots=True)
class Chosen:
    """kind and name say what is chosen; `inside` names its owner: the signature of an input, the function of a node.

    A node of the main graph has none. A group of nodes goes by its key in the graph's map.
    """

    kind: Kind
    name: str
    inside: str = ""


MODEL = Chosen("model", "")


class Selection:
    """What is chosen now, with the way back and forward through earlier choices."""

    def __init__(self) -> None:
        self._trail: list[Chosen] = [MODEL]
        self._place = 0
        self.changed: Event[[Chosen]] = Event()

    @property
    def current(self) -> Chosen:
        """What is chosen; the model itself at first."""
        return self._trail[self._place]

    def choose(self, chosen: Chosen) -> None:
        """Choose something new; choosing the same again does nothing."""
        if chosen != self.current:
            self._trail[self._place + 1 :] = [chosen]
            self._place += 1
            self.changed.emit(chosen)

    @property
    def can_go_back(self) -> bool:
        """True where there is an earlier choice."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """True where one has gone back."""
        return self._place + 1 < len(self._trail)

    def back(self) -> None:
        """Return to the choice before."""
        self._go(-1)

    def forward(self) -> None:
        """Undo `back`."""
        self._go(1)

    def _go(self, step: int) -> None:
        place = self._place + step
        if 0 <= place < len(self._trail):
            self._place = place
            self.changed.emit(self.current)
