# SPDX-License-Identifier: Apache-2.0
"""Another program, out of which files are dragged: `drag_source.py PATH …`, a small window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

TITLE = "Files to drag"
SIZE = (120, 48)


class Files(QLabel):
    """Begins to drag its paths as soon as the button goes down and the pointer moves."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(TITLE)
        self._paths = paths
        self.setWindowTitle(TITLE)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(0, 0, *SIZE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Hand the paths to the system, as a file manager does; it answers where they were dropped."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(path) for path in self._paths])
            drag = QDrag(self)
            drag.setMimeData(mime)
            sys.stdout.write(f"{drag.exec(Qt.DropAction.CopyAction).name}\n")
            sys.stdout.flush()


def main() -> int:
    """Show the window until it is closed."""
    app = QApplication(sys.argv[:1])
    window = Files(sys.argv[1:])
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
