# SPDX-License-Identifier: Apache-2.0
"""Writes a run as one .npz beside the window's own thread: it copies files, which asks for no process."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from cutaway.errors import CutawayError
from cutaway.qt.words import tr
from cutaway.session.run_plan import PastRun


class ArchiveWriter(QThread):
    """written: it is there; the sentence says how large it is. An existing file was confirmed in the dialog."""

    written = Signal(str)

    def __init__(self, past: PastRun, file: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._past = past
        self._file = file

    def run(self) -> None:
        """Copy the values; what goes wrong is told in the same way."""
        from cutaway.description import wording
        from cutaway.session import run_export

        past = self._past
        taps = past.answer.taps if past.answer is not None else ()
        try:
            done = run_export.write(
                Path(past.folder),
                [output.value for output in past.outputs if output.value is not None],
                self._file,
                taps=[tap.value for tap in taps if tap.value is not None],
                inputs=[item.value for item in past.inputs.inputs],
                overwrite=True,
            )
        except CutawayError as error:
            self.written.emit(f"{error.message} {error.hint}".strip())
        else:
            words = tr("Saved {size} as {name}", size=wording.byte_size(done.bytes), name=self._file.name)
            self.written.emit(" ".join((words, *done.notes)))
