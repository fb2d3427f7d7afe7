# SPDX-License-Identifier: Apache-2.0
"""Every item model keeps Qt's rules, and shows what a file says as text and nothing else."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from cutaway.description.model import ModelDescription
from cutaway.description.statistics import Statistics, ValueTable
from cutaway.qt.items import layers, metadata, signatures
from cutaway.qt.items.assets import AssetItems
from cutaway.qt.items.roles import COPY, DETAIL, MARK, TAG
from cutaway.qt.items.values import ValueItems
from cutaway.qt.items.variables import VariableItems
from cutaway.session.selection import Chosen
from cutaway.session.variable_listing import Column, Filter
from helpers import example_models

MODELS = [
    example_models.saved_model,
    example_models.keras_file,
    example_models.tflite,
    example_models.hostile,
]
TESTER = QAbstractItemModelTester.FailureReportingMode.Warning  # pytest-qt makes failures of warnings


def every(description: ModelDescription, parent: QObject) -> list[QAbstractItemModel]:
    """Return one of each item model over a description."""
    return [
        VariableItems(description.variables or description.constants, {}, parent),
        signatures.SignatureItems(description.signatures, description.functions, parent),
        layers.LayerItems(description.layers or (), parent),
        metadata.MetadataItems(description.metadata, parent),
        AssetItems(description.assets, description.tables, parent),
        ValueItems(ValueTable((("1", "2"), ("3", "4")), 8, 16, 100, 200), parent),
    ]


def walk(items: QAbstractItemModel, parent: QModelIndex | None = None) -> list[QModelIndex]:
    """Return every index in every column."""
    above = parent or QModelIndex()
    found = []
    for row in range(items.rowCount(above)):
        found += [items.index(row, column, above) for column in range(items.columnCount(above))]
        found += walk(items, items.index(row, 0, above))
    return found


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


@pytest.mark.parametrize("make", MODELS)
def test_every_item_model_keeps_the_rules_of_qt(make: Callable[[], ModelDescription], owner: QObject) -> None:
    for items in every(make(), owner):
        QAbstractItemModelTester(items, TESTER, items)
        for index in walk(items):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, TAG, MARK, DETAIL, COPY):
                index.data(role)


def test_hostile_names_are_shown_escaped(owner: QObject) -> None:
    for items in every(example_models.hostile(), owner):
        for index in walk(items):
            for role in (Qt.ItemDataRole.DisplayRole, TAG, DETAIL):
                text = index.data(role) or ""
                assert not set(text) & set("\u202e\x1b\n"), (type(items), index.column(), role)


def test_headers_have_titles(owner: QObject) -> None:
    for items in every(example_models.saved_model(), owner):
        for column in range(items.columnCount()):
            assert items.headerData(column, Qt.Orientation.Horizontal)


def test_sorting_keeps_what_is_selected(owner: QObject) -> None:
    items = VariableItems(example_models.saved_model().variables, {}, owner)
    QAbstractItemModelTester(items, TESTER, items)
    kept = QPersistentModelIndex(items.index(3, 0))
    name = kept.data()
    items.sort(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert kept.data() == name
    assert items.index(0, 0).data() == "vocabulary"


def test_filtering_shows_the_rows_that_match(owner: QObject) -> None:
    items = VariableItems(example_models.saved_model().variables, {}, owner)
    QAbstractItemModelTester(items, TESTER, items)
    items.filter(Filter("*/bias"))
    assert items.rowCount() == 5
    assert items.row("note_conv/bias") == 2
    assert items.row("note_conv/kernel") == -1


def test_figures_appear_when_they_come(owner: QObject, qtbot: QtBot) -> None:
    statistics: dict[str, Statistics] = {}
    items = VariableItems(example_models.saved_model().variables, statistics, owner)
    assert items.index(0, Column.MINIMUM).data() == ""
    statistics["contour_conv/kernel"] = Statistics(288, -0.5, 0.25, 0.125, 0.1, zeros=72)
    with qtbot.waitSignal(items.dataChanged):
        items.statistics_came(["contour_conv/kernel"])
    assert items.index(0, Column.MAXIMUM).data() == "0.25"
    assert items.index(0, Column.ZEROS).data() == "25 %"


def test_nan_is_marked(owner: QObject) -> None:
    statistics = {"contour_conv/kernel": Statistics(288, mean=0.5, nans=3)}
    items = VariableItems(example_models.saved_model().variables, statistics, owner)
    cell = items.index(0, Column.MEAN)
    assert (cell.data(), cell.data(MARK)) == ("0.5 · NaN", "danger")
    assert "3 NaN" in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_copying_gives_figures_in_full(owner: QObject) -> None:
    items = VariableItems(example_models.saved_model().variables, {}, owner)
    cells = [items.index(0, column).data(COPY) for column in (Column.NAME, Column.SHAPE, Column.BYTES)]
    assert cells == ["contour_conv/kernel", "[3, 3, 1, 32]", "1152"]


def test_inputs_and_outputs_hang_under_their_signature(owner: QObject) -> None:
    model = example_models.saved_model()
    items = signatures.SignatureItems(model.signatures, model.functions, owner)
    index = items.find(Chosen("output", "onset", "serving_default"))
    assert index.parent().data() == "serving_default"
    assert items.chosen(index) == Chosen("output", "onset", "serving_default")
    assert index.siblingAtColumn(signatures.Column.SHAPE).data() == "? × 172 × 88"


def test_quantisation_is_told_per_tensor_and_per_axis(owner: QObject) -> None:
    items = signatures.SignatureItems(example_models.tflite().signatures, (), owner)
    cells = [items.at(row, signatures.Column.QUANTIZATION).data() for row in (1, 2)]
    assert cells == ["0.024 × (q + 128)", "16 pairs along axis 0"]


def test_layers_of_a_nested_model_hang_under_it(owner: QObject) -> None:
    items = layers.LayerItems(example_models.keras_file().layers or (), owner)
    assert items.find("batch_normalization").parent().data() == "backbone"
    assert not items.find("dense").parent().isValid()


def test_metadata_stops_at_its_limit(owner: QObject) -> None:
    items = metadata.MetadataItems({"many": list(range(metadata.ROW_LIMIT))}, owner)
    assert items.is_cut
    assert items.rowCount(items.index(0, 0)) == metadata.ROW_LIMIT - 1


def test_values_are_headed_by_their_indices(owner: QObject) -> None:
    items = ValueItems(ValueTable((("1", "2"),), 8, 16, 100, 200), owner)
    assert items.headerData(1, Qt.Orientation.Horizontal) == "17"
    assert items.headerData(0, Qt.Orientation.Vertical) == "8"
