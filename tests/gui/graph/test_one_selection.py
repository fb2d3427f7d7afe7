# SPDX-License-Identifier: Apache-2.0
"""One selection: the inspector leads from signatures and variables to the map, and from there to weights."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from cutaway.description.drawing import NodeFacts
from cutaway.description.picture import Place
from cutaway.qt.views.inspector import Inspector
from cutaway.session.selection import Chosen
from helpers.maps import Shown
from helpers.readings import FakeReading

Show = Callable[..., Shown]

KERNEL = "contour_conv/kernel"


def inspector_of(shown: Shown, qtbot: QtBot) -> Inspector:
    """An inspector of the same document."""
    made = Inspector(shown.document, None)
    made.resize(360, 900)
    qtbot.addWidget(made)
    made.show()
    return made


def follow(inspector: Inspector, words: str) -> None:
    """Click on the link that says that."""
    QApplication.processEvents()
    links = [each for each in inspector.findChildren(QAbstractButton) if each.isVisible()]
    link = next(each for each in links if words in each.text().replace("\u200b", ""))
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)


def test_an_input_of_a_signature_leads_to_its_placeholder(show: Show, qtbot: QtBot) -> None:
    def prepare(reading: FakeReading) -> None:
        reading.places["serving_default_input_2", ""] = Place(0, "input", (), "input")

    shown = show(prepare)
    inspector = inspector_of(shown, qtbot)
    shown.document.selection.choose(Chosen("input", "input_2", "serving_default"))
    follow(inspector, "Node serving_default_input_2")
    assert shown.document.selection.current == Chosen("node", "serving_default_input_2")
    assert shown.view.canvas.marks.chosen == shown.box("input")


def test_a_variable_leads_to_its_reader(show: Show, qtbot: QtBot) -> None:
    shown = show()
    description = shown.document.description
    assert description is not None
    variable = next(each for each in description.variables if each.name == KERNEL)
    shown.reading.places[variable.path, ""] = Place(1, "net/conv", ("net/",), "net/conv")
    inspector = inspector_of(shown, qtbot)
    shown.document.selection.choose(Chosen("variable", KERNEL))
    follow(inspector, "Its reader in the graph")
    assert shown.document.selection.current == Chosen("node", variable.path)
    assert shown.view.canvas.marks.chosen == shown.box("net/conv")


def test_a_node_leads_to_its_weights(show: Show, qtbot: QtBot) -> None:
    def prepare(reading: FakeReading) -> None:
        facts = NodeFacts("net/conv", "Conv2D", "", "", (), (), (), 0, 0, (KERNEL,))
        reading.nodes["net/conv", ""] = facts

    shown = show(prepare)
    inspector = inspector_of(shown, qtbot)
    shown.document.selection.choose(Chosen("node", "net/conv"))
    follow(inspector, "contour_conv")
    assert shown.document.selection.current == Chosen("variable", KERNEL)
