# SPDX-License-Identifier: Apache-2.0
"""Ways in which a model can be called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cutaway.description.tensors import TensorSpec

Origin: TypeAlias = Literal["declared", "inferred"]

DEFAULT_KEY = "serving_default"
"""What TensorFlow Serving calls where a request names no signature."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Inputs and outputs under a key; `inferred` where the file declares none and the graph was read instead.

    method: TensorFlow's method name (`tensorflow/serving/predict`, …), empty where there is none.
    runs_on_load: an initialiser that loaders call themselves (`__saved_model_init_op`), not meant for callers.
    rank: 0 is the best guess among inferred signatures.
    """

    key: str
    origin: Origin
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    method: str = ""
    runs_on_load: bool = False
    rank: int = 0
    description: str = ""

    def has_value(self, spec: TensorSpec) -> bool:
        """False for what an initialiser "gives": an op that loaders run, of no type."""
        return not self.runs_on_load or spec.dtype != "unknown"


def for_callers(signatures: Iterable[Signature]) -> tuple[Signature, ...]:
    """The default first, then as they were ranked; initialisers, which nobody calls, last."""
    return tuple(
        sorted(signatures, key=lambda found: (found.runs_on_load, found.key != DEFAULT_KEY, found.rank))
    )


@dataclass(frozen=True, slots=True)
class ConcreteFunction:
    """One trace of a `tf.function`: the arguments it was traced with and what it returns, as Python would write it."""

    function: str
    arguments: str
    returns: str


@dataclass(frozen=True, slots=True)
class PythonFunction:
    """A `tf.function` that hangs in the object graph under `path` (`__call__`, `encoder.predict`)."""

    path: str
    options: tuple[ConcreteFunction, ...]
