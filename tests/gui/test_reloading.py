# SPDX-License-Identifier: Apache-2.0
"""A file that changes on disk is offered for reloading, whatever it is, and reading it again moves nothing."""

import os
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from cutaway import paths
from cutaway.qt import app
from cutaway.qt.document_page import DocumentPage
from cutaway.qt.main_window import MainWindow
from cutaway.qt.views.table import PAGES, inspector
from cutaway.qt.widgets.filter_field import FilterField
from cutaway.session.documents import DocumentState
from cutaway.session.selection import Chosen
from cutaway.session.variable_listing import Column
from helpers import windows
from helpers.example_models import saved_model
from helpers.readings import FakeReading
from helpers.windows import Stage, child


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window with real children."""
    _application, made = app.create(["cutaway"], tmp_path / "state")
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()
    qapp.setStyleSheet("")


def opened(window: MainWindow, qtbot: QtBot, path: Path) -> DocumentPage:
    """The page of a model that was read."""
    window.open_paths([str(path)])
    page = window.workspace.current
    assert page is not None
    qtbot.waitUntil(lambda: page.document.state is DocumentState.READY, timeout=20_000)
    return page


def is_stale(window: MainWindow, page: DocumentPage) -> bool:
    """Whether it is offered for reloading, after a look at the files."""
    window.workspace.check_stale()
    return child(page, QWidget, "staleBar").isVisible()


def packed(folder: Path, write: Callable[[Path, Path], None]) -> Path:
    """An archive with a small model in it."""
    archive = folder / "model.archive"
    write(archive, paths.resource("samples/hello_world_int8.tflite"))
    return archive


def as_zip(archive: Path, model: Path) -> None:
    with zipfile.ZipFile(archive, "w") as file:
        file.write(model, model.name)


def as_tar(archive: Path, model: Path) -> None:
    with tarfile.open(archive, "w:gz") as file:
        file.add(model, model.name)


def replaced(path: Path) -> None:
    """Put another file in its place in one step, as careful programs do."""
    beside = path.with_suffix(".new")
    shutil.copyfile(path, beside)
    beside.replace(path)


@pytest.mark.parametrize("write", [as_zip, as_tar])
def test_a_model_in_an_archive(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, write: Callable[[Path, Path], None]
) -> None:
    archive = packed(tmp_path, write)
    page = opened(window, qtbot, archive)
    assert not is_stale(window, page)
    replaced(archive)
    assert is_stale(window, page)


def test_a_folder_with_versions(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "half_plus_two"
    shutil.copytree(paths.resource("samples/half_plus_two"), folder)
    page = opened(window, qtbot, folder)
    replaced(folder / "00000123" / "variables" / "variables.index")
    assert is_stale(window, page)
    before = page.document.description
    page.reload()
    qtbot.waitUntil(lambda: page.document.description is not before, timeout=20_000)
    assert not is_stale(window, page)
    shutil.copytree(folder / "00000123", folder / "124")
    assert is_stale(window, page)


def test_a_file_that_is_gone_for_a_moment(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "model.tflite"
    shutil.copyfile(paths.resource("samples/hello_world_int8.tflite"), file)
    page = opened(window, qtbot, file)
    status = file.stat()
    away = file.rename(tmp_path / "away")
    assert is_stale(window, page)
    away.rename(file)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not is_stale(window, page)


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    """A window with all its pages, over a reading that answers at once."""
    made = windows.build(qapp, tmp_path / "state", FakeReading(saved_model()), PAGES, inspector)
    with qtbot.waitExposed(made.window):
        made.window.show()
    yield made
    windows.dispose(made)
    qapp.setStyleSheet("")


def test_page_filter_sorting_and_choice_stay(stage: Stage) -> None:
    stage.window.open_paths(["/models/nmp"])
    page = stage.window.workspace.current
    assert page is not None
    page.show_page("variables")
    child(page, FilterField, "variableFilter").put("conv")
    roles = child(page, QComboBox, "roleFilter")
    roles.setCurrentIndex(roles.findData("optimizer"))
    roles.activated.emit(roles.currentIndex())
    header = child(page, QTableView, "variableTable").horizontalHeader()
    header.setSortIndicator(Column.BYTES, Qt.SortOrder.DescendingOrder)
    chosen = Chosen("variable", "Adam/m/note_conv/kernel")
    page.document.selection.choose(chosen)
    stage.reading.descriptions["/models/nmp"] = saved_model()
    page.reload()
    assert page.page == "variables"
    assert page.document.selection.current == chosen
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    table = child(page, QTableView, "variableTable")
    assert table.currentIndex().siblingAtColumn(0).data() == chosen.name
    assert table.model().rowCount() == 4
    assert table.horizontalHeader().sortIndicatorSection() == Column.BYTES
