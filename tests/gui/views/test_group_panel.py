# SPDX-License-Identifier: Apache-2.0
"""What the inspector tells of a group of the graph."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from cutaway.description.drawing import GroupFacts
from cutaway.description.layers import Layer
from cutaway.qt.views.inspector import Inspector
from cutaway.session.documents import Document
from cutaway.session.selection import Chosen
from helpers import example_models, readings

Put = Callable[[QWidget], None]


def _shown(put: Put, key: str, facts: GroupFacts | None) -> tuple[Inspector, Document]:
    described = replace(example_models.saved_model(), layers=(Layer("dense", "Dense", (None, 4), 20),))
    document, reading = readings.document(described)
    if facts is not None:
        reading.groups[key] = facts
    inspector = Inspector(document, None)
    inspector.resize(320, 640)
    put(inspector)
    document.selection.choose(Chosen("group", key))
    QApplication.processEvents()
    return inspector, document


def _texts(inspector: Inspector) -> list[str]:
    return [
        each.text().replace("\u200b", "")
        for each in inspector.findChildren(QLabel)
        if each.isVisibleTo(inspector)
    ]


def _links(inspector: Inspector) -> list[QAbstractButton]:
    return inspector.findChildren(QAbstractButton, "inspectorLink")


def test_a_group_tells_its_variables_the_largest_first(put: Put) -> None:
    described = example_models.saved_model().variables
    names = tuple(variable.name for variable in described[:3])
    facts = GroupFacts("net/", "net", 12, (("Conv2D", 3), ("Relu", 1)), names, 3, 0)
    inspector, document = _shown(put, "net/", facts)
    texts = _texts(inspector)
    assert texts[texts.index("Conv2D") + 1] == "3"
    assert texts[texts.index("Path") + 1] == "net"
    assert texts[texts.index("Variables") + 1] == "3"
    assert f"{sum(variable.elements for variable in described[:3]):,}" in texts
    largest = max(described[:3], key=lambda variable: variable.bytes)
    link = _links(inspector)[0]
    assert largest.path in link.toolTip() or largest.name in link.toolTip()
    link.click()
    assert document.selection.current == Chosen("variable", largest.name)


def test_constants_that_are_not_listed_are_counted(put: Put) -> None:
    inspector, _ = _shown(put, "net/", GroupFacts("net/", "net", 4, (), (), 0, 7))
    texts = _texts(inspector)
    assert texts[texts.index("Constants") + 1] == "7"
    assert any(text.startswith("They are small") for text in texts)


def test_the_layer_of_its_name_is_a_link(put: Put) -> None:
    inspector, document = _shown(put, "call()/dense/", GroupFacts("call()/dense/", "dense", 4, (), (), 0, 0))
    _links(inspector)[0].click()
    assert document.selection.current == Chosen("layer", "dense")


def test_a_group_that_is_gone_says_so(put: Put) -> None:
    inspector, _ = _shown(put, "net/", None)
    assert "The graph has no group of this name." in _texts(inspector)
