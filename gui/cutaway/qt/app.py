# SPDX-License-Identifier: Apache-2.0
"""Starts the window: the application object, the engine over QProcess, and what they are connected by."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from cutaway import APP_ID, APP_NAME, __version__
from cutaway.qt import failures, guard, icons, words
from cutaway.qt.main_window import MainWindow, Parts
from cutaway.qt.theme import Theme
from cutaway.qt.transport import ProcessTransport, TimerTicker
from cutaway.qt.views.table import inspector, with_compare, with_run, with_studio
from cutaway.session import crashes
from cutaway.session.engine import Engine
from cutaway.session.open_models import OpenModels
from cutaway.session.recents import Recents
from cutaway.session.settings import Settings
from cutaway.session.state import State
from cutaway.session.wishes import Wish

if TYPE_CHECKING:
    from cutaway.session.compare_service import CompareService
    from cutaway.session.convert_service import ConvertService
    from cutaway.session.documents import Document
    from cutaway.session.edit_service import EditService
    from cutaway.session.run_service import RunService

# Python runs signal handlers only between its own instructions, so the event loop has to come by now and then.
_HEARTBEAT_MS = 200
_LEISURE_MS = 1000
_WARM_MS = 3000
"""After the first paint: what is opened then is read first."""
_SHOWN_FIRST = ("cutaway.qt.document_page", "cutaway.qt.views.overview", "cutaway.qt.views.inspector")


def create(argv: Sequence[str], folder: Path | None = None) -> tuple[QApplication, MainWindow]:
    """Build the application and its window without showing it or entering the event loop.

    argv: program name first, as in `sys.argv`; paths in it are not opened. folder: where settings, recents and window
    state lie instead of the user's own folders. Closing the window ends every child.
    """
    settings = Settings(folder / "settings.json" if folder else None)
    app = _application(list(argv), settings)
    engine = Engine(partial(ProcessTransport, app), TimerTicker(app))
    failures.log_children(engine)
    theme = Theme(app, "system", folder / "theme" if folder else None)
    theme.take(settings)
    opened, recents = OpenModels(), Recents(folder / "recents.json" if folder else None)
    window = MainWindow(
        Parts(
            reading=engine,
            job_added=engine.job_added,
            settings=settings,
            recents=recents,
            state=State(folder / "window.json" if folder else None),
            theme=theme,
            pages=with_compare(
                with_studio(
                    with_run(_service(engine, settings, folder)), _edit_service(engine, settings, folder)
                ),
                partial(_comparisons, engine, settings, folder, opened, recents),
            ),
            inspector=inspector,
            conversions=partial(_conversions, engine, settings, folder),
        )
    )
    if isinstance(app, _Application):
        app.file_asked.connect(window.take_over)
    window.workspace.changed.connect(partial(_note_models, opened, window))
    window.expecting.connect(engine.warm)
    window.painted.connect(engine.warm)
    window.painted.connect(_prepare)
    window.warming.connect(partial(_warm, engine, settings))
    window.closing.connect(engine.close)
    window.closing.connect(theme.close)
    return app, window


def _service(engine: Engine, settings: Settings, folder: Path | None) -> Callable[[Document], RunService]:
    """What makes the engine's side of a document's run page; its modules are read when the first one is shown."""

    def make(document: Document) -> RunService:
        from cutaway.session.desk_runs import DeskRuns
        from cutaway.session.trust import Trust

        return DeskRuns(engine, document, Trust(folder / "trusted.json" if folder else None), settings)

    return make


def _edit_service(
    engine: Engine, settings: Settings, folder: Path | None
) -> Callable[[Document], EditService]:
    """What makes the engine's side of a document's studio; its modules are read when the first one is shown."""

    def make(document: Document) -> EditService:
        from cutaway.session.edit_service import DocumentEdits
        from cutaway.session.trust import Trust

        return DocumentEdits(engine, document, Trust(folder / "trusted.json" if folder else None), settings)

    return make


def _conversions(engine: Engine, settings: Settings, folder: Path | None) -> ConvertService:
    """The engine's side of converting; its modules are read when it is first asked for."""
    from cutaway.session.convert_service import Conversions
    from cutaway.session.trust import Trust

    return Conversions(engine, Trust(folder / "trusted.json" if folder else None), settings)


