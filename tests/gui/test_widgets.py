# SPDX-License-Identifier: Apache-2.0
"""The vocabulary of widgets: what each shows, copies and tells a screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableView, QTableWidget, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from cutaway.description.findings import Finding
from cutaway.qt import icons
from cutaway.qt.theme import Theme
from cutaway.qt.widgets import tabs, views
from cutaway.qt.widgets.bars import BarRow, Share, ShareBar
from cutaway.qt.widgets.buttons import CopyButton, LinkButton, button, give_way
from cutaway.qt.widgets.card import Card
from cutaway.qt.widgets.empty_state import EmptyState
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.qt.widgets.finding_card import FindingCard
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import ElidedLabel, NumberLabel, label
from cutaway.qt.widgets.skeleton import SkeletonRows
from cutaway.qt.widgets.tag import DtypeTag, Tag

pytestmark = pytest.mark.usefixtures("themed")


@pytest.fixture
def host(qtbot: QtBot, themed: Theme) -> QWidget:
    """A shown window to put widgets into."""
    made = QWidget()
    made.resize(400, 300)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(widget: QWidget) -> QWidget:
    """Show a widget and draw it once."""
    widget.resize(max(widget.sizeHint().width(), 200), max(widget.sizeHint().height(), 20))
    widget.show()
    assert not widget.grab().isNull()
    return widget


def test_a_long_name_loses_its_middle_and_is_whole_in_the_tooltip(host: QWidget) -> None:
    name = "StatefulPartitionedCall/model/block_17/depthwise_conv2d/depthwise_kernel"
    made = ElidedLabel(name, host)
    made.resize(120, 20)
    made.show()
    assert made.toolTip() == name
    assert made.text() == made.accessibleName() == name
    made.resize(1000, 20)
    assert not made.toolTip()
    assert made.minimumSizeHint().width() < 120


def test_a_hostile_name_is_shown_escaped_and_never_as_markup(host: QWidget) -> None:
    assert ElidedLabel("a\x1b[1m\u202eb", host).text() == "a\\x1b[1m\\u202eb"
    made = label("<b>bold</b>", host)
    assert made.textFormat() is Qt.TextFormat.PlainText


def test_numbers_tell_all_digits_in_the_tooltip(host: QWidget) -> None:
    made = NumberLabel("50.4 K", "50,442", host)
    assert (made.text(), made.toolTip(), made.accessibleName()) == ("50.4 K", "50,442", "50,442")


def test_copying_is_said_for_a_moment(host: QWidget) -> None:
    made = CopyButton(lambda: "made now", host, "Copy the shape")
    made.click()
    assert QGuiApplication.clipboard().text() == "made now"
    assert made.toolTip() == "Copied"
    made._calm()
    assert made.toolTip() == made.accessibleName() == "Copy the shape"


def test_a_filter_waits_for_a_pause_but_not_for_enter_or_clear(host: QWidget, qtbot: QtBot) -> None:
    field = FilterField("Filter variables", host, name="variableFilter")
    field.show()
    heard: list[str] = []
    field.filtered.connect(heard.append)
    QTest.keyClicks(field, "conv")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["conv"])
    QTest.keyClicks(field, "2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["conv", "conv2"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert heard == ["conv", "conv2", ""]


def test_a_finding_tells_how_grave_it_is_in_words(host: QWidget, qtbot: QtBot) -> None:
    finding = Finding("writes-files", "danger", "The graph writes files.", "save/WriteFile")
    card = FindingCard(finding, host)
    shown(card)
    assert card.accessibleName() == "Danger: The graph writes files."
    assert card.text() == "Danger: The graph writes files. (save/WriteFile)"
    with qtbot.waitSignal(card.activated):
        QTest.keyClick(card, Qt.Key.Key_Return)
    with qtbot.waitSignal(card.activated):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)


def test_a_bar_is_chosen_by_mouse_and_keyboard(host: QWidget, qtbot: QtBot) -> None:
    row = BarRow(Share("dense/kernel", 80.0, "80 kB", key="dense/kernel"), 120.0, host)
    shown(row)
    heard: list[str] = []
    row.clicked.connect(heard.append)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert heard == ["dense/kernel", "dense/kernel"]
    assert row.accessibleName() == "dense/kernel, 80 kB"


def test_a_bar_that_means_nothing_cannot_be_chosen(host: QWidget) -> None:
    assert BarRow(Share("other", 1.0, "1 kB"), 1.0, host).focusPolicy() is Qt.FocusPolicy.NoFocus


def test_shares_are_told_in_words(host: QWidget) -> None:
    bar = ShareBar([Share("graph", 1.0, "1 kB"), Share("nothing", 0.0, "0 bytes")], host, "Bytes by kind")
    shown(bar)
    assert bar.accessibleName() == "Bytes by kind"
    assert bar.accessibleDescription() == "graph 1 kB"


def test_tags_tell_their_text(host: QWidget) -> None:
    for made in (Tag("custom", host, "red"), DtypeTag("float32", host)):
        shown(made)
        assert made.accessibleName() == made.text
    assert DtypeTag("float32", host).sizeHint().width() > DtypeTag("int8", host).sizeHint().width()


def test_facts_can_be_selected(host: QWidget) -> None:
    facts = KeyValueList(host)
    facts.add("Format", "SavedModel")
    facts.add("Type", DtypeTag("float32", facts))
    values = [found for found in facts.findChildren(QLabel) if found.accessibleName() == "Format: SavedModel"]
    assert values[0].textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    shown(facts)


def test_states_and_surfaces_draw(host: QWidget) -> None:
    shown(EmptyState("box", "There is nothing.", host, hint="Open something.", action=button("Open", host)))
    shown(SkeletonRows(3, host))
    card = Card(host, "Title", "3")
    assert card.heading is not None
    card.heading.set_count("4")
    shown(card)


def test_segments_and_page_tabs_have_names(host: QWidget) -> None:
    bar = tabs.segments(("Histogram", "Heatmap"), host, name="plotKind", words="Kind of plot")
    assert (bar.objectName(), bar.accessibleName(), bar.count()) == ("plotKind", "Kind of plot", 2)


def test_tables_have_rows_of_one_height(host: QWidget) -> None:
    table = QTableView(host)
    views.prepare_table(table, "variableTable", "Variables")
    assert table.objectName() == "variableTable"
    assert table.verticalHeader().defaultSectionSize() == 30
    assert not table.showGrid()


def test_all_tabs_stay_in_reach_where_there_is_little_room(host: QWidget) -> None:
    bar = tabs.page_tabs(host, name="pages", words="Pages")
    titles = ["Overview", "Signatures", "Variables", "Graph"]
    for title in titles:
        bar.addTab(icons.icon("box"), title)
    host.show()
    bar.show()
    for width in (600, 330, 200):
        bar.resize(width, 36)
        assert bar.tabRect(bar.count() - 1).right() <= width
        assert [bar.accessibleTabName(place) for place in range(bar.count())] == titles
    assert bar.tabText(0) == ""
    assert bar.tabToolTip(0) == "Overview"
    bar.resize(800, 36)
    assert bar.tabText(0) == "Overview"
    assert not bar.tabIcon(0).isNull()


def test_a_long_link_is_cut_and_whole_for_those_who_ask(host: QWidget) -> None:
    link = LinkButton("a/very/long/name/of/a/variable/in/a/model", host)
    host.show()
    link.show()
    link.resize(120, 24)
    assert link.sizeHint().width() > 120
    assert "…" in link.text()
    assert link.toolTip() == "a/very/long/name/of/a/variable/in/a/model"


def test_a_button_that_takes_the_place_of_another_takes_the_keyboard(host: QWidget, qtbot: QtBot) -> None:
    other, begin, cancel = (button(words, host) for words in ("Open", "Run", "Cancel"))
    give_way(cancel, begin)
    with qtbot.waitActive(host):
        host.activateWindow()
    for each in (other, begin):
        each.show()
    begin.setFocus()
    give_way(begin, cancel)
    assert (begin.isVisible(), cancel.hasFocus()) == (False, True)
    give_way(cancel, begin)
    give_way(cancel, begin)
    assert (cancel.isVisible(), begin.hasFocus()) == (False, True)


def test_a_table_is_sorted_by_keyboard(host: QWidget, qtbot: QtBot) -> None:
    table = QTableWidget(3, 3, host)
    views.prepare_table(table, "sums", "Sums")
    for row, words in enumerate(("b1", "c3", "a2")):
        for column in range(3):
            table.setItem(row, column, QTableWidgetItem(words[-1 if column else 0]))
    table.setSortingEnabled(True)
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    table.hideColumn(1)
    table.show()
    with qtbot.waitActive(host):
        host.activateWindow()
    head = table.horizontalHeader()
    head.setFocus(Qt.FocusReason.TabFocusReason)
    for keys, sorted_by in (
        ((Qt.Key.Key_Return,), "cba"),
        ((Qt.Key.Key_Right, Qt.Key.Key_Return), "bac"),
        ((Qt.Key.Key_Right, Qt.Key.Key_Space), "cab"),
        ((Qt.Key.Key_Left, Qt.Key.Key_Return), "abc"),
    ):
        for key in keys:
            QTest.keyClick(head, key)
        assert "".join(cell.text() for row in range(3) if (cell := table.item(row, 0))) == sorted_by
        assert not head.grab().isNull()
