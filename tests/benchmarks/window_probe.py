# SPDX-License-Identifier: Apache-2.0
"""Opens the window on a model and tells when it was painted and when the model was shown: MODEL START_SECONDS."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer

from cutaway.qt import app
from cutaway.session.documents import DocumentState

_PAGE = 4096
_GIVE_UP_MS = 20_000


class Watch(QObject):
    """Notes the first paint of the window, then waits until its document is ready."""

    def __init__(self, began: float) -> None:
        super().__init__()
        self.began = began
        self.painted = 0.0
        self.application, self.window = app.create([sys.argv[0]])
        self.window.installEventFilter(self)
        self.window.open_paths([sys.argv[1]])
        self.poll = QTimer(self, interval=2)
        self.poll.timeout.connect(self.look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self.painted:
            self.painted = time.monotonic() - self.began
            self.poll.start()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Tell the figures once the document is shown."""
        documents = self.window.documents()
        if not documents or documents[0].state is DocumentState.LOADING:
            return
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
    watch = Watch(float(sys.argv[2]))
    watch.window.show()
    QTimer.singleShot(_GIVE_UP_MS, watch.application.quit)
    sys.exit(watch.application.exec())
