# SPDX-License-Identifier: Apache-2.0
"""A real picture model in the real window: a folder of pictures, integers, the worst layers, and once more without."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt import app
from cutaway.qt.convert.layer_errors import LayerErrorList
from cutaway.qt.convert.scatter import ScatterPlot
from cutaway.qt.convert.wizard import ConvertWizard, Step
from cutaway.qt.main_window import MainWindow
from cutaway.qt.plots.histogram import HistogramPlot
from cutaway.qt.run.input_preview import InputPreview
from cutaway.qt.run.trust_dialog import TrustDialog
from helpers.windows import child

_PATIENCE = 180_000


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, with state of its own."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    made.show()
    yield made
    made.close()
    made.deleteLater()


def pictures(folder: Path, count: int) -> Path:
    """Coloured waves, each another."""
    folder.mkdir()
    random = numpy.random.default_rng(5)
    across, down = numpy.meshgrid(numpy.arange(48), numpy.arange(40))
    for number in range(count):
        speed = random.uniform(0.05, 0.6, (3, 2))
        waves = [numpy.sin(across * one + down * other) * 127 + 128 for one, other in speed]
        values = numpy.stack(waves, axis=-1).astype(numpy.uint8)
        image = QImage(values.tobytes(), 48, 40, 48 * 3, QImage.Format.Format_RGB888)
        assert image.save(str(folder / f"{number:02}.png"))
    return folder


def drop(path: Path, place: QWidget) -> None:
    """Let go of a file or a folder over a widget, as another program's drag does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(place, QDragEnterEvent(place.rect().center(), *how))
    QApplication.sendEvent(place, QDropEvent(place.rect().center().toPointF(), *how))


def begun(window: MainWindow, qtbot: QtBot, model: Path) -> ConvertWizard:
    """Open a model and its wizard."""
    window.open_paths([str(model)])
    page = window.workspace.current
    assert page is not None
    qtbot.waitUntil(lambda: page.document.description is not None, timeout=_PATIENCE)
    window.do("model.convert")
    wizard = window.conversions.wizard
    assert wizard is not None
    return wizard


def proven(wizard: ConvertWizard, qtbot: QtBot) -> None:
    """Let the conversion end, and go on to its proof."""
    qtbot.waitUntil(lambda: wizard.currentId() in {Step.NAMES, Step.PROOF}, timeout=_PATIENCE)
    if wizard.currentId() == Step.NAMES:
        wizard.next()


def test_a_folder_of_pictures_calibrates_and_the_worst_layer_is_kept_in_float(
    window: MainWindow, qtbot: QtBot, samples: Path, tmp_path: Path
) -> None:
    model = tmp_path / "resnet8.h5"
    shutil.copyfile(samples / "resnet8_cifar10.h5", model)
    wizard = begun(window, qtbot, model)
    wizard.next()
    wizard.desk.put("quantization", "int8")
    wizard.next()
    drop(pictures(tmp_path / "pictures", 12), wizard.calibration)
    qtbot.waitUntil(wizard.calibration.isComplete, timeout=_PATIENCE)
    shown = wizard.calibration.findChildren(InputPreview)
    assert len(shown) == 6
    wizard.next()
    child(wizard, TrustDialog).accept()
    proven(wizard, qtbot)
    first = wizard.desk.found
    assert first is not None
    assert first.proof.verdict != "not_run", first.proof.reason
    assert [layer.share for layer in first.layers] == sorted(
        (layer.share for layer in first.layers), reverse=True
    )
    qtbot.waitUntil(lambda: bool(wizard.findChildren(ScatterPlot) and wizard.findChildren(HistogramPlot)))
    output = first.proof.outputs[0]
    assert None not in (output.steps, output.before)  # told in steps, and before the softmax
    errors = child(wizard, LayerErrorList)
    worst = next(layer for layer in first.layers if layer.op == "CONV_2D")
    child(errors, QCheckBox, f"keep:{worst.name}").setChecked(True)
    QTest.mouseClick(child(errors, QPushButton, "keepFloat"), Qt.MouseButton.LeftButton)
    assert wizard.currentId() == Step.OPTIONS
    wizard.next()
    qtbot.waitUntil(wizard.calibration.isComplete, timeout=_PATIENCE)
    wizard.next()
    proven(wizard, qtbot)
    second = wizard.desk.found
    assert second is not None
    assert second is not first
    assert second.hashes["result"] != first.hashes["result"]
    assert wizard.desk.asked is not None
    assert wizard.desk.asked.options["keep_float"] == worst.name
    wizard.reject()
