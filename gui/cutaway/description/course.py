# SPDX-License-Identifier: Apache-2.0
"""How the weights of one run went from checkpoint to checkpoint, as frozen data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from cutaway.description.comparison import Weight


@dataclass(frozen=True, slots=True)
class Stop:
    """A checkpoint as it can be opened. tags, version: as `Source` has them."""

    path: str
    tags: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """The checkpoints of a run that a path means, the earliest first.

    order: what tells it: the state file, the steps that end their names, the names themselves, or the times of files.
    missing: names that a state file lists, and that are not there.
    """

    stops: tuple[Stop, ...]
    order: Literal["state", "steps", "names", "times"]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """One checkpoint. title: short, and unlike that of the others. step: of training, None where no name tells it."""

    path: str
    title: str
    step: int | None
    format: str
    bytes: int


@dataclass(frozen=True, slots=True)
class WeightCourse:
    """One variable along time; each tuple has an entry for each moment.

    norms: √Σx², over finite elements, None where the variable is not there or its values cannot be read.
    from_previous, from_first: √Σ(x − x₀)² against the moment before, and the first one, that has it; None likewise, and
    at the first. odd: elements that are not finite. slot_of, slot: title of the variable that an optimizer keeps it
    for, and what it is called (`m`, `Momentum`); empty for others. note: why figures are missing, in one sentence.
    """

    weight: Weight
    norms: tuple[float | None, ...]
    from_previous: tuple[float | None, ...]
    from_first: tuple[float | None, ...]
    odd: tuple[int, ...] = ()
    slot_of: str = ""
    slot: str = ""
    note: str = ""

    @property
    def change(self) -> float:
        """How far the last value is from the first, as a part of the larger norm: 0 the same; 0 where unknown."""
        far = next((value for value in reversed(self.from_first) if value is not None), 0.0)
        lengths = [value for value in self.norms if value is not None]
        scale = max((lengths[0], lengths[-1])) if lengths else 0.0
        return far / scale if scale and math.isfinite(far) else 0.0


@dataclass(frozen=True, slots=True)
class Course:
    """moments: in the order that was asked. weights: the most changed first, then optimizer slots, then the rest."""

    moments: tuple[Moment, ...]
    weights: tuple[WeightCourse, ...]
    seconds: float = 0.0
