# SPDX-License-Identifier: Apache-2.0
"""What everything that runs a model has in common, so that running, proving and comparing need not know which it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cutaway.description.running import Profile
from cutaway.sampling.values import Ragged, Sparse, Value

__all__ = ["Ragged", "Running", "Sparse", "Tapped", "Value"]


@dataclass(frozen=True, slots=True)
class Tapped:
    """A value inside the model, or None with the reason in `note` ("is not executed", "was fused into …")."""

    value: Value | None
    note: str = ""


class Running(Protocol):
    """A loaded model with one signature chosen. Raises ModelError or RequestError in full sentences."""

    @property
    def library(self) -> str:
        """Library and version ("TensorFlow 2.21.0")."""

    def run(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """Answer once; keys are the names of the signature's inputs and outputs, as the description has them."""

    def tap(self, inputs: Mapping[str, Value], tensors: Sequence[str]) -> dict[str, Tapped]:
        """The values of tensors (`NODE:INDEX`, calls as the path `CALL/INNER/NODE:INDEX`) for these inputs."""

    def profile(self, inputs: Mapping[str, Value], repeat: int) -> Profile:
        """Time by operator, the median of `repeat` runs."""

    def arena(self) -> int | None:
        """Bytes that the interpreter reserved; None where there is no such thing."""

    def close(self) -> None:
        """Let go of the model."""
