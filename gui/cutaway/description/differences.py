# SPDX-License-Identifier: Apache-2.0
"""How two values of the same name differ."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.description.running import StoredValue


@dataclass(frozen=True, slots=True)
class ValueDifference:
    """The second value less the first. note: why they cannot be subtracted, in one sentence.

    max_abs, rmse: over the elements that are finite in both. cosine: of the flattened values, None where one of them
    has no length. equal: bit for bit, NaN like NaN. value: the difference, stored as `out/NAME`; None where there is
    none.
    """

    name: str
    equal: bool
    max_abs: float | None = None
    rmse: float | None = None
    cosine: float | None = None
    note: str = ""
    value: StoredValue | None = None
