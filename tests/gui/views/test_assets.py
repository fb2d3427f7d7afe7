# SPDX-License-Identifier: Apache-2.0
"""The assets page: a look into files and tables, a bounded one, and metadata that can be searched."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)

from cutaway.errors import UnsafeFileError
from cutaway.qt.views.asset_preview import FIRST_BYTES, FIRST_ROWS
from cutaway.qt.views.assets import AssetsPage
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen
from helpers import example_models, readings
from helpers.readings import FakeReading

Put = Callable[[QWidget], None]
VOCABULARY = "assets/vocab.txt"


def shown(holder: QWidget, put: Put) -> tuple[AssetsPage, Document, FakeReading]:
    """Return the page on the screen, its document, and the reading behind it."""
    document, reading = readings.document(example_models.saved_model())
    reading.files[VOCABULARY] = b"".join(b"word %d\n" % place for place in range(2048))
    page = AssetsPage(document, holder)
    put(page)
    return page, document, reading


def texts(page: QWidget) -> list[str]:
    QCoreApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def content(page: QWidget) -> str:
    found = page.findChild(QPlainTextEdit, "assetText")
    assert found is not None
    return found.toPlainText()


def test_a_vocabulary_is_shown_by_lines(holder: QWidget, put: Put) -> None:
    page, document, _reading = shown(holder, put)
    document.selection.choose(Chosen("asset", VOCABULARY))
    assert content(page).startswith("word 0\nword 1\n")
    assert "2,048 lines, 19.4 kB" in texts(page)


def test_the_row_whose_file_is_shown_is_marked_where_the_table_got_the_focus_by_a_key(
    holder: QWidget, put: Put
) -> None:
    page, document, _reading = shown(holder, put)
    table = page.findChild(QTableView, "assetTable")
    assert table is not None
    QCoreApplication.sendEvent(table, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert document.selection.current.kind == "asset"
    assert [index.row() for index in table.selectionModel().selectedRows()] == [table.currentIndex().row()]


def test_a_large_file_is_read_in_parts(holder: QWidget, put: Put) -> None:
    page, document, reading = shown(holder, put)
    reading.files[VOCABULARY] = b"0123456789abcde\n" * 8_000
    document.selection.choose(Chosen("asset", VOCABULARY))
    assert reading.asked[-1] == ("content", (VOCABULARY, FIRST_BYTES))
    more = page.findChild(QPushButton, "moreOfAsset")
    assert more is not None
    more.click()
    assert reading.asked[-1] == ("content", (VOCABULARY, 8 * FIRST_BYTES))
    assert "8,000 lines, 128 kB" in texts(page)


def test_binary_is_shown_in_hexadecimal(holder: QWidget, put: Put) -> None:
    page, document, reading = shown(holder, put)
    reading.files[VOCABULARY] = bytes(range(256))
    document.selection.choose(Chosen("asset", VOCABULARY))
    assert content(page).startswith("00000000  00 01 02")


def test_a_missing_file_is_explained(holder: QWidget, put: Put) -> None:
    page, document, reading = shown(holder, put)
    document.selection.choose(Chosen("asset", "assets/labels.txt"))
    assert "This file is not there." in texts(page)
    assert not any(kind == "content" for kind, _asked in reading.asked)


def test_a_refused_file_says_why(holder: QWidget, put: Put) -> None:
    page, document, reading = shown(holder, put)
    reading.failures["content"] = UnsafeFileError("vocab.txt leads outside the model.")
    document.selection.choose(Chosen("asset", VOCABULARY))
    assert "vocab.txt leads outside the model." in texts(page)


def test_a_table_shows_its_first_entries(holder: QWidget, put: Put) -> None:
    page, document, reading = shown(holder, put)
    document.selection.choose(Chosen("table", "hash_table_vocab"))
    assert reading.asked[-1] == ("entries", ("hash_table_vocab", FIRST_ROWS))
    table = page.findChild(QTableView, "entryTable")
    assert table is not None
    assert table.model().headerData(0, Qt.Orientation.Horizontal) == "Key"
    assert "The first 500 entries of 2,048" in texts(page)


def test_metadata_is_searched_in_keys_and_values(holder: QWidget, put: Put) -> None:
    page, document, _reading = shown(holder, put)
    document.selection.choose(Chosen("asset", ""))
    kinds = page.findChild(QTabBar, "assetsKind")
    field = page.findChild(QLineEdit, "metadataFilter")
    tree = page.findChild(QTreeView, "metadataTree")
    assert kinds is not None
    assert field is not None
    assert tree is not None
    assert kinds.tabText(kinds.currentIndex()) == "Metadata"
    QTest.keyClicks(field, "adam")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [tree.model().index(row, 0).data() for row in range(tree.model().rowCount())] == [
        "training_config"
    ]


def test_a_value_is_shown_in_full(holder: QWidget, put: Put) -> None:
    page, document, _reading = shown(holder, put)
    document.selection.choose(Chosen("asset", ""))
    tree = page.findChild(QTreeView, "metadataTree")
    value = page.findChild(QPlainTextEdit, "metadataText")
    assert tree is not None
    assert value is not None
    tree.setCurrentIndex(tree.model().index(2, 0))
    assert "15788619162413586750" in value.toPlainText()
