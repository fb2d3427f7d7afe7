# SPDX-License-Identifier: Apache-2.0
"""The system's dialogs for choosing what to open."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from cutaway.qt.words import tr

# Endings are hints only: the content decides, so "All files" is a choice of its own.
_MODELS = "*.pb *.pbtxt *.keras *.h5 *.hdf5 *.tflite *.lite *.meta *.index *.ckpt checkpoint"
_ARCHIVES = "*.zip *.tar.gz *.tgz *.task"


def choose_files(parent: QWidget, folder: str) -> list[str]:
    """Ask for files; none where the user thought better of it."""
    filters = f"{tr('Models')} ({_MODELS} {_ARCHIVES});;{tr('All files')} (*)"
    chosen, _ = QFileDialog.getOpenFileNames(parent, tr("Open models"), folder, filters)
    return chosen


def choose_folder(parent: QWidget, folder: str) -> list[str]:
    """Ask for a folder (a SavedModel, or checkpoints)."""
    chosen = QFileDialog.getExistingDirectory(parent, tr("Open a model's folder"), folder)
    return [chosen] if chosen else []
