# SPDX-License-Identifier: Apache-2.0
"""Models that are dropped on a target: where one can drop, and what becomes of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cutaway.errors import ModelError
from cutaway.qt.convert.drops import Drops
from cutaway.qt.drop_zone import DropZone
from cutaway.qt.notices import Notices
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.theme import Theme
from cutaway.session.convert_service import frequent
from helpers import example_models
from helpers.fake_conversions import FakeConversions, converted
from helpers.readings import FakeReading
from helpers.windows import child

COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def host(qtbot: QtBot, themed: Theme) -> Iterator[QWidget]:
    """Give a window to drag over."""
    assert themed is not None
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def dragged(paths: list[str]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


# --- where one can drop ---


def test_frequent_targets_are_offered_beside_opening_and_a_drop_there_converts(
    host: QWidget, qtbot: QtBot
) -> None:
    zone = DropZone(host)
    zone.offer(frequent)
    paths = ["/models/a.h5", "/models/b.keras"]
    mime = dragged(paths)
    QApplication.sendEvent(host, QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, PLAIN))
    names = [place.objectName() for place in zone.places]
    assert names[:2] == ["dropOpen", "dropConvert"]
    QApplication.processEvents()
    place = next(place for place in zone.places if place.target == "tflite")
    assert place.accessibleName() == "To TensorFlow Lite"
    centre = place.mapTo(host, place.rect().center())
    QApplication.sendEvent(host, QDragMoveEvent(centre, COPY, mime, LEFT, PLAIN))
    assert place._is_aimed_at
    with qtbot.waitSignal(zone.converted) as asked:
        QApplication.sendEvent(host, QDropEvent(QPointF(centre), COPY, mime, LEFT, PLAIN))
    assert asked.args == ["tflite", paths]
    assert not zone.isVisible()


def test_only_what_can_come_of_the_files_is_offered(tmp_path: Path) -> None:
    assert "tflite" in [target.id for target in frequent([str(tmp_path)])]
    assert "tflite" not in [target.id for target in frequent(["/a/b.tflite"])]
    assert frequent(["/a/picture.png"]) == ()


# --- what becomes of them ---


def test_several_are_converted_one_after_another_and_go_on_after_a_failure(
    host: QWidget, tmp_path: Path
) -> None:
    reading = FakeReading()
    reading.descriptions[str(tmp_path / "broken")] = ModelError("broken is no model.")
    service, notices = FakeConversions(reading), Notices(host)
    drops = Drops(service, notices, host)
    drops.add("tflite", [str(tmp_path / name) for name in ("one", "broken", "two")])
    assert len(service.jobs) == 1
    service.jobs[0].succeed(converted("tflite", str(tmp_path / "one.tflite")))
    assert len(service.jobs) == 2
    service.jobs[1].succeed(converted("tflite", str(tmp_path / "two.tflite"), "fail"))
    told = [card.message for card in notices.cards]
    assert "broken is no model." in told
    assert any("does not answer like its source" in message for message in told)
    assert "1 of 3 models converted and not refuted." in told
    assert [output.name for _, output, _ in service.asked] == ["one.tflite", "two.tflite"]


def test_the_only_one_is_opened_and_nothing_runs_before_the_user_agreed(
    host: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    service = FakeConversions(FakeReading(), asks=True)
    drops = Drops(service, Notices(host), host)
    drops.add("onnx", [str(tmp_path / "one")])
    assert service.jobs == []
    child(host, TrustDialog).accept()
    with qtbot.waitSignal(drops.open_asked) as opened:
        service.jobs[0].succeed(converted("onnx", str(tmp_path / "one.onnx")))
    assert opened.args == [str(tmp_path / "one.onnx")]


def test_what_cannot_become_that_is_told_with_the_reason(host: QWidget, tmp_path: Path) -> None:
    reading = FakeReading()
    path = str(tmp_path / "a.tflite")
    reading.descriptions[path] = replace(example_models.tflite(), path=path, location=path)
    service, notices = FakeConversions(reading), Notices(host)
    Drops(service, notices, host).add("saved_model", [path])
    assert service.jobs == []
    assert "cannot be turned back" in notices.cards[0].message
