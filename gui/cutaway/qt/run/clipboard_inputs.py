# SPDX-License-Identifier: Apache-2.0
"""Inputs out of the clipboard or a drop: files, a picture, or a text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from cutaway.description.running import InputChoice
from cutaway.qt.clipboard import paths_of
from cutaway.session.typed_values import as_source


def choice_of(mime: QMimeData | None, dtype: str, folder: Path) -> InputChoice | None:
    """The input that is meant: the first file or folder, a picture (saved into `folder`), else the text as a value.

    None where there is nothing of that kind, or the picture cannot be saved.
    """
    if mime is None:
        return None
    paths = paths_of(mime)
    if paths:
        return InputChoice(paths[0])
    if mime.hasImage():
        image = mime.imageData()
        file = _saved(image, folder) if isinstance(image, QImage) and not image.isNull() else ""
        return InputChoice(file) if file else None
    if mime.hasText() and mime.text().strip():
        return InputChoice(as_source(mime.text(), dtype))
    return None


def _saved(image: QImage, folder: Path) -> str:
    with tempfile.NamedTemporaryFile(prefix="clipboard-", suffix=".png", dir=folder, delete=False) as file:
        name = file.name
    return name if image.save(name) else ""
