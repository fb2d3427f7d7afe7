# SPDX-License-Identifier: Apache-2.0
"""Opens the window on a model and tells when it was painted and when the model was shown: MODEL START_SECONDS."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer

from cutaway.qt import app
from cutaway.session.documents import DocumentState
from cutaway.session.wishes import Wish

_PAGE = 4096
_GIVE_UP_MS = 20_000


class Watch(QObject):
    """Notes the first paint of the window, then waits until its document is ready and drawn."""

    def __init__(self, began: float, folder: Path) -> None:
        super().__init__()
        self.began = began
        self.painted = 0.0
        self.application, self.window = app.create([sys.argv[0]], folder)
        self.window.painted.connect(self.note)
        self.window.begin_with(Wish((sys.argv[1],)))
        self.poll = QTimer(self, interval=2)
        self.poll.timeout.connect(self.look)

    def note(self) -> None:
        """The window has been painted."""
        self.painted = time.monotonic() - self.began
        self.poll.start()

    def look(self) -> None:
        """Tell the figures once the document is there and what it brought has been drawn."""
        page = self.window.workspace.current
        if page is not None and page.document.state is not DocumentState.LOADING:
            self.poll.stop()
            QTimer.singleShot(0, self.tell)

    def tell(self) -> None:
        """Print the figures and leave."""
        resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
        heavy = sorted({"tensorflow", "h5py", "pyfive", "numpy", "google.protobuf"} & set(sys.modules))
        shown = time.monotonic() - self.began
        print(json.dumps({"painted": self.painted, "shown": shown, "resident": resident, "heavy": heavy}))
        self.window.close()
        self.application.quit()


if __name__ == "__main__":
    watch = Watch(float(sys.argv[2]), Path(sys.argv[3]))
    watch.window.show()
    QTimer.singleShot(_GIVE_UP_MS, watch.application.quit)
    sys.exit(watch.application.exec())
