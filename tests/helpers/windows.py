# SPDX-License-Identifier: Apache-2.0
"""A window over readings that a test controls, with state of its own, and pages that need no engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from cutaway.description.model import ModelDescription
from cutaway.events import Event
from cutaway.qt.main_window import SIZE, MainWindow, Parts
from cutaway.qt.theme import Theme
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.session.documents import Document
from cutaway.session.jobs import Job
from cutaway.session.recents import Recents
from cutaway.session.settings import Settings
from cutaway.session.state import State
from helpers.readings import FakeReading

W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A row of a table of pages."""

    id: str
    title: str
    icon: str
    factory: Callable[[Document, QWidget], QWidget]
    when: Callable[[ModelDescription], bool]


class PlainPage(QWidget):
    """A page with a filter field and nothing else."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addWidget(FilterField("Filter", self, name="plainFilter"))
        column.addWidget(QLabel(document.name, self), 1)


class PlainInspector(QWidget):
    """An inspector that says nothing."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.document = document


def _always(_: ModelDescription) -> bool:
    return True


def _has_layers(description: ModelDescription) -> bool:
    return bool(description.layers)


PLAIN_PAGES = (
    PlainRow("overview", "Overview", "layout-dashboard", PlainPage, _always),
    PlainRow("signatures", "Signatures", "plug", PlainPage, _always),
    PlainRow("variables", "Variables", "variable", PlainPage, _always),
    PlainRow("layers", "Layers", "layers", PlainPage, _has_layers),
    PlainRow("assets", "Assets", "paperclip", PlainPage, _always),
)


@dataclass(slots=True)
class Stage:
    """A window and what it stands on."""

    window: MainWindow
    reading: FakeReading
    settings: Settings
    recents: Recents
    state: State
    theme: Theme
    job_added: Event[[Job[Any]]]


def build(
    app: QApplication,
    folder: Path,
    reading: FakeReading | None = None,
    pages: Sequence[Any] = PLAIN_PAGES,
    inspector: Callable[[Document, QWidget], QWidget] = PlainInspector,
) -> Stage:
    """Build a window whose files lie in `folder`; a second one built there finds what the first one left."""
    found = reading or FakeReading()
    job_added: Event[[Job[Any]]] = Event()
    settings, recents = Settings(folder / "settings.json"), Recents(folder / "recents.json")
    state, theme = State(folder / "window.json"), Theme(app, folder=folder / "theme")
    window = MainWindow(Parts(found, job_added, settings, recents, state, theme, pages, inspector))
    if not state.data("geometry"):
        window.resize(*SIZE)  # the screen that tests see is smaller
    window.closing.connect(theme.close)
    return Stage(window, found, settings, recents, state, theme, job_added)


def dispose(stage: Stage) -> None:
    """Close the window and let Qt delete it."""
    stage.window.close()
    stage.window.deleteLater()
    stage.theme.deleteLater()


def child(parent: QWidget, kind: type[W], name: str = "") -> W:
    """The widget of that class and name inside `parent`; an AssertionError where there is none."""
    found = parent.findChild(kind, name) if name else parent.findChild(kind)
    assert found is not None, f"there is no {kind.__name__} {name}"
    return found


def names(stage: Stage) -> list[str]:
    """What the tabs say."""
    tabs = stage.window.workspace.strip.tabs
    return [tabs.tabText(place) for place in range(tabs.count())]


def current(stage: Stage) -> str:
    """The name of the document in front, empty on the welcome page."""
    page = stage.window.workspace.current
    return page.document.name if page else ""


INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)


def nameless(window: QWidget) -> list[str]:
    """Say which widgets one can use lack an object name or an accessible name; what Qt makes for itself is left out."""
    return [
        f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parent()).__name__}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE)
        and widget.window() is window  # lists of combo boxes are windows of their own
        and not (widget.objectName() and widget.accessibleName())
        and not _belongs_to_qt(widget)
    ]


def _belongs_to_qt(widget: QWidget) -> bool:
    """Arrows of tab bars, clear buttons and fields inside fields, headers."""
    owner = widget.parentWidget()
    is_qts = type(widget).__module__.startswith("PySide6")
    inner = (QLineEdit, QTabBar, QAbstractSpinBox, QComboBox, QAbstractItemView)
    return is_qts and (
        isinstance(owner, inner) or isinstance(widget, QHeaderView) or widget.objectName()[:3] == "qt_"
    )
