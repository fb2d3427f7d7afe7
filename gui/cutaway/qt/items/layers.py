# SPDX-License-Identifier: Apache-2.0
"""The layers of a Keras model as a Qt tree: nested models hold their layers."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from cutaway.description import wording
from cutaway.description.layers import Layer
from cutaway.qt.items.roles import COPY, MARK, Index
from cutaway.qt.items.titles import Titles
from cutaway.qt.items.tree import TreeItems


class Column(IntEnum):
    """The columns in the order in which they are shown."""

    NAME = 0
    CLASS = 1
    OUTPUT_SHAPE = 2
    PARAMETERS = 3
    TRAINABLE = 4
    INBOUND = 5


_TITLES = Titles(
    ("Layer", "Class", "Output shape", "Parameters", "Trainable", "Fed by"), frozenset({Column.PARAMETERS})
)
_TRAINABLE = {None: "", True: "yes", False: "no"}


def parents(layers: Sequence[Layer]) -> list[int]:
    """For each layer the nearest earlier one that is less deep, −1 at the top."""
    found: list[int] = []
    open_: list[int] = []
    for number, layer in enumerate(layers):
        while open_ and layers[open_[-1]].depth >= layer.depth:
            open_.pop()
        found.append(open_[-1] if open_ else -1)
        open_.append(number)
    return found


class LayerItems(TreeItems):
    """Rows in the order of the file."""

    def __init__(self, layers: Sequence[Layer], parent: QObject) -> None:
        super().__init__(parents(layers), len(Column), parent, _TITLES)
        self._layers = layers

    def layer(self, index: Index) -> Layer | None:
        """What stands in a row."""
        return self._layers[index.internalId()] if index.isValid() else None

    def find(self, name: str) -> QModelIndex:
        """The first row of that name, invalid where there is none."""
        for number, layer in enumerate(self._layers):
            if layer.name == name:
                return self.at(number)
        return QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's type)
        """Text for people; in full on hover and on copying."""
        if not index.isValid():
            return None
        layer, column = self._layers[index.internalId()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, COPY}:
            return _text(layer, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _TITLES.align(column)
        if role == MARK:
            quiet = column in {Column.CLASS, Column.TRAINABLE, Column.INBOUND}
            return "secondary" if quiet or (column is Column.PARAMETERS and not layer.parameters) else None
        return None


def _text(layer: Layer, column: Column) -> str:
    if column is Column.NAME:
        return wording.name(layer.name)
    if column is Column.CLASS:
        return wording.safe(layer.class_name)
    if column is Column.OUTPUT_SHAPE:
        return "" if layer.output_shape is None else wording.shape(layer.output_shape)
    if column is Column.PARAMETERS:
        return wording.count(layer.parameters)
    if column is Column.TRAINABLE:
        return _TRAINABLE[layer.trainable]
    return ", ".join(wording.name(name) for name in layer.inbound)
