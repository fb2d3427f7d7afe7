# SPDX-License-Identifier: Apache-2.0
"""Variables (or constants) as a Qt table over a `VariableListing`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from cutaway.description import wording
from cutaway.description.statistics import Statistics
from cutaway.description.variables import Variable, title
from cutaway.qt.items.roles import COPY, MARK, ROOT, TAG, Index
from cutaway.qt.items.titles import Titles
from cutaway.qt.words import tr
from cutaway.session.variable_listing import (
    STATISTICS,
    Column,
    Filter,
    Totals,
    VariableListing,
    in_file,
    statistic,
)

_TITLES: dict[Column, str] = {
    Column.NAME: "Name",
    Column.DTYPE: "Type",
    Column.SHAPE: "Shape",
    Column.ELEMENTS: "Elements",
    Column.BYTES: "Size",
    Column.ROLE: "Role",
    Column.TRAINABLE: "Trainable",
    Column.MINIMUM: "Min",
    Column.MAXIMUM: "Max",
    Column.MEAN: "Mean",
    Column.DEVIATION: "Std",
    Column.ZEROS: "Zeros",
    Column.IN_FILE: "In the file",
}
_HINTS: dict[Column, str] = {
    Column.BYTES: "Bytes that the values take in the file",
    Column.TRAINABLE: "Whether training changes it, where the file says",
    Column.MINIMUM: "Smallest of the finite values",
    Column.MAXIMUM: "Largest of the finite values",
    Column.MEAN: "Mean of the finite values",
    Column.DEVIATION: "Standard deviation of the finite values",
    Column.ZEROS: "Share of values that are exactly zero",
    Column.IN_FILE: "Name or place under which the file holds it, where that is another one",
}
_PLAIN = (0.1, 1e4)
"""Sizes of numbers that need no exponent and no leading zeros."""

_HEADER = Titles(
    [_TITLES[column] for column in Column],
    frozenset({Column.ELEMENTS, Column.BYTES, *STATISTICS}),
    {int(column): hint for column, hint in _HINTS.items()},
)


class VariableItems(QAbstractTableModel):
    """Rows are what the filter lets through, in the order that is sorted by."""

    def __init__(
        self, variables: Sequence[Variable], statistics: Mapping[str, Statistics], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.listing = VariableListing(variables, statistics)
        self._rows: dict[str, int] = {}
        self._count_rows()

    def rowCount(self, parent: Index = ROOT) -> int:
        """As many as are shown."""
        return 0 if parent.isValid() else len(self.listing.order)

    def columnCount(self, parent: Index = ROOT) -> int:
        """One for each `Column`."""
        return 0 if parent.isValid() else len(Column)

    def variable(self, row: int) -> Variable:
        """What stands in a row."""
        return self.listing.variables[self.listing.order[row]]

    def row(self, name: str) -> int:
        """The row of a variable, −1 where the filter hides it."""
        return self._rows.get(name, -1)

    @property
    def totals(self) -> Totals:
        """Sums over the rows that are shown."""
        return self.listing.totals

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; in full on hover and on copying."""
        if not index.isValid():
            return None
        variable, column = self.variable(index.row()), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(variable, column)
        if role in {COPY, Qt.ItemDataRole.ToolTipRole}:
            return self._in_full(variable, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _HEADER.align(column)
        if role == TAG:
            return wording.safe(variable.dtype) if column is Column.DTYPE else None
        if role == MARK:
            return self._mark(variable, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 (Qt's type)
        """Titles of the columns."""
        return _HEADER.data(section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, by the file's order for −1; what is selected stays selected."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        names = [self.variable(index.row()).name for index in old]
        descending = order is Qt.SortOrder.DescendingOrder
        self.listing.sort(Column(column) if column >= 0 else None, descending=descending)
        self._count_rows()
        new = [self.index(self.row(name), index.column()) for name, index in zip(names, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def filter(self, wanted: Filter) -> None:
        """Show only what `wanted` lets through."""
        self.beginResetModel()
        self.listing.filter(wanted)
        self._count_rows()
        self.endResetModel()

    def statistics_came(self, names: Iterable[str]) -> None:
        """Show the figures of these variables; the order of rows stays until it is asked for again."""
        rows = [row for name in names if (row := self.row(name)) >= 0]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(Column) - 1))

    def _count_rows(self) -> None:
        variables = self.listing.variables
        self._rows = {variables[index].name: row for row, index in enumerate(self.listing.order)}

    def _shown(self, variable: Variable, column: Column) -> str:
        if column in STATISTICS:
            return self._figure(variable, column)
        return _SHOWN[column](variable)

    def _figure(self, variable: Variable, column: Column) -> str:
        found = self.listing.statistics.get(variable.name)
        if found is None:
            return "" if variable.available else "–"
        value = statistic(found, column)
        if column is Column.ZEROS:
            return "" if value is None else wording.percent(value)
        if column is Column.MEAN and (found.nans or found.infinities):
            odd = "NaN" if found.nans else "∞"
            return odd if value is None else f"{_number(value)}{wording.SEPARATOR}{odd}"
        return _number(value)

    def _in_full(self, variable: Variable, column: Column) -> str | None:
        if column in STATISTICS:
            return self._figure_in_full(variable, column)
        return _IN_FULL[column](variable)

    def _figure_in_full(self, variable: Variable, column: Column) -> str | None:
        found = self.listing.statistics.get(variable.name)
        if found is None:
            return None if variable.available else tr("The file that holds the values is missing or cut off.")
        if column is Column.MEAN and (found.nans or found.infinities):
            odd = tr(
                "{nans} NaN, {infinities} infinite",
                nans=wording.count(found.nans),
                infinities=wording.count(found.infinities),
            )
            return tr("{odd}, mean of the finite values {mean!r}", odd=odd, mean=found.mean)
        value = statistic(found, column)
        return None if value is None else repr(value)

    def _mark(self, variable: Variable, column: Column) -> str | None:
        if column is Column.MEAN and self.listing.is_odd(variable):
            return "danger"
        if not variable.available:
            return "disabled"
        return "secondary" if column in {Column.ROLE, Column.TRAINABLE, Column.IN_FILE} else None


def _number(value: float | None) -> str:
    """As many digits as a narrow column has room for."""
    is_plain = value is None or value == 0 or _PLAIN[0] <= abs(value) < _PLAIN[1]
    return wording.number(value, 4 if is_plain else 3)


def _trainable(variable: Variable) -> str:
    return {None: "", True: "yes", False: "no"}[variable.trainable]


_SHOWN: dict[Column, Callable[[Variable], str]] = {
    Column.NAME: lambda variable: wording.name(title(variable)),
    Column.IN_FILE: lambda variable: wording.safe(in_file(variable)),
    Column.DTYPE: lambda variable: wording.safe(variable.dtype),
    Column.SHAPE: lambda variable: wording.shape(variable.shape),
    Column.ELEMENTS: lambda variable: wording.count(variable.elements),
    Column.BYTES: lambda variable: wording.byte_size(variable.bytes),
    Column.ROLE: lambda variable: variable.role,
    Column.TRAINABLE: _trainable,
}
_IN_FULL: dict[Column, Callable[[Variable], str]] = {
    **_SHOWN,
    Column.NAME: lambda variable: wording.name(variable.name),
    Column.SHAPE: lambda variable: str(list(variable.shape)),
    Column.ELEMENTS: lambda variable: str(variable.elements),
    Column.BYTES: lambda variable: str(variable.bytes),
}
