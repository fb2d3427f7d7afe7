# SPDX-License-Identifier: Apache-2.0
"""The way from a tensor that was told of into the graph of its model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cutaway.description.conversion import Diverging, Figures, Proof
from cutaway.qt import app
from cutaway.qt.compare.diverging_card import DivergingCard
from cutaway.qt.main_window import MainWindow
from cutaway.qt.showing import chosen, reveal
from cutaway.session.selection import Chosen

FIGURES = Figures(equal=False, max_abs=0.5, rmse=0.25, cosine=0.75)
FIRST = Diverging("call/net/Conv2D", "net", FIGURES, "Conv2D", node=("net/Conv2D", "__inference_5"))


def test_the_button_asks_for_the_node_where_the_graph_has_it(qtbot: QtBot) -> None:
    card = DivergingCard(Proof("fail", "It differs.", diverging=FIRST), None)
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.show_asked) as asked:
        card.findChildren(QPushButton, "divergingShow")[0].click()
    assert asked.args == [Chosen("node", "net/Conv2D", "__inference_5")]


def test_a_layer_is_asked_for_where_a_model_tells_of_layers() -> None:
    assert chosen(Diverging("body/conv", "conv", FIGURES)) == Chosen("layer", "conv")


def test_there_is_no_button_where_nothing_was_found(qtbot: QtBot) -> None:
    card = DivergingCard(Proof("fail", "It differs.", inside="No tensor gave a value."), None)
    qtbot.addWidget(card)
    assert not card.findChildren(QPushButton, "divergingShow")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, with state of its own."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_the_graph_of_the_model_comes_to_the_front_with_the_node_chosen(
    window: MainWindow, qtbot: QtBot, samples: Path
) -> None:
    what = Chosen("node", "Conv2D")
    reveal(window.workspace, str(samples / "keyword_ds_cnn.pb"), what)
    page = window.workspace.current
    assert page is not None
    qtbot.waitUntil(lambda: page.page == "graph", timeout=30_000)
    assert page.document.selection.current == what
