# SPDX-License-Identifier: Apache-2.0
"""The pages of a document as a table; switchers, shortcuts and the palette are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from cutaway.description.model import ModelDescription
from cutaway.qt.views.assets import AssetsPage
from cutaway.qt.views.layers import LayersPage
from cutaway.qt.views.overview import OverviewPage
from cutaway.qt.views.signatures import SignaturesPage
from cutaway.qt.views.variables import VariablesPage
from cutaway.session.documents import Document


def _always(_description: ModelDescription) -> bool:
    return True


def _has_signatures(description: ModelDescription) -> bool:
    return bool(description.signatures or description.functions)


def _has_tensors(description: ModelDescription) -> bool:
    return bool(description.variables or description.constants)


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
    PageRow("overview", "Overview", "layout-dashboard", "overviewPage", OverviewPage),
    PageRow("signatures", "Signatures", "plug", "signaturesPage", SignaturesPage, _has_signatures),
    PageRow("variables", "Variables", "variable", "variablesPage", VariablesPage, _has_tensors),
    PageRow("layers", "Layers", "layers", "layersPage", LayersPage, _has_layers),
    PageRow("assets", "Assets", "paperclip", "assetsPage", AssetsPage, _has_assets),
)
