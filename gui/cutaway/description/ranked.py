# SPDX-License-Identifier: Apache-2.0
"""The largest scores of an output that may be a classifier's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """One class: its index along the last axis, its label (empty where none is known) and its score."""

    index: int
    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """Of the output `name`: for each row of a batch the best scores, the best first.

    labels: where the labels are from, in words; empty where there are none.
    """

    name: str
    rows: tuple[tuple[Score, ...], ...]
    labels: str = ""
