# SPDX-License-Identifier: Apache-2.0
"""The outline of a document: a tree of what is in the model, with counts; choosing there chooses everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.description.signatures import for_callers
from cutaway.description.variables import title
from cutaway.qt import fonts, icons, tokens
from cutaway.qt.items.roles import COPY, DETAIL, ROOT, Index
from cutaway.qt.widgets import views
from cutaway.qt.words import tr
from cutaway.session.selection import MODEL, Chosen, Kind, Selection

# Ids of indices: 0 is that of an invalid one, under which the model stands; the rest follows in three steps.
_NOWHERE_ID, _ROOT_ID, _FIRST_SECTION_ID, _FIRST_CHILD_ID = 0, 1, 2, 100
_MANY = 2_000
"""Names of a section that is not unfolded by itself when one of them is chosen elsewhere: that takes 0.1 s."""

_MARGINS = 14  # around icon and text, by Fusion and the style sheet


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the model: its title and the names in it."""

    kind: Kind
    title: str
    icon: str
    names: tuple[str, ...]


def sections(description: ModelDescription) -> tuple[Section, ...]:
    """The parts that this model has, in the order of the pages."""
    signatures = for_callers(description.signatures)
    found = (
        Section("signature", "Signatures", "plug", tuple(item.key for item in signatures)),
        Section("variable", "Variables", "variable", tuple(item.name for item in description.variables)),
        Section("constant", "Constants", "hash", tuple(item.name for item in description.constants)),
        Section("layer", "Layers", "layers", tuple(item.name for item in description.layers or ())),
        Section(
            "function", "Functions", "square-function", tuple(item.path for item in description.functions)
        ),
        Section("asset", "Assets", "paperclip", tuple(item.name for item in description.assets)),
        Section("table", "Lookup tables", "table-2", tuple(item.name for item in description.tables)),
    )
    return tuple(section for section in found if section.names)


