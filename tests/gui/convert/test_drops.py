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
from cutaway.qt.theme import Theme
from cutaway.session.convert_service import frequent
from helpers import example_models
from helpers.fake_conversions import FakeConversions
from helpers.readings import FakeReading

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


def test_the_only_one_goes_through_the_wizard_with_its_target_chosen(
    host: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    drops = Drops(FakeConversions(FakeReading()), Notices(host), host)
    (tmp_path / "models" / "one").mkdir(parents=True)
    (tmp_path / "models" / "one" / "saved_model.pb").touch()
    with qtbot.waitSignal(drops.asked) as asked:
        drops.add("onnx", [str(tmp_path / "models")])
    assert asked.args is not None
    desk = asked.args[0]
    assert desk.source.path == str(tmp_path / "models" / "one")
    assert desk.target.id == "onnx"


def test_several_files_and_folders_become_a_batch(host: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("a.h5", "more/b.keras", "more/c.pb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    drops = Drops(FakeConversions(FakeReading()), Notices(host), host)
    with qtbot.waitSignal(drops.batch_begun) as begun:
        drops.add("tflite", [str(tmp_path / "a.h5"), str(tmp_path / "more")])
    assert begun.args is not None
    window = begun.args[0]
    assert [Path(entry.path).name for entry in window.desk.entries] == ["a.h5", "b.keras", "c.pb"]
    window.close()


def test_what_holds_no_model_or_cannot_be_read_or_become_that_is_told(host: QWidget, tmp_path: Path) -> None:
    reading = FakeReading()
    path = str(tmp_path / "a.tflite")
    reading.descriptions[path] = replace(example_models.tflite(), path=path, location=path)
    broken = str(tmp_path / "broken")
    reading.descriptions[broken] = ModelError("broken is no model.")
    service, notices = FakeConversions(reading), Notices(host)
    drops = Drops(service, notices, host)
    drops.add("saved_model", [path])
    drops.add("tflite", [broken])
    drops.add("tflite", [str(tmp_path)])
    assert service.jobs == []
    told = [card.message for card in notices.cards]
    assert "cannot be turned back" in told[0]
    assert told[1] == "broken is no model."
    assert told[2] == f"There is no model in {tmp_path.name}."
