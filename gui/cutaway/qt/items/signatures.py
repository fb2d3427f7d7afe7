# SPDX-License-Identifier: Apache-2.0
"""Signatures with their inputs and outputs, and traced functions with their options, as a Qt tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from cutaway.description import wording
from cutaway.description.signatures import ConcreteFunction, PythonFunction, Signature, for_callers
from cutaway.description.tensors import Quantization, TensorSpec
from cutaway.qt import icons
from cutaway.qt.items.roles import COPY, DETAIL, MARK, TAG, Index
from cutaway.qt.items.titles import Titles
from cutaway.qt.items.tree import TreeItems
from cutaway.qt.words import counted, tr
from cutaway.session.selection import Chosen


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NAME = 0
    DTYPE = 1
    SHAPE = 2
    TENSOR = 3
    QUANTIZATION = 4


_TITLES = Titles(("Name", "Type", "Shape", "Tensor", "Quantisation"))
_ICONS = {"signature": "plug", "input": "log-in", "output": "log-out", "function": "square-function"}


@dataclass(frozen=True, slots=True)
class _Row:
    chosen: Chosen
    of: Signature | TensorSpec | PythonFunction | ConcreteFunction
    parent: int
    has_value: bool = True


class SignatureItems(TreeItems):
    """Signatures first, in the order in which callers look for them, then functions."""

    def __init__(
        self, signatures: Sequence[Signature], functions: Sequence[PythonFunction], parent: QObject
    ) -> None:
        self._rows = _signature_rows(for_callers(signatures))
        self._rows += _function_rows(functions, len(self._rows))
        self.is_quantised = any(isinstance(row.of, TensorSpec) and row.of.quantization for row in self._rows)
        super().__init__([row.parent for row in self._rows], len(Column), parent, _TITLES)

    def chosen(self, index: Index) -> Chosen | None:
        """What choosing this row chooses."""
        return self._rows[index.internalId()].chosen if index.isValid() else None

    def find(self, chosen: Chosen) -> QModelIndex:
        """The row of what is chosen, invalid where it is none of these."""
        for number, row in enumerate(self._rows):
            if row.chosen == chosen:
                return self.at(number)
        return QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Names and shapes in the columns, element types as tags."""
        if not index.isValid():
            return None
        row, column = self._rows[index.internalId()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, column)
        if role in {Qt.ItemDataRole.ToolTipRole, COPY}:
            return _in_full(row, column)
        if role == TAG:
            is_type = column is Column.DTYPE and isinstance(row.of, TensorSpec) and row.has_value
            return _text(row, column) if is_type else None
        if role == DETAIL:
            return _detail(row) if column is Column.NAME else None
        if role == MARK:
            is_quiet = column in {Column.TENSOR, Column.QUANTIZATION} or not row.has_value
            return "secondary" if is_quiet else None
        if role == Qt.ItemDataRole.DecorationRole and column is Column.NAME:
            name = "arrow-right" if isinstance(row.of, ConcreteFunction) else _ICONS[row.chosen.kind]
            is_callable = isinstance(row.of, Signature) and not row.of.runs_on_load
            return icons.icon(name, "accent" if is_callable else "secondary")
        return None


def quantization(found: Quantization | None, *, in_full: bool = False) -> str:
    """How stored numbers become real ones: `0.0039 × (q + 128)`, or how many pairs there are along which axis."""
    if found is None or not found.scale:
        return ""
    if len(found.scale) > 1 and not in_full:
        return tr("{count} along axis {axis}", count=counted(len(found.scale), "pair"), axis=found.axis)
    pairs = []
    for position, scale in enumerate(found.scale):
        zero = found.zero_point[position] if position < len(found.zero_point) else 0
        shift = "q" if zero == 0 else f"(q {'+' if zero < 0 else '−'} {abs(zero)})"
        pairs.append(f"{repr(scale) if in_full else wording.number(scale)} × {shift}")
    return "\n".join(pairs[:64])


def _signature_rows(signatures: Sequence[Signature]) -> list[_Row]:
    rows: list[_Row] = []
    for signature in signatures:
        above = len(rows)
        rows.append(_Row(Chosen("signature", signature.key), signature, -1))
        rows += [_Row(Chosen("input", spec.name, signature.key), spec, above) for spec in signature.inputs]
        rows += [
            _Row(Chosen("output", spec.name, signature.key), spec, above, signature.has_value(spec))
            for spec in signature.outputs
        ]
    return rows


def _function_rows(functions: Sequence[PythonFunction], begin: int) -> list[_Row]:
    rows: list[_Row] = []
    for function in functions:
        above = begin + len(rows)
        chosen = Chosen("function", function.path)
        rows.append(_Row(chosen, function, -1))
        rows += [
            _Row(Chosen("function", option.function, function.path), option, above)
            for option in function.options
        ]
    return rows


def _text(row: _Row, column: Column) -> str:
    of = row.of
    if isinstance(of, TensorSpec):
        return {
            Column.NAME: wording.name(of.name),
            Column.DTYPE: wording.safe(of.dtype) if row.has_value else tr("no value"),
            Column.SHAPE: wording.shape(of.shape) if row.has_value else "",
            Column.TENSOR: wording.safe(of.tensor),
            Column.QUANTIZATION: quantization(of.quantization),
        }[column]
    if column is not Column.NAME:
        return ""
    if isinstance(of, Signature):
        return wording.name(of.key)
    if isinstance(of, PythonFunction):
        return wording.name(of.path)
    return wording.safe(f"{of.arguments} → {of.returns}")


def _in_full(row: _Row, column: Column) -> str | None:
    of = row.of
    if isinstance(of, TensorSpec) and column is Column.QUANTIZATION:
        return quantization(of.quantization, in_full=True) or None
    if isinstance(of, TensorSpec) and column is Column.NAME and of.description:
        return f"{wording.safe(of.name)}\n{wording.safe(of.description)}"
    if isinstance(of, ConcreteFunction):
        return wording.safe(f"{of.function}\n{of.arguments}\n→ {of.returns}")
    return _text(row, column) or None


def _detail(row: _Row) -> str | None:
    of = row.of
    if isinstance(of, PythonFunction):
        return counted(len(of.options), "trace")
    if not isinstance(of, Signature):
        return None
    if of.runs_on_load:
        return tr("initialiser, run by loaders")
    words = [wording.safe(of.method.removeprefix("tensorflow/serving/"))] if of.method else []
    if of.origin == "inferred":
        words = ["inferred"]
    return wording.SEPARATOR.join(words) or None
