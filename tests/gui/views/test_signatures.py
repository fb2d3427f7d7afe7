# SPDX-License-Identifier: Apache-2.0
"""The signatures page: what is chosen in the tree, and the snippets that call it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTabBar, QToolButton, QTreeView, QWidget

from cutaway.description.model import ModelDescription
from cutaway.description.signatures import Signature
from cutaway.qt.views.signatures import SignaturesPage
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen
from helpers import example_models, readings

Put = Callable[[QWidget], None]
Show = Callable[[ModelDescription], tuple[SignaturesPage, Document]]


@pytest.fixture
def show(holder: QWidget, put: Put) -> Show:
    """Give a function that shows the page of a description."""

    def made(description: ModelDescription) -> tuple[SignaturesPage, Document]:
        document, _reading = readings.document(description)
        page = SignaturesPage(document, holder)
        put(page)
        return page, document

    return made


def tree(page: QWidget) -> QTreeView:
    found = page.findChild(QTreeView, "signatureTree")
    assert found is not None
    return found


def snippet(page: QWidget) -> str:
    QCoreApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete: what was shown before is gone
    found = page.findChild(QPlainTextEdit, "snippetText")
    assert found is not None
    return found.toPlainText()


def test_signatures_come_first_then_functions(show: Show) -> None:
    page, _document = show(example_models.saved_model())
    items = tree(page).model()
    rows = [items.index(row, 0).data() for row in range(items.rowCount())]
    assert rows == ["serving_default", "encode", "__saved_model_init_op", "__call__", "encoder.predict"]


def test_an_initialiser_gives_no_value_instead_of_an_unknown_one(show: Show) -> None:
    page, _document = show(example_models.saved_model())
    items = tree(page).model()
    initialiser = items.index(2, 0)
    assert items.index(0, 1, initialiser).data() == "no value"
    assert items.index(0, 2, initialiser).data() == ""


def test_the_first_signature_is_shown_without_being_chosen(show: Show) -> None:
    page, document = show(example_models.saved_model())
    assert 'model.signatures["serving_default"]' in snippet(page)
    assert document.selection.current == Chosen("model", "")


def test_a_row_chooses_and_changes_the_snippet(show: Show) -> None:
    page, document = show(example_models.saved_model())
    tree(page).setCurrentIndex(tree(page).model().index(1, 0))
    assert document.selection.current == Chosen("signature", "encode")
    assert 'model.signatures["encode"]' in snippet(page)


def test_an_output_chosen_elsewhere_is_selected(show: Show) -> None:
    page, document = show(example_models.saved_model())
    document.selection.choose(Chosen("output", "ids", "encode"))
    assert tree(page).currentIndex().data() == "ids"
    assert 'model.signatures["encode"]' in snippet(page)


def test_the_kind_of_snippet_stays(show: Show) -> None:
    page, document = show(example_models.saved_model())
    kinds = page.findChild(QTabBar, "snippetKind")
    assert kinds is not None
    kinds.setCurrentIndex(1)
    assert snippet(page).startswith("curl") or snippet(page).startswith("python3")
    document.selection.choose(Chosen("signature", "encode"))
    assert "b64" in snippet(page)


def test_a_snippet_is_copied_whole(show: Show) -> None:
    page, _document = show(example_models.saved_model())
    copy = page.findChild(QToolButton, "copySnippet")
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text().rstrip("\n") == snippet(page)


def test_an_initialiser_says_why_it_has_no_snippet(show: Show) -> None:
    page, document = show(example_models.saved_model())
    document.selection.choose(Chosen("signature", "__saved_model_init_op"))
    QCoreApplication.processEvents()
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Loaders run this initialiser by themselves; it is not meant to be called." in texts


def test_a_function_shows_its_traces(show: Show) -> None:
    page, document = show(example_models.saved_model())
    document.selection.choose(Chosen("function", "__call__"))
    QCoreApplication.processEvents()
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert sum("TensorSpec" in text for text in texts) == 2


def test_quantisation_has_a_column_only_where_there_is_some(show: Show) -> None:
    for make, is_hidden in ((example_models.saved_model, True), (example_models.tflite, False)):
        page, _document = show(make())
        assert tree(page).isColumnHidden(4) is is_hidden


def test_rows_copy_with_their_tensors(show: Show) -> None:
    page, document = show(example_models.saved_model())
    document.selection.choose(Chosen("input", "input_2", "serving_default"))
    QTest.keyClick(tree(page), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\t")[:2] == ["input_2", "float32"]


def test_a_file_without_signatures_says_so(show: Show) -> None:
    page, _document = show(example_models.large(3))
    QCoreApplication.processEvents()
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "This file has no signatures." in texts


def test_a_thousand_signatures_are_shown(show: Show) -> None:
    first = example_models.saved_model().signatures[0]
    many = tuple(Signature(f"key {place}", "declared", first.inputs, first.outputs) for place in range(1000))
    page, _document = show(ModelDescription("saved_model", "/m", "/m", signatures=many))
    assert tree(page).model().rowCount() == 1000
