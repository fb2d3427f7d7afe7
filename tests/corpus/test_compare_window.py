# SPDX-License-Identifier: Apache-2.0
"""Twins of the corpus compared in the window: one network, in two maps whose nodes are found again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from cutaway.qt import app
from cutaway.qt.compare.page import ComparePage
from cutaway.qt.compare.structure_view import StructureView
from cutaway.qt.main_window import MainWindow
from helpers import corpus
from helpers.windows import child

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.timeout(120),
    pytest.mark.skipif(not corpus.entries(), reason=corpus.missing_reason()),
]
_PATIENCE = 60_000


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, with state of its own."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    made.show()
    yield made
    made.close()
    made.deleteLater()


def path_of(name: str) -> str:
    found = next((entry for entry in corpus.entries() if entry.id == name), None)
    if found is None:
        pytest.skip(f"the corpus has no {name}")
    return str(found.path)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("sm_basic_pitch", "tl_basic_pitch"),
        ("sm_basic_pitch", "ox_basic_pitch"),
        ("tl_basic_pitch", "ox_basic_pitch"),
        ("h5_tiny_resnet", "tl_tiny_resnet_int8"),
    ],
)
def test_twins_are_one_network(window: MainWindow, qtbot: QtBot, first: str, second: str) -> None:
    window.comparisons.open_compare(path_of(first), path_of(second))
    document = window.workspace.current
    assert document is not None
    qtbot.waitUntil(lambda: document.findChild(ComparePage) is not None, timeout=_PATIENCE)
    page = child(document, ComparePage)
    desk = page.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.found is not None, timeout=_PATIENCE)
    assert page.view is not None
    page.view.show_part("weights")
    table = child(page, QTableView, "weightPairTable")
    verdicts = {table.model().index(row, 7).data() for row in range(table.model().rowCount())}
    if first != "tl_basic_pitch":  # an export of an export: nothing is left to be folded
        assert any(word in " ".join(verdicts) for word in ("folded", "dequantised"))
    assert "differs" not in verdicts
    page.view.show_part("structure")
    view = page.view.part("structure")
    assert isinstance(view, StructureView)
    qtbot.waitUntil(lambda: desk.maps is not None and view.maps is not None, timeout=_PATIENCE)
    assert desk.maps is not None
    added = [step for step in desk.maps.steps if step.status == "added"]
    assert len(added) <= 1
    assert view.maps is not None
    halves = view.maps.halves
    qtbot.waitUntil(lambda: all(half.view.scene is not None for half in halves), timeout=_PATIENCE)
    view.maps.next()
    assert view.maps.list.currentIndex().row() == 0


@pytest.mark.parametrize("name", ["m.h5", "m.keras"])
def test_what_keras_3_exports_is_one_network_on_both_maps(
    window: MainWindow, qtbot: QtBot, name: str
) -> None:
    exported = Path(path_of("gen_sm_keras3_small"))
    window.comparisons.open_compare(str(exported), str(exported.with_name(name)))
    document = window.workspace.current
    assert document is not None
    qtbot.waitUntil(lambda: document.findChild(ComparePage) is not None, timeout=_PATIENCE)
    page = child(document, ComparePage)
    desk = page.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.found is not None, timeout=_PATIENCE)
    assert page.view is not None
    page.view.show_part("structure")
    qtbot.waitUntil(lambda: desk.maps is not None, timeout=_PATIENCE)
    assert desk.maps is not None
    assert (desk.maps.steps, desk.maps.same) == ((), 4)
    assert child(page, QLabel, "compareSummary").text().startswith("8 weights matched, 8 of them equal.")
