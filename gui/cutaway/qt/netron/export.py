# SPDX-License-Identifier: Apache-2.0
"""Netron's drawing as a file: where to, and that it is whole when it is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cutaway.description import wording
from cutaway.qt.words import tr

_FILTERS = {"svg": "SVG picture (*.svg)", "png": "PNG picture (*.png)"}


class Export(QObject):
    """said: a sentence about how it went."""

    said = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._target: Path | None = None

    def choose(self, model: str, ending: str) -> str:
        """Ask where to, and give the file name to ask Netron for; empty where the user thought better of it."""
        source = Path(model)
        proposed = source.parent / f"{source.stem}.{ending}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._owner, tr("Export the drawing"), str(proposed), tr(_FILTERS[ending])
        )
        if not chosen:
            return ""
        target = Path(chosen)
        self._target = target if target.suffix.lower() == f".{ending}" else Path(f"{chosen}.{ending}")
        return f"drawing.{ending}"

    @Slot(str, bytes)
    def write(self, _name: str, data: bytes) -> None:
        """Write what Netron drew; the dialog has asked about a file that was there."""
        target, self._target = self._target, None
        if target is None:
            return  # nobody asked for it
        file = QSaveFile(str(target))
        is_written = (
            file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()
        )
        name = wording.name(target.name)
        if is_written:
            self.said.emit(tr("{name} was saved, {size}.", name=name, size=wording.byte_size(len(data))))
        else:
            self.said.emit(
                tr(
                    "{name} could not be written: {errorstring}. Choose another place.",
                    name=name,
                    errorstring=file.errorString(),
                )
            )


@Slot(str)
def open_link(address: str) -> None:
    """Open a link of Netron's documentation in the user's own browser; nothing that is not a web page."""
    url = QUrl(address)
    if url.scheme() == "https":
        QDesktopServices.openUrl(url)
