# SPDX-License-Identifier: Apache-2.0
"""What a benchmark found, judged against its bound, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """One figure. bound: what it may be at the most (`at_least` False) or at the least (True); None: told only."""

    name: str
    value: float
    unit: str
    bound: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def holds(self) -> bool:
        """True where the figure keeps its bound, or has none."""
        if self.bound is None:
            return True
        return self.value >= self.bound if self.at_least else self.value <= self.bound


def table(results: Iterable[Result]) -> str:
    """The results for a person, a line each."""
    rows = [("figure", "value", "bound", "", "")]
    for result in results:
        sign = "≥" if result.at_least else "≤"
        bound = "" if result.bound is None else f"{sign} {_figure(result.bound)} {result.unit}"
        verdict = "" if result.bound is None else ("holds" if result.holds else "MISSED")
        rows.append((result.name, f"{_figure(result.value)} {result.unit}", bound, verdict, result.note))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join(lines)


def write(results: Iterable[Result], file: Path) -> None:
    """The results for a program."""
    file.parent.mkdir(parents=True, exist_ok=True)
    listed = [{**asdict(result), "holds": result.holds} for result in results]
    file.write_text(json.dumps({"schema": 1, "results": listed}, indent=1) + "\n", encoding="utf-8")


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
