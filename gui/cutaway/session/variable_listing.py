# SPDX-License-Identifier: Apache-2.0
"""Variables as a table that is filtered and sorted within a frame's time, 20,000 rows too; no Qt."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from cutaway.description.variables import Role, Variable, title

if TYPE_CHECKING:  # kept off the start of a command that takes no statistics
    from cutaway.description.statistics import Statistics

Key: TypeAlias = Any
"""Anything that compares with its like."""


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NAME = 0
    DTYPE = 1
    SHAPE = 2
    BYTES = 3
    MINIMUM = 4
    MAXIMUM = 5
    MEAN = 6
    DEVIATION = 7
    ZEROS = 8
    ELEMENTS = 9
    ROLE = 10
    TRAINABLE = 11
    IN_FILE = 12


STATISTICS = (Column.MINIMUM, Column.MAXIMUM, Column.MEAN, Column.DEVIATION, Column.ZEROS)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the rows that are shown add up to."""

    shown: int
    count: int
    elements: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Filter:
    """text: words that must all occur in name or path, or a pattern with `*`, `?`, `[…]`. Empty sets: everything."""

    text: str = ""
    roles: frozenset[Role] = frozenset()
    dtypes: frozenset[str] = frozenset()
    only_odd: bool = False
    """Only what holds NaN or infinities, of what has statistics."""


_DIGITS = re.compile("[0-9]+")


def natural(text: str) -> str:
    """A key under which `layer_10` comes after `layer_9`, whatever the case."""
    return _DIGITS.sub(_padded, text.casefold())


def _padded(found: re.Match[str]) -> str:
    return found[0].zfill(12)


_NO_FILE_NAME = re.compile(r"[^\w.\-]+")
_LONGEST_STEM = 120


def file_stem(name: str) -> str:
    """A name of a file, without its ending, that tells the whole name of a variable: `conv2d_2-kernel`."""
    words = _NO_FILE_NAME.sub("-", name.removesuffix(":0")).strip("-.")
    return words[-_LONGEST_STEM:].lstrip("-.") or "values"


def in_file(variable: Variable) -> str:
    """What the file calls it, where that is something else than its title."""
    shown = title(variable)
    if variable.name == f"{shown}:0":
        return ""
    return next((other for other in (variable.name, variable.path) if other and other != shown), "")


def shared_folder(names: Sequence[str]) -> str:
    """The part up to a slash that all of several names begin with, which then tells nothing."""
    if len(names) < 2:
        return ""
    first, last = min(names), max(names)
    length = next((place for place, char in enumerate(first) if last[place : place + 1] != char), len(first))
    return first[: first.rfind("/", 0, length) + 1]


class VariableListing:
    """order: indices into `variables` that are shown, in the order in which they are shown."""

    def __init__(self, variables: Sequence[Variable], statistics: Mapping[str, Statistics]) -> None:
        self.variables = variables
        self.statistics = statistics
        self.wanted = Filter()
        self.order: list[int] = list(range(len(variables)))
        self.column: Column | None = None
        self.descending = False
        self._keys: dict[Column, list[Key]] = {}
        self._words: list[str] | None = None

    def filter(self, wanted: Filter) -> None:
        """Show only what `wanted` lets through, in the order that is set."""
        self.wanted = wanted
        self._arrange()

    def sort(self, column: Column | None, *, descending: bool = False) -> None:
        """Order the rows; None is the file's order. Rows without a value come last either way."""
        self.column, self.descending = column, descending
        self._arrange()

    @property
    def totals(self) -> Totals:
        """Sums over the rows that are shown."""
        chosen = [self.variables[index] for index in self.order]
        return Totals(
            len(chosen),
            len(self.variables),
            sum(variable.elements for variable in chosen),
            sum(variable.bytes for variable in chosen),
        )

    def roles(self) -> list[Role]:
        """The roles that occur, in the order of their first occurrence."""
        return list(dict.fromkeys(variable.role for variable in self.variables))

    def dtypes(self) -> list[str]:
        """The element types that occur, sorted."""
        return sorted({variable.dtype for variable in self.variables})

    def is_odd(self, variable: Variable) -> bool:
        """Whether its statistics found NaN or infinities."""
        found = self.statistics.get(variable.name)
        return found is not None and bool(found.nans or found.infinities)

    def _arrange(self) -> None:
        order = self._matching()
        if self.column is not None:
            keys = self._key_column(self.column)
            # Rows without a value are kept apart, so that they stay last in both directions.
            known = [index for index in order if keys[index] is not None]
            known.sort(key=keys.__getitem__, reverse=self.descending)
            order = known + [index for index in order if keys[index] is None]
        self.order = order

    def _matching(self) -> list[int]:
        wanted, variables = self.wanted, self.variables
        found: Iterable[int] = range(len(variables))
        if wanted.text.strip():
            matches = text_filter(wanted.text)
            words = self._searched()
            found = [index for index in found if matches(words[index])]
        if wanted.roles:
            found = [index for index in found if variables[index].role in wanted.roles]
        if wanted.dtypes:
            found = [index for index in found if variables[index].dtype in wanted.dtypes]
        if wanted.only_odd:
            found = [index for index in found if self.is_odd(variables[index])]
        return list(found)

    def _searched(self) -> list[str]:
        if self._words is None:
            self._words = [f"{v.name}\n{v.path}".casefold() for v in self.variables]
        return self._words

    def _key_column(self, column: Column) -> list[Key]:
        if column in STATISTICS:  # they keep coming, so they are never kept
            return [self._statistic(variable, column) for variable in self.variables]
        if column not in self._keys:
            make = _KEYS[column]
            self._keys[column] = [make(variable) for variable in self.variables]
        return self._keys[column]

    def _statistic(self, variable: Variable, column: Column) -> float | None:
        found = self.statistics.get(variable.name)
        return None if found is None else statistic(found, column)


def statistic(found: Statistics, column: Column) -> float | None:
    """The figure that belongs in a column; the share of zeros in 0..1."""
    if column is Column.ZEROS:
        return found.zeros / found.count if found.count and found.longest is None else None
    return {
        Column.MINIMUM: found.minimum,
        Column.MAXIMUM: found.maximum,
        Column.MEAN: found.mean,
        Column.DEVIATION: found.deviation,
    }[column]


def text_filter(text: str) -> Callable[[str], bool]:
    """A test of casefolded `name⏎path`: a pattern where there is `*`, `?` or `[`, else words that must all occur."""
    text = text.strip().casefold()
    if any(char in text for char in "*?["):
        pattern = re.compile(fnmatch.translate(text))
        return lambda words: any(pattern.match(part) for part in words.split("\n"))
    parts = text.split()
    return lambda words: all(part in words for part in parts)


_KEYS: dict[Column, Callable[[Variable], Key]] = {
    Column.NAME: lambda variable: natural(title(variable)),
    Column.IN_FILE: lambda variable: natural(in_file(variable)) or None,
    Column.DTYPE: lambda variable: variable.dtype,
    Column.SHAPE: lambda variable: (len(variable.shape), variable.shape),
    Column.ELEMENTS: lambda variable: variable.elements,
    Column.BYTES: lambda variable: variable.bytes,
    Column.ROLE: lambda variable: variable.role,
    Column.TRAINABLE: lambda variable: variable.trainable,
}