def _comparisons(
    engine: Engine, settings: Settings, folder: Path | None, opened: OpenModels, recents: Recents
) -> CompareService:
    """The engine's side of comparing; its modules are read when the page is first shown."""
    from cutaway.session.compare_service import Comparisons
    from cutaway.session.consent import Consent
    from cutaway.session.trust import Trust

    consent = Consent(Trust(folder / "trusted.json" if folder else None), settings)
    return Comparisons(engine, consent, opened, recents)


def _note_models(opened: OpenModels, window: MainWindow) -> None:
    opened.put(page.document.source.path for page in window.workspace.pages)


def main(wish: Wish) -> int:
    """Show the window as it is wished, or on what was open last time; returns the exit status.

    A window that was not wished to be a new one listens for later starts, as soon as it is painted.
    """
    last_resort = failures.Failures()
    last_resort.install()
    guard.install()
    crashed = crashes.left()
    crash_file = crashes.CrashFile()
    crash_file.open()
    app, window = create([sys.argv[0]])
    for crash in crashed:
        window.painted.connect(partial(window.program.tell_crash, crash))
    window.workspace.changed.connect(partial(_note_open, crash_file, window))
    last_resort.happened.connect(window.tell_failure)
    quitter = _Quitter(app)
    signal.signal(signal.SIGINT, quitter.ask)
    signal.signal(signal.SIGTERM, quitter.ask)
    if not wish.is_new:
        window.painted.connect(partial(_listen, window))
    # What was open when it crashed may be what crashed it.
    QTimer.singleShot(_LEISURE_MS, window, partial(_tell_lack, window))
    window.begin_with(wish, restores=not wish.is_new and not crashed)
    window.painted.connect(partial(QTimer.singleShot, _WARM_MS, window, window.warming.emit))
    window.show()
    status = app.exec()
    if (
        window.isVisible()
    ):  # the display went away: nobody closed the window, and its children are still there
        window.close()
    last_resort.remove()
    crash_file.close()
    return status


def _note_open(crash_file: crashes.CrashFile, window: MainWindow) -> None:
    crash_file.note([page.document.source.path for page in window.workspace.pages])


def _tell_lack(window: MainWindow) -> None:
    """Say what is missing, once nobody waits for the window any more."""
    from cutaway.session import diagnosis

    found = diagnosis.lack()
    if found is not None:
        window.workspace.welcome.tell_lack(*found)


def _listen(window: MainWindow) -> None:
    from cutaway.qt.takeover import Takeover  # which takes Qt's network library along

    listener = Takeover(window)
    listener.asked.connect(window.take_over)
    window.closing.connect(listener.close)


def _warm(engine: Engine, settings: Settings) -> None:
    """Start what runs most models ahead of the first run."""
    if settings.flag("warm_runner"):
        engine.warm_runner("tensorflow")


def _prepare() -> None:
    """Import what the first model will be shown with, a module at a time, while its reader is at work."""
    for module in _SHOWN_FIRST:
        QTimer.singleShot(0, partial(import_module, module))
    # What was imported stays. Looking for garbage in it again and again would take 50 ms each time.
    QTimer.singleShot(0, gc.freeze)


class _Quitter(QObject):
    """Closes the window when the process is asked to end, so that state is saved and children go."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._is_asked = False
        self._heart = QTimer(self)
        self._heart.setInterval(_HEARTBEAT_MS)
        self._heart.timeout.connect(self._beat)
        self._heart.start()

    def ask(self, *_: object) -> None:
        """Close at the next beat."""
        self._is_asked = True

    @Slot()
    def _beat(self) -> None:
        if self._is_asked:
            self._heart.stop()
            self._app.closeAllWindows()
            self._app.quit()


class _Application(QApplication):
    """file_asked: a `Wish` for a file that macOS hands to the program that runs."""

    file_asked = Signal(object)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self.file_asked.emit(Wish((event.file(),)))
            return True
        return super().event(event)


def _be_known_to_windows() -> None:
    """Have the taskbar group windows under the program's own id, not the interpreter's."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def _application(argv: list[str], settings: Settings) -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    _be_known_to_windows()
    scale = settings.text("scale")
    if scale != "100":  # read by Qt when the application is made; a factor that was set by hand counts more
        os.environ.setdefault("QT_SCALE_FACTOR", str(int(scale) / 100))
    app = _Application(argv)
    words.install(app, settings.text("language"))
    app.setApplicationName(APP_NAME.lower())
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP_ID)
    app.setWindowIcon(icons.program())
    return app
