# SPDX-License-Identifier: Apache-2.0
"""The layers page reads like `model.summary()` and leads on to variables."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QToolButton, QTreeView, QWidget

from cutaway.description.model import ModelDescription
from cutaway.qt.views.layers import LayersPage
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen
from helpers import example_models, readings

Put = Callable[[QWidget], None]


def shown(holder: QWidget, put: Put, description: ModelDescription) -> tuple[LayersPage, Document]:
    """Return the page on the screen, and its document."""
    document, _reading = readings.document(description)
    page = LayersPage(document, holder)
    put(page)
    return page, document


def texts(page: QWidget) -> list[str]:
    QCoreApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_totals_stand_above_the_table(holder: QWidget, put: Put) -> None:
    page, _document = shown(holder, put, example_models.keras_file())
    assert {"64,554", "23,584", "40,970", "not trainable"} <= set(texts(page))


def test_a_layer_shows_its_configuration_to_be_copied(holder: QWidget, put: Put) -> None:
    page, document = shown(holder, put, example_models.keras_file())
    document.selection.choose(Chosen("layer", "conv2d"))
    config = page.findChild(QPlainTextEdit, "layerConfig")
    copy = page.findChild(QToolButton, "copyConfig")
    assert config is not None
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text() == config.toPlainText()
    assert '"filters": 32' in config.toPlainText()


def test_a_layer_leads_to_its_variables(holder: QWidget, put: Put) -> None:
    page, document = shown(holder, put, example_models.keras_file())
    document.selection.choose(Chosen("layer", "conv2d"))
    links = [link for link in page.findChildren(QPushButton) if link.property("variable")]
    assert [link.text() for link in links] == ["conv2d/kernel", "conv2d/bias"]
    links[1].click()
    assert document.selection.current == Chosen("variable", "conv2d/bias")


def test_nested_layers_stand_under_their_model(holder: QWidget, put: Put) -> None:
    page, document = shown(holder, put, example_models.keras_file())
    document.selection.choose(Chosen("layer", "conv2d_1"))
    tree = page.findChild(QTreeView, "layerTree")
    assert tree is not None
    assert tree.currentIndex().parent().data() == "backbone"


def test_a_file_without_layers_says_so(holder: QWidget, put: Put) -> None:
    page, _document = shown(holder, put, example_models.saved_model())
    assert "This file describes no layers." in texts(page)
