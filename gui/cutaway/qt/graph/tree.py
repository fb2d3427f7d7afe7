# SPDX-License-Identifier: Apache-2.0
"""The boxes of the map as a tree beside it: Enter opens and closes groups, the choice is that of the map."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeView, QWidget

from cutaway.description.picture import NODE, OPEN
from cutaway.qt.graph.scene import Scene
from cutaway.qt.items.nodes import NodeItems
from cutaway.qt.widgets.views import prepare_tree
from cutaway.qt.words import tr


class NodeTree(QTreeView):
    """chosen: a box by its number. toggled: open or close the group with that key."""

    chosen = Signal(int)
    toggled = Signal(str)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        prepare_tree(self, "graphTree", tr("Boxes of the map"))
        self.setProperty("kind", "side")
        self.setHeaderHidden(True)
        self.setExpandsOnDoubleClick(False)
        self.doubleClicked.connect(self._toggle)
        self._items: NodeItems | None = None
        self._scene: Scene | None = None

    def show_scene(self, scene: Scene) -> None:
        """Show the boxes of another picture."""
        old = self._items
        self._scene = scene
        self._items = items = NodeItems(scene.picture, self)
        self.setModel(items)
        if old is not None:
            old.deleteLater()
        self.selectionModel().currentChanged.connect(self._moved)
        for box in scene.frames:
            self.setExpanded(items.at(box), True)

    def show_chosen(self, box: int) -> None:
        """Select a box that was chosen elsewhere."""
        current = self.currentIndex()
        if self._items is None or (current.isValid() and current.internalId() == box):
            return
        selection = self.selectionModel()
        selection.blockSignals(True)
        if box >= 0:
            index = self._items.at(box)
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)
        else:
            selection.clear()
        selection.blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, scene = self.currentIndex(), self._scene
        if scene is not None and index.isValid():
            form = scene.forms[index.internalId()]
            key = event.key()
            is_enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            opens = key == Qt.Key.Key_Right and form not in {NODE, OPEN}
            if (is_enter and form != NODE) or opens:
                self._toggle(index)
                return
        super().keyPressEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.internalId())

    @Slot(QModelIndex)
    def _toggle(self, index: QModelIndex) -> None:
        scene = self._scene
        if scene is not None and index.isValid() and scene.forms[index.internalId()] != NODE:
            self.toggled.emit(scene.keys[index.internalId()])
