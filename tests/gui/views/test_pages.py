# SPDX-License-Identifier: Apache-2.0
"""What holds for every page: its names, its states, hostile names, another description, and its end."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QSlider, QSpinBox, QWidget

from cutaway.description.model import ModelDescription
from cutaway.errors import DamagedFileError
from cutaway.qt.views.inspector import Inspector
from cutaway.qt.views.table import PAGES, PageRow
from cutaway.qt.widgets.skeleton import SkeletonRows
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen
from helpers import example_models, readings

EVERY_MODEL = [
    example_models.saved_model,
    example_models.keras_file,
    example_models.tflite,
    example_models.hostile,
    lambda: example_models.large(300),
    lambda: ModelDescription("checkpoint", "/models/empty", "/models/empty"),
]
pages = pytest.mark.parametrize("row", PAGES, ids=[row.id for row in PAGES])


def shown(row: PageRow, holder: QWidget, make: Callable[[], ModelDescription]) -> QWidget:
    """Return a page of a document with that description, on the screen."""
    document, _reading = readings.document(make())
    return put(row, holder, document)


def put(row: PageRow, holder: QWidget, document: Document) -> QWidget:
    """Return the page of a document, on the screen."""
    page = row.factory(document, holder)
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(page)
    page.show()
    QCoreApplication.processEvents()
    return page


@pages
def test_object_names_are_those_of_the_contract(row: PageRow, holder: QWidget) -> None:
    page = shown(row, holder, example_models.saved_model)
    assert page.objectName() == row.name
    assert page.accessibleName()


@pages
@pytest.mark.parametrize("make", EVERY_MODEL)
def test_every_page_shows_every_model(
    row: PageRow, make: Callable[[], ModelDescription], holder: QWidget
) -> None:
    page = shown(row, holder, make)
    assert not page.grab().isNull()


@pages
@pytest.mark.parametrize("make", [example_models.saved_model, example_models.hostile])
def test_no_label_reads_markup_or_control_characters(
    row: PageRow, make: Callable[[], ModelDescription], holder: QWidget
) -> None:
    page = shown(row, holder, make)
    labels = page.findChildren(QLabel)
    assert labels
    for label in labels:
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert not set(label.text()) & set("\u202e\x1b")


@pages
def test_every_control_has_an_accessible_name(row: PageRow, holder: QWidget) -> None:
    page = shown(row, holder, example_models.saved_model)
    controls = [
        found
        for kind in (QAbstractButton, QComboBox, QLineEdit, QSpinBox, QSlider)
        for found in page.findChildren(kind)
        if not found.objectName().startswith("qt_") and found.isVisible() and found.focusPolicy()
    ]
    assert [control for control in controls if not control.accessibleName()] == []


@pages
def test_nothing_is_wider_than_a_narrow_page(row: PageRow, holder: QWidget) -> None:
    for make in (example_models.saved_model, example_models.keras_file, example_models.hostile):
        page = shown(row, holder, make)
        assert page.minimumSizeHint().width() <= 640


@pages
def test_a_page_shows_a_skeleton_while_the_file_is_read(row: PageRow, holder: QWidget) -> None:
    document, reading = readings.document(example_models.saved_model(), held=True)
    page = put(row, holder, document)
    assert page.findChildren(SkeletonRows)
    reading.release()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not page.findChildren(SkeletonRows)


@pages
def test_a_page_tells_why_the_file_could_not_be_read(row: PageRow, holder: QWidget) -> None:
    document, reading = readings.document(example_models.saved_model(), load=False)
    reading.failures["describe"] = DamagedFileError("model.pb breaks off at byte 12.", hint="Fetch it again.")
    document.load()
    page = put(row, holder, document)
    assert "model.pb breaks off at byte 12." in [label.text() for label in page.findChildren(QLabel)]


@pages
def test_a_page_follows_another_description(row: PageRow, holder: QWidget) -> None:
    document, reading = readings.document(example_models.saved_model())
    page = put(row, holder, document)
    reading.descriptions[document.source.path] = example_models.keras_file()
    document.load()
    assert not page.grab().isNull()


@pages
def test_a_document_outlives_its_page(row: PageRow, holder: QWidget) -> None:
    document, reading = readings.document(example_models.saved_model())
    put(row, holder, document).deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    reading.descriptions[document.source.path] = example_models.keras_file()
    document.load()
    document.selection.choose(Chosen("layer", "dense"))
    document.statistics_changed.emit(["dense/kernel"])


EVERY_CHOICE = [
    Chosen("model", ""),
    Chosen("signature", "encode"),
    Chosen("input", "paths", "encode"),
    Chosen("output", "ids", "encode"),
    Chosen("variable", "note_conv/kernel"),
    Chosen("asset", "assets/vocab.txt"),
    Chosen("asset", ""),
    Chosen("table", "hash_table_vocab"),
    Chosen("function", "__call__"),
    Chosen("function", "__inference_fn_1", "__call__"),
    Chosen("finding", "reads-files"),
    Chosen("layer", "not there"),
]


@pages
@pytest.mark.parametrize("chosen", EVERY_CHOICE, ids=str)
def test_every_page_bears_every_choice(row: PageRow, chosen: Chosen, holder: QWidget) -> None:
    document, _reading = readings.document(example_models.saved_model())
    put(row, holder, document)
    document.selection.choose(chosen)
    assert document.selection.current == chosen


@pytest.mark.parametrize("chosen", EVERY_CHOICE, ids=str)
def test_the_inspector_bears_every_choice(chosen: Chosen, holder: QWidget) -> None:
    document, _reading = readings.document(example_models.saved_model())
    inspector = Inspector(document, holder)
    document.selection.choose(chosen)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    title = inspector.findChild(QLabel, "inspectorTitle")
    assert (title is not None) == (chosen.name != "not there")
