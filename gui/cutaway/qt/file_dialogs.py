# SPDX-License-Identifier: Apache-2.0
"""The system's dialogs for choosing what to open."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

# Endings are hints only: the content decides, so "All files" is a choice of its own.
_MODELS = "*.pb *.pbtxt *.keras *.h5 *.hdf5 *.tflite *.lite *.meta *.index *.ckpt checkpoint"
_ARCHIVES = "*.zip *.tar.gz *.tgz *.task"
_FILTERS = (f"Models ({_MODELS} {_ARCHIVES})", "All files (*)")


def choose_files(parent: QWidget, folder: str) -> list[str]:
    """Ask for files; none where the user thought better of it."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "Open models", folder, ";;".join(_FILTERS))
    return chosen


def choose_folder(parent: QWidget, folder: str) -> list[str]:
    """Ask for a folder (a SavedModel, or checkpoints)."""
    chosen = QFileDialog.getExistingDirectory(parent, "Open a model's folder", folder)
    return [chosen] if chosen else []
