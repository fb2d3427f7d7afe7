# SPDX-License-Identifier: Apache-2.0
"""What the inspector tells of a node of the graph."""

from array import array
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cutaway.description.drawing import End, NodeFacts
from cutaway.description.shapes import Shapes
from cutaway.qt.views.inspector import Inspector
from cutaway.qt.widgets.buttons import CopyButton
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen
from helpers import example_models, readings

Put = Callable[[QWidget], None]


def _facts(stack: tuple[str, ...] = ()) -> NodeFacts:
    """A node that takes from node 3 and gives to one other."""
    before = End(0, "net/relu", "Relu", "", "float32", (3, 0))
    after = End(0, "net/add", "AddV2", "", "float32 1 × 4", (4, 0))
    return NodeFacts(
        "net/conv", "Conv2D", "", "", (("padding", "SAME"),), (before,), (after,), 1, 1, (), stack
    )


def _shown(put: Put, facts: NodeFacts) -> tuple[Inspector, Document]:
    document, reading = readings.document(example_models.saved_model())
    reading.nodes["net/conv", ""] = facts
    inspector = Inspector(document, None)
    inspector.resize(320, 640)
    put(inspector)
    document.selection.choose(Chosen("node", "net/conv"))
    QApplication.processEvents()
    return inspector, document


def _texts(inspector: Inspector) -> list[str]:
    return [each.text() for each in inspector.findChildren(QLabel) if each.isVisibleTo(inspector)]


def test_what_is_inferred_is_told_once_it_is_known(put: Put) -> None:
    inspector, document = _shown(put, _facts())
    assert "0 · Relu · float32" in _texts(inspector)
    first = array("i", [0, 0])
    known = Shapes(array("i", [3, 4]), first, array("i", [0, 1]), array("i", [0, 1]), ["float32 1 × 8", "x"])
    document.take_shapes(known)
    QApplication.processEvents()
    texts = _texts(inspector)
    assert "0 · Relu · float32 1 × 8 · inferred" in texts
    assert "0 · AddV2 · float32 1 × 4" in texts  # the file tells it


def test_where_a_node_was_made_is_told_and_can_be_copied(put: Put) -> None:
    stack = ("model.py:12 call", "train.py:3 <module>")
    inspector, _ = _shown(put, _facts(stack))
    texts = [text.replace("\u200b", "") for text in _texts(inspector)]
    assert texts[texts.index("Where it was made") :][2:6] == ["model.py:12", "call", "train.py:3", "<module>"]
    copies = inspector.findChildren(CopyButton, "inspectorCopy")
    next(each for each in copies if each.accessibleName() == "Copy the stack").click()
    assert QApplication.clipboard().text() == "model.py:12 call\ntrain.py:3 <module>"


def test_without_debug_information_nothing_is_said_of_where_a_node_was_made(put: Put) -> None:
    inspector, _ = _shown(put, _facts())
    assert "Where it was made" not in _texts(inspector)


def test_debug_information_that_cannot_be_read_is_told(put: Put) -> None:
    inspector, _ = _shown(put, replace(_facts(), stack_problem="Where the node was made cannot be told."))
    assert "Where the node was made cannot be told." in _texts(inspector)
