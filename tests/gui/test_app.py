# SPDX-License-Identifier: Apache-2.0
"""The real window on real models, with the engine over QProcess."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cutaway.qt import app, preview
from cutaway.qt.main_window import MainWindow
from cutaway.session.documents import DocumentState
from cutaway.session.selection import Chosen
from helpers.keyboard import missed
from helpers.windows import nameless

NOT_IN_THE_WINDOW = (
    "tensorflow",
    "keras",
    "tf_keras",
    "h5py",
    "pyfive",
    "google.protobuf",
    "cutaway.formats",
)
NOT_BEFORE_THE_PAINT = (
    "numpy",
    "pyqtgraph",
    "PySide6.QtSvgWidgets",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
)

_PROBE = """
import json, sys
from cutaway.qt import app, guard
from cutaway.session.documents import DocumentState
from cutaway.session.selection import Chosen
guard.install()
application, window = app.create(sys.argv[:1])
found = {}
def look(name):
    found[name] = sorted(sys.modules)
def turn_until(is_done):
    while not is_done():
        application.processEvents()
window.painted.connect(lambda: look("painted"))
window.show()
turn_until(lambda: "painted" in found)
window.open_paths([sys.argv[1]])
page = window.workspace.current
turn_until(lambda: page.document.state is DocumentState.READY)
for name in page.pages:
    if name == "netron":  # brings a browser along, and has tests of its own
        continue
    page.show_page(name)
    application.processEvents()
page.document.selection.choose(Chosen("variable", page.document.description.variables[0].name))
application.processEvents()
turn_until(lambda: not window.is_busy and "pyqtgraph" in sys.modules)
window.grab()
look("plotted")
window.close()
print(json.dumps(found))
"""


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, with state of its own."""
    _, made = app.create(["cutaway"], tmp_path / "state")
    with qtbot.waitSignal(made.painted), qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        (
            "basic_pitch",
            "SavedModel · TensorFlow 2.4.1 · Keras 2.4.0 · 16,864 parameters · optimizer 33,569 · 1.3 MB",
        ),
        ("resnet8_cifar10.h5", "Keras HDF5 · Keras 2.4.0 · 78,666 parameters · 1.1 MB"),
    ],
)
def test_a_sample_is_shown_with_all_its_pages(
    window: MainWindow, qtbot: QtBot, samples: Path, name: str, summary: str
) -> None:
    window.open_paths([str(samples / name)])
    page = window.workspace.current
    assert page is not None
    qtbot.waitUntil(lambda: page.document.state is DocumentState.READY, timeout=20_000)
    assert page.document.description is not None
    for wanted in (name for name in page.pages if name != "netron"):  # which brings a browser along
        page.show_page(wanted)
        assert page.page == wanted
        assert not window.grab().isNull()
    assert window._status.text() == summary
    page.document.selection.choose(Chosen("variable", page.document.description.variables[0].name))
    assert nameless(window) == []
    qtbot.waitUntil(lambda: not window.is_busy, timeout=20_000)
    unreached = {}
    for wanted in (name for name in page.pages if name != "netron"):
        page.show_page(wanted)
        unreached[wanted] = missed(window)
    assert {wanted: left for wanted, left in unreached.items() if left} == {}


def test_what_is_no_model_is_said_in_a_sentence(window: MainWindow, qtbot: QtBot, samples: Path) -> None:
    window.open_paths([str(samples / "README.md"), str(samples / "nowhere")])
    pages = window.workspace.pages
    qtbot.waitUntil(lambda: all(page.document.error is not None for page in pages), timeout=20_000)
    for page in pages:
        assert page.document.error is not None
        assert "Traceback" not in page.document.error.message + page.document.error.details


def test_the_process_of_the_window_never_imports_readers_a_plot_included(samples: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, str(samples / "resnet8_cifar10.h5")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found = json.loads(done.stdout)
    for moment, banned in (
        ("painted", NOT_IN_THE_WINDOW + NOT_BEFORE_THE_PAINT),
        ("plotted", NOT_IN_THE_WINDOW),
    ):
        assert not set(banned) & set(found[moment]), moment


def test_a_picture_is_taken_out_of_sight(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], drained: Callable[[], None]
) -> None:
    picture = tmp_path / "out" / "window.png"
    model = samples / "hello_world_int8.tflite"
    assert preview.main([str(model), str(picture), "--size", "1000x640", "--theme", "dark"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{model}: TensorFlow Lite")
    assert said.endswith(f"Picture: {picture}\n")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1000, 640)
    drained()


def test_a_picture_of_what_is_no_model_fails_with_its_sentence(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], drained: Callable[[], None]
) -> None:
    assert preview.main([str(samples / "README.md"), str(tmp_path / "x.png")]) == 1
    assert capsys.readouterr().err.startswith("README.md is ")
    drained()


@pytest.fixture
def drained(qapp: QApplication) -> Callable[[], None]:
    """Delete the windows that the code under test opened and closed."""

    def drain() -> None:
        for widget in qapp.topLevelWidgets():
            if isinstance(widget, MainWindow):
                widget.deleteLater()

    return drain
