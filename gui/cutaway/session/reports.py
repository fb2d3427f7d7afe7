# SPDX-License-Identifier: Apache-2.0
"""Saved reports of conversions as a window shows them: what was asked, what it gave, and how to do it again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cutaway.conversion import recipe as recipes
from cutaway.conversion import report
from cutaway.conversion.recipe import Recipe
from cutaway.description.conversion import Converted


@dataclass(frozen=True, slots=True)
class Report:
    """found: what the conversion gave. recipe: what was asked, None where the report does not say. file: its own."""

    found: Converted
    recipe: Recipe | None = None
    file: str = ""

    @property
    def command(self) -> str:
        """The command line that does the same again; empty where the report does not say what was asked."""
        return recipes.command(self.recipe, self.found.source, self.found.output) if self.recipe else ""

    def options(self) -> list[tuple[str, str]]:
        """All options by their titles, with their values."""
        if self.recipe is None:
            return []
        target = self.recipe.kind()
        values = target.filled(self.recipe.options)
        return [(option.title, str(values[option.key])) for option in target.options]


def read(path: str) -> Report:
    """A saved report. Raises MissingFileError and DamagedFileError."""
    found, recipe = report.read(Path(path))
    return Report(found, recipe, path)
