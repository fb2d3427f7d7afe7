# SPDX-License-Identifier: Apache-2.0
"""The pages of a document as a table; switchers, shortcuts and the palette are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cutaway.description.model import ModelDescription
from cutaway.session.documents import Document

if TYPE_CHECKING:
    from cutaway.session.compare_service import CompareService
    from cutaway.session.edit_service import EditService
    from cutaway.session.run_service import RunService

# Pages are imported when the first one of their kind is shown: the window is painted before that.


def _overview(document: Document, parent: QWidget) -> QWidget:
    from cutaway.qt.views.overview import OverviewPage

    return OverviewPage(document, parent)


def _signatures(document: Document, parent: QWidget) -> QWidget:
    from cutaway.qt.views.signatures import SignaturesPage

    return SignaturesPage(document, parent)


def _variables(document: Document, parent: QWidget) -> QWidget:
    from cutaway.qt.views.variables import VariablesPage

    return VariablesPage(document, parent)


def _graph(document: Document, parent: QWidget) -> QWidget:
    from cutaway.qt.views.graph import GraphPage

    return GraphPage(document, parent)


def _netron(document: Document, parent: QWidget) -> QWidget:
    from cutaway.qt.netron.view import NetronView

    return NetronView(document, parent)


def _layers(document: Document, parent: QWidget) -> QWidget:
    from cutaway.qt.views.layers import LayersPage

    return LayersPage(document, parent)


def _assets(document: Document, parent: QWidget) -> QWidget:
    from cutaway.qt.views.assets import AssetsPage

    return AssetsPage(document, parent)


def inspector(document: Document, parent: QWidget) -> QWidget:
    """The panel beside the pages."""
    from cutaway.qt.views.inspector import Inspector

    return Inspector(document, parent)


def _always(_description: ModelDescription) -> bool:
    return True


def _has_signatures(description: ModelDescription) -> bool:
    return bool(description.signatures or description.functions)


def _has_tensors(description: ModelDescription) -> bool:
    return bool(description.variables or description.constants)


def _has_graph(description: ModelDescription) -> bool:
    return description.graph is not None or bool(description.layers)


def _has_drawing(description: ModelDescription) -> bool:
    from cutaway.qt.netron.files import files_of

    return files_of(description) is not None


def _has_layers(description: ModelDescription) -> bool:
    return bool(description.layers)


def _has_assets(description: ModelDescription) -> bool:
    return bool(description.assets or description.tables or description.metadata)


@dataclass(frozen=True, slots=True)
class PageRow:
    """id: word for shortcuts and saved state. name: object name. icon: Lucide's. when: does a model have it."""

    id: str
    title: str
    icon: str
    name: str
    factory: Callable[[Document, QWidget], QWidget]
    when: Callable[[ModelDescription], bool] = _always


PAGES: tuple[PageRow, ...] = (
    PageRow("overview", "Overview", "layout-dashboard", "overviewPage", _overview),
    PageRow("signatures", "Signatures", "plug", "signaturesPage", _signatures, _has_signatures),
    PageRow("variables", "Variables", "variable", "variablesPage", _variables, _has_tensors),
    PageRow("graph", "Graph", "waypoints", "graphPage", _graph, _has_graph),
    PageRow("netron", "Netron", "workflow", "netronView", _netron, _has_drawing),
    PageRow("layers", "Layers", "layers", "layersPage", _layers, _has_layers),
    PageRow("assets", "Assets", "paperclip", "assetsPage", _assets, _has_assets),
)


def with_run(service: Callable[[Document], RunService]) -> tuple[PageRow, ...]:
    """The same table with the page that runs models, behind the pages of the graph. service: runs a document."""

    def run(document: Document, parent: QWidget) -> QWidget:
        from cutaway.qt.run.page import RunPage

        return RunPage(document, parent, service)

    place = next(place for place, row in enumerate(PAGES) if row.id == "layers")
    row = PageRow("run", "Run", "play", "runPage", run, _has_signatures_to_run)
    return (*PAGES[:place], row, *PAGES[place:])


def with_studio(rows: tuple[PageRow, ...], service: Callable[[Document], EditService]) -> tuple[PageRow, ...]:
    """The rows with the page that edits signatures behind them. service: what edits ask of the engine."""

    def studio(document: Document, parent: QWidget) -> QWidget:
        from cutaway.qt.studio.page import StudioPage

        return StudioPage(document, parent, service)

    return (*rows, PageRow("studio", "Studio", "pencil", "signatureStudio", studio, _has_editable_signatures))


def with_compare(rows: tuple[PageRow, ...], service: Callable[[], CompareService]) -> tuple[PageRow, ...]:
    """The rows with the page that compares models behind them. service: what comparing asks of the engine."""

    def compare(document: Document, parent: QWidget) -> QWidget:
        from cutaway.qt.compare.page import ComparePage

        return ComparePage(document, parent, service)

    return (*rows, PageRow("compare", "Compare", "columns-2", "comparePage", compare))


def _has_editable_signatures(description: ModelDescription) -> bool:
    from cutaway.editing.draft import FORMATS

    return description.format in FORMATS and any(not each.runs_on_load for each in description.signatures)


def _has_signatures_to_run(description: ModelDescription) -> bool:
    return any(not signature.runs_on_load for signature in description.signatures)
