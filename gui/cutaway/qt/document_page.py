# SPDX-License-Identifier: Apache-2.0
"""One tab: outline, the pages of a document, and the inspector; before that, loading or what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.errors import CutawayError
from cutaway.qt import icons, tokens
from cutaway.qt.document_states import Bar, FailedState, LoadingState
from cutaway.qt.outline import Outline
from cutaway.qt.views.follow import follow
from cutaway.qt.views.page import Page
from cutaway.qt.widgets.card import Line
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.tabs import page_tabs
from cutaway.qt.words import tr
from cutaway.session.documents import Document, DocumentState
from cutaway.session.selection import MODEL, Chosen, Kind

OUTLINE_WIDTH, INSPECTOR_WIDTH = 240, 320
_LEAST_OUTLINE, _LEAST_PAGE, _LEAST_INSPECTOR = 160, 400, 240

_PAGE_OF: dict[Kind, str] = {
    "model": "overview",
    "finding": "overview",
    "signature": "signatures",
    "input": "signatures",
    "output": "signatures",
    "function": "signatures",
    "variable": "variables",
    "constant": "variables",
    "layer": "layers",
    "asset": "assets",
    "table": "assets",
    "node": "graph",
    "group": "graph",
}


class PageRow(Protocol):
    """A row of the table of pages."""

    @property
    def id(self) -> str:
        """Word for shortcuts and saved state."""

    @property
    def title(self) -> str:
        """What the switcher says."""

    @property
    def icon(self) -> str:
        """Its icon."""

    @property
    def factory(self) -> Callable[[Document, QWidget], QWidget]:
        """Makes the page."""

    @property
    def when(self) -> Callable[[ModelDescription], bool]:
        """Whether a model has that page."""


class DocumentPage(QWidget):
    """document: what it shows. summary: the model in one line, empty until it was read.

    status_changed: the window's status line or title may read differently. described: the file was read, for the first
    time or again. other_asked: the user wants another file instead of the one that failed. path_asked: a page wants
    that model opened. reload_failed: a CutawayError, while what was read before is still shown.
    """

    status_changed = Signal()
    described = Signal()
    reload_failed = Signal(object)
    other_asked = Signal()
    path_asked = Signal(str)

    def __init__(
        self,
        document: Document,
        pages: Sequence[PageRow],
        inspector: Callable[[Document, QWidget], QWidget],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self._rows = tuple(pages)
        self._make_inspector = inspector
        self._inspector: QWidget | None = None
        self._shown: ModelDescription | None = None
        self.summary = ""
        self._told: CutawayError | None = None
        self._made: dict[str, QWidget] = {}
        self._wanted_page = ""
        self._is_inspector_wanted = True
        self._is_outline_wanted = True
        self._asked = ""
        self._borders = (OUTLINE_WIDTH, INSPECTOR_WIDTH)
        self._is_settled = False
        self._build()
        for event in (document.changed, document.stale_changed):
            follow(self, event, self._refresh)
        follow(self, document.selection.changed, self._chosen)
        follow(self, document.taps_changed, self._tap_asked)
        follow(self, document.values_brought, self._values_brought)
        self._refresh()

    # --- what the window asks ---

    @property
    def page(self) -> str:
        """The id of the page that is shown, empty while there is none."""
        place = self._switcher.currentIndex()
        return str(self._switcher.tabData(place)) if place >= 0 else self._wanted_page

    @property
    def pages(self) -> tuple[str, ...]:
        """The ids of the pages that this model has."""
        return tuple(str(self._switcher.tabData(place)) for place in range(self._switcher.count()))

    def show_page(self, name: str) -> None:
        """Show the page of that id; one that the model does not have is ignored, or shown once it is known to."""
        self._wanted_page = name
        if name in self.pages:
            self._switcher.setCurrentIndex(self.pages.index(name))

    def focus_filter(self) -> None:
        """Put the cursor into the filter field of the page."""
        current = self._stack.currentWidget()
        fields = current.findChildren(FilterField) if current else []
        for field in fields:
            if field.isVisible():
                field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                field.selectAll()
                return

    @property
    def is_outline_shown(self) -> bool:
        """True unless the outline was hidden by the user."""
        return self._is_outline_wanted

    def show_outline(self, is_shown: bool) -> None:  # noqa: FBT001 (one word, one meaning)
        """Show or hide the outline."""
        self._is_outline_wanted = is_shown
        self._asked = "outline" if is_shown else ""
        self._arrange_panels()

    @property
    def is_inspector_wanted(self) -> bool:
        """True unless the inspector was hidden."""
        return self._is_inspector_wanted

    def want_inspector(self, is_wanted: bool) -> None:  # noqa: FBT001 (one word, one meaning)
        """Show the inspector whenever something is chosen, or never."""
        self._is_inspector_wanted = is_wanted
        self._asked = "inspector" if is_wanted else ""
        self._arrange_panels()

    @property
    def borders(self) -> tuple[int, int]:
        """Widths of outline and inspector in pixels, for the next start."""
        sizes = self._splitter.sizes()
        return sizes[0] or self._borders[0], (sizes[2] if len(sizes) > 2 else 0) or self._borders[1]

    def place_borders(self, outline: int, inspector: int) -> None:
        """Give outline and inspector these widths."""
        self._borders = (max(outline, _LEAST_OUTLINE), max(inspector, _LEAST_INSPECTOR))
        self._share_width()

    # --- how it is built ---

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stale = Bar("Reload", "refresh-cw", self, name="staleBar")
        self._stale.accepted.connect(self.reload)
        bar = QVBoxLayout()
        bar.setContentsMargins(tokens.SPACE_2, 0, tokens.SPACE_2, 0)
        bar.addWidget(self._stale)
        column.addLayout(bar)
        self._states = QStackedWidget(self)
        column.addWidget(self._states, 1)
        self._loading = LoadingState(self.document, self)
        self._loading.cancelled.connect(self._cancel)
        self._states.addWidget(self._loading)
        self._failed: FailedState | None = None
        self._splitter = self._built_splitter()
        self._states.addWidget(self._splitter)

    def _built_splitter(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("documentSplitter")
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        self.outline = Outline(self.document.selection, splitter)
        self.outline.setMinimumWidth(_LEAST_OUTLINE)
        middle = QFrame(splitter)
        middle.setMinimumWidth(_LEAST_PAGE)
        middle.setProperty("kind", "page")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._switcher = page_tabs(middle, name="pageSwitcher", words=tr("Pages of the model"))
        self._switcher.setContentsMargins(tokens.SPACE_4, 0, tokens.SPACE_4, 0)
        self._switcher.currentChanged.connect(self._switch)
        head = QFrame(middle)
        head.setProperty("kind", "pageHead")
        row = QVBoxLayout(head)
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_1, tokens.SPACE_4, 0)
        row.addWidget(self._switcher)
        column.addWidget(head)
        column.addWidget(Line(middle))
        self._stack = QStackedWidget(middle)
        column.addWidget(self._stack, 1)
        splitter.addWidget(self.outline)
        splitter.addWidget(middle)
        for place, stretch in enumerate((0, 1)):
            splitter.setStretchFactor(place, stretch)
        return splitter

    # --- what happens ---

    def _refresh(self) -> None:
        """Show the state that the document is in."""
        document = self.document
        if document.loading is not None:
            document.loading.changed.connect(self._progress)
        if document.description is not None:
            if document.description is not self._shown:
                self._show_description(document.description)
            self._states.setCurrentWidget(self._splitter)
            if document.error is not None and document.error is not self._told:
                self.reload_failed.emit(document.error)
            self._told = document.error
        elif document.state is DocumentState.FAILED and document.error is not None:
            self._show_error()
        else:
            self._loading.show_progress()
            self._states.setCurrentWidget(self._loading)
        self._say_stale()
        self.status_changed.emit()

    def _show_description(self, description: ModelDescription) -> None:
        self._shown = description
        self.summary = wording.summary(description)
        wanted = self._wanted_page or self.page
        self.outline.show_model(self.document.name, description)
        rows = [row for row in self._rows if row.when(description)]
        self._switcher.blockSignals(True)
        while self._switcher.count():
            self._switcher.removeTab(0)
        for row in rows:
            place = self._switcher.addTab(icons.icon(row.icon), tr(row.title))
            self._switcher.setTabData(place, row.id)
        self._switcher.blockSignals(False)
        self._forget([name for name in self._made if name not in self.pages])
        if self._inspector is None:
            self._inspector = self._make_inspector(self.document, self._splitter)
            self._inspector.setMinimumWidth(_LEAST_INSPECTOR)
            self._splitter.addWidget(self._inspector)
            self._splitter.setStretchFactor(2, 0)
        if self.pages:
            self._switcher.setCurrentIndex(self.pages.index(wanted) if wanted in self.pages else 0)
            self._switch(self._switcher.currentIndex())
        self._arrange_panels()
        self.described.emit()

    def _forget(self, names: list[str]) -> None:
        for name in names:
            page = self._made.pop(name)
            self._stack.removeWidget(page)
            page.deleteLater()

    def _show_error(self) -> None:
        error = self.document.error
        if error is None:
            return
        if self._failed is not None:
            self._states.removeWidget(self._failed)
            self._failed.deleteLater()
        self._failed = FailedState(self.document.name, error, self)
        self._failed.retried.connect(self.reload)
        self._failed.other_asked.connect(self.other_asked)
        self._states.addWidget(self._failed)
        self._states.setCurrentWidget(self._failed)

    def _say_stale(self) -> None:
        if self.document.is_stale and self.document.loading is None:
            self._stale.say(
                tr(
                    "{name} changed on disk. What is shown is what it was.",
                    name=wording.name(self.document.name),
                )
            )
        else:
            self._stale.hide()

    @Slot()
    def reload(self) -> None:
        """Read the file again; what was shown stays until the new is there."""
        if self.document.loading is None:
            self.document.load()

    @Slot()
    def _cancel(self) -> None:
        if self.document.loading is not None:
            self.document.loading.cancel()

    def _progress(self, _job: object) -> None:
        if self.document.loading is not None:
            self._loading.show_progress()

    @Slot(int)
    def _switch(self, place: int) -> None:
        if place < 0:
            return
        name = str(self._switcher.tabData(place))
        self._wanted_page = name
        if name not in self._made:
            row = next(row for row in self._rows if row.id == name)
            self._made[name] = page = row.factory(self.document, self._stack)
            self._stack.addWidget(page)
            if isinstance(page, Page):
                page.page_asked.connect(self.show_page)
                page.path_asked.connect(self.path_asked)
                page.moved.connect(self.status_changed)
        self._stack.setCurrentWidget(self._made[name])
        self._arrange_panels()
        self.status_changed.emit()

    def _chosen(self, chosen: Chosen) -> None:
        current = self._stack.currentWidget()
        if not (isinstance(current, Page) and current.holds(chosen)):
            self.show_page(_PAGE_OF.get(chosen.kind, ""))
        self._arrange_panels()
        self.status_changed.emit()

    def _tap_asked(self) -> None:
        """Someone wants to see a value inside the model."""
        self.show_page("run")

    def _values_brought(self, _name: str) -> None:
        """Someone wants to see numbers as colours of the graph."""
        self.show_page("graph")

    def _arrange_panels(self) -> None:
        """Room for outline and inspector where the page keeps enough of it; the one just asked for comes first."""
        current = self._stack.currentWidget()
        is_chosen = self.document.selection.current != MODEL and getattr(current, "has_inspector", True)
        wanted = {
            "outline": self._is_outline_wanted,
            "inspector": self._inspector is not None and self._is_inspector_wanted and is_chosen,
        }
        widths = dict(zip(wanted, self._borders, strict=True))
        room, shown = self.width(), set()
        good = current.good_width if isinstance(current, Page) else Page.good_width
        for name in sorted(wanted, key=lambda name: name != self._asked):
            least = _LEAST_PAGE if name == self._asked else good
            if wanted[name] and room - widths[name] >= least:
                shown.add(name)
                room -= widths[name]
        self.outline.setVisible("outline" in shown)
        self._show_inspector(is_shown="inspector" in shown)

    def _show_inspector(self, *, is_shown: bool) -> None:
        if self._inspector is None or self._inspector.isHidden() != is_shown:
            return
        if not is_shown and self._inspector.isAncestorOf(QApplication.focusWidget() or self):
            (self._stack.currentWidget() or self).setFocus()  # else a button of the toolbar gets it
        self._inspector.setVisible(is_shown)
        if is_shown:
            self._share_width()

    def _share_width(self) -> None:
        """Give outline and inspector the widths they are to have, and the page the rest."""
        outline, inspector = self._borders
        left = 0 if self.outline.isHidden() else outline
        right = 0 if self._inspector is None or self._inspector.isHidden() else inspector
        self._splitter.setSizes([left, max(self.width() - left - right, 0), right])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange_panels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._asked = ""
        self._arrange_panels()
        if not self._is_settled:
            self._is_settled = True
            self._share_width()