class OutlineItems(QAbstractItemModel):
    """Model, sections, names: three levels, of which nothing is built per row."""

    def __init__(self, name: str, description: ModelDescription, parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._format = wording.format_title(description.format)
        self._sections = sections(description)
        self._variables = description.variables
        counts = {_NOWHERE_ID: 1, _ROOT_ID: len(self._sections)}
        counts |= {
            place: len(section.names) for place, section in enumerate(self._sections, _FIRST_SECTION_ID)
        }
        self._counts = {place: count for place, count in counts.items() if count}

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        # Asked for every one of 20,000 rows when a section unfolds: each call into Qt that is saved counts.
        above = parent.internalId()
        if column != 0 or not 0 <= row < self._counts.get(above, 0):
            return QModelIndex()
        if above >= _FIRST_SECTION_ID:
            return self.createIndex(row, 0, above - _FIRST_SECTION_ID + _FIRST_CHILD_ID)
        return self.createIndex(row, 0, _ROOT_ID if above == _NOWHERE_ID else _FIRST_SECTION_ID + row)

    def hasChildren(self, parent: Index = ROOT) -> bool:
        return parent.internalId() in self._counts

    def parent(self, index: Index = ROOT) -> QModelIndex:  # type: ignore[override]  # the other overload is QObject's
        own = index.internalId()
        if own < _FIRST_SECTION_ID:
            return QModelIndex()
        if own < _FIRST_CHILD_ID:
            return self.createIndex(0, 0, _ROOT_ID)
        section = own - _FIRST_CHILD_ID
        return self.createIndex(section, 0, _FIRST_SECTION_ID + section)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.column() > 0 else self._counts.get(parent.internalId(), 0)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: ARG002 (Qt's signature)
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if index.internalId() == _ROOT_ID:
            return self._root(role)
        if index.internalId() < _FIRST_CHILD_ID:
            return _section(self._sections[index.row()], role)
        section = self._sections[index.internalId() - _FIRST_CHILD_ID]
        name = section.names[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole if section.kind == "variable":
                return wording.name(title(self._variables[index.row()]))
            case Qt.ItemDataRole.DisplayRole:
                return wording.name(name)
            case Qt.ItemDataRole.ToolTipRole:
                return wording.name(name)
            case Qt.ItemDataRole.FontRole:
                return fonts.mono()
        return name if role == COPY else None

    def chosen(self, index: Index) -> Chosen | None:
        """What choosing that row chooses; a section's title chooses its first entry."""
        if not index.isValid():
            return None
        if index.internalId() == _ROOT_ID:
            return MODEL
        if index.internalId() < _FIRST_CHILD_ID:
            section = self._sections[index.row()]
            return Chosen(section.kind, section.names[0])
        section = self._sections[index.internalId() - _FIRST_CHILD_ID]
        return Chosen(section.kind, section.names[index.row()])

    def place(self, chosen: Chosen) -> QModelIndex:
        """The row of what is chosen (of its owner, for inputs and outputs); invalid where it is not in the outline."""
        root = self.index(0, 0)
        if chosen == MODEL:
            return root
        kind, name = ("signature", chosen.inside) if chosen.inside else (chosen.kind, chosen.name)
        for row, section in enumerate(self._sections):
            if section.kind == kind and name in section.names:
                return self.index(section.names.index(name), 0, self.index(row, 0, root))
        return QModelIndex()

    def _root(self, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return wording.name(self._name)
            case Qt.ItemDataRole.DecorationRole:
                return icons.icon("box", "accent")
            case Qt.ItemDataRole.FontRole:
                return fonts.interface(weight=fonts.STRONG)
        return self._format if role == DETAIL else None


def _section(section: Section, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return tr(section.title)
        case Qt.ItemDataRole.DecorationRole:
            return icons.icon(section.icon)
    return wording.count(len(section.names)) if role == DETAIL else None


class CountDelegate(QStyledItemDelegate):
    """Writes the count of a section at the right edge, quietly."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        count = _beside(option, index)
        if not count:
            return
        painter.save()
        painter.setFont(fonts.interface(tokens.SECONDARY_PX))
        painter.setPen(QColor(tokens.colors_of(option.palette).secondary))
        place = option.rect.adjusted(0, 0, -tokens.SPACE_2, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
        painter.restore()

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        count = _beside(option, index)
        if not index.data(DETAIL):
            option.textElideMode = Qt.TextElideMode.ElideLeft  # names in one folder differ at their end
        if count:
            room = _room(option, count)
            option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideMiddle, room)


def _room(option: QStyleOptionViewItem, count: str) -> int:
    """What a count leaves for the text before it."""
    taken = QFontMetrics(fonts.interface(tokens.SECONDARY_PX)).horizontalAdvance(count) + tokens.SPACE_4
    width: int = option.rect.width()
    return width - taken - tokens.ICON_SMALL - _MARGINS


def _beside(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> str:
    """The count of a section; the format of the model where its name leaves room for that."""
    words: str = index.data(DETAIL) or ""
    if index.internalId() != _ROOT_ID or not words:
        return words
    font = index.data(Qt.ItemDataRole.FontRole)
    name = QFontMetrics(font).horizontalAdvance(index.data(Qt.ItemDataRole.DisplayRole))
    return words if name <= _room(option, words) else ""


class Outline(QTreeView):
    """Shows `OutlineItems` and is one of the views of the document's selection."""

    def __init__(self, selection: Selection, parent: QWidget | None) -> None:
        super().__init__(parent)
        views.prepare_tree(self, "outline", tr("Outline of the model"))
        self.setProperty("kind", "side")
        self.setHeaderHidden(True)
        self.setIndentation(18)  # names stand under the title of their section
        self.setItemDelegate(CountDelegate(self))
        self._selection = selection
        self._items: OutlineItems | None = None
        self._is_following = False
        self.expanded.connect(self._catch_up)
        selection.changed.connect(self._follow)

    def show_model(self, name: str, description: ModelDescription) -> None:
        """Show another description; what is chosen stays chosen."""
        old = self._items
        self._items = OutlineItems(name, description, self)
        self.setModel(self._items)
        if old is not None:
            old.deleteLater()
        self.expand(self._items.index(0, 0))
        self.selectionModel().currentChanged.connect(self._choose)
        self._follow(self._selection.current)

    def release(self) -> None:
        """Watch the selection no more."""
        self._selection.changed.disconnect(self._follow)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._items is None or self._is_following:
            return
        chosen = self._items.chosen(current)
        if chosen is not None:
            self._is_following = True
            self._selection.choose(chosen)
            self._is_following = False

    def _follow(self, chosen: Chosen) -> None:
        if self._items is None or self._is_following:
            return
        place = self._items.place(chosen)
        above = place.parent()
        is_far = above.isValid() and not self.isExpanded(above) and self._items.rowCount(above) > _MANY
        self._show_place(above if is_far else place)

    @Slot(QModelIndex)
    def _catch_up(self, unfolded: QModelIndex) -> None:
        """A large section was unfolded that stood for what is chosen in it."""
        if self._items is not None and self._items.rowCount(unfolded) > _MANY:
            place = self._items.place(self._selection.current)
            if unfolded == self.currentIndex() == place.parent():
                self._show_place(place)

    def _show_place(self, place: QModelIndex) -> None:
        self._is_following = True
        if place.isValid():
            self.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(place)
        else:
            self.selectionModel().clearSelection()
        self._is_following = False
