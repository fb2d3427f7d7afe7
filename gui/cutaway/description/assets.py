# SPDX-License-Identifier: Apache-2.0
"""Files and lookup tables that belong to a model beside its graph and weights."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the model that can be looked into. name: path inside the model, unique.

    role: what it is for ("vocabulary", "labels", "warm-up requests", …), empty where unknown.
    available: False where it is missing or lies outside the model.
    """

    name: str
    bytes: int
    role: str = ""
    available: bool = True


@dataclass(frozen=True, slots=True)
class LookupTable:
    """A table from keys to values. entries: None where it is only known after running an initialiser.

    source: the asset or the constants it is filled from.
    """

    name: str
    key_dtype: str
    value_dtype: str
    entries: int | None
    source: str
