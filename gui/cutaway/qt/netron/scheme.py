# SPDX-License-Identifier: Apache-2.0
"""Answers the page's requests: Netron's own files, ours, and those of the one model; there is nothing else."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler

from cutaway import paths
from cutaway.qt.netron.files import ModelFiles

_TYPES = {
    ".html": b"text/html",
    ".js": b"text/javascript",
    ".css": b"text/css",
    ".json": b"application/json",
    ".otf": b"font/otf",
    ".ttf": b"font/ttf",
}
_OURS = frozenset({"index.html", "host.js", "host.css"})
# Netron writes shapes in brackets (U+3008) that few fonts outside East Asia have, and asks for fonts that differ from
# system to system; what stands here has its like in the fonts that ship with the program.
_ADJUSTED: dict[str, tuple[tuple[bytes, bytes], ...]] = {
    "view.js": ((rb"\u3008", rb"\u27e8"), (rb"\u3009", rb"\u27e9")),
    "grapher.css": (
        (b"font-family: -apple-system,", b'font-family: Inter, "JetBrains Mono", -apple-system,'),
    ),
}
_DATA = "data/"
_FONTS = "fonts/"


class NetronScheme(QWebEngineUrlSchemeHandler):
    """files: those of the model that is shown. asked: the path of every request, in order."""

    def __init__(self, files: ModelFiles, parent: QObject) -> None:
        super().__init__(parent)
        self._files = files
        self.asked: list[str] = []

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer, or let it fail as not found."""
        name = unquote(job.requestUrl().path(QUrl.ComponentFormattingOption.FullyEncoded)).removeprefix("/")
        self.asked.append(name)
        if job.requestMethod().data() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif name.startswith(_DATA):
            _reply_file(job, self._files.path(name.removeprefix(_DATA)), b"application/octet-stream")
        elif name == "netron.css":
            _reply(job, _TYPES[".css"], netron_style())
        elif name == "qwebchannel.js":
            _reply(job, _TYPES[".js"], _web_channel())
        elif name in _ADJUSTED:
            _reply(job, _TYPES[Path(name).suffix], adjusted(name))
        else:
            found = program_file(name)
            _reply_file(job, found, _TYPES[found.suffix] if found else b"")


def program_file(name: str) -> Path | None:
    """The file of ours or of Netron's package that goes by that name in the page; None where there is none."""
    if name in _OURS:
        return paths.resource(f"netron/{name}")
    folder = _package()
    if name.startswith(_FONTS):
        name, folder = name.removeprefix(_FONTS), paths.resource("fonts")
    found = folder / name
    is_plain = bool(name) and "/" not in name and "\\" not in name and found.suffix in _TYPES
    return found if is_plain and found.is_file() else None


@cache
def netron_style() -> bytes:
    """The style that Netron's own page carries in its head; its place there is checked for the pinned version."""
    text = (_package() / "index.html").read_text(encoding="utf-8")
    return text.partition("<style>")[2].partition("</style>")[0].encode()


@cache
def adjusted(name: str) -> bytes:
    """A file of Netron's with the few characters changed that are named above."""
    data = (_package() / name).read_bytes()
    for old, new in _ADJUSTED[name]:
        data = data.replace(old, new)
    return data


@cache
def _package() -> Path:
    spec = find_spec("netron")  # found, not imported: importing it brings a web server
    if spec is None or spec.origin is None:
        message = "The netron package is missing from the installation of Cutaway"
        raise FileNotFoundError(message)
    return Path(spec.origin).parent


def _web_channel() -> bytes:
    """Qt's script for the page's end of the channel; as a module it has to name its one export itself."""
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data()) + b"\nwindow.QWebChannel = QWebChannel;\n"


def _reply(job: QWebEngineUrlRequestJob, kind: bytes, data: bytes) -> None:
    buffer = QBuffer(job)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(kind), buffer)


def _reply_file(job: QWebEngineUrlRequestJob, path: Path | None, kind: bytes) -> None:
    file = QFile(str(path), job) if path is not None else None
    if file is None or not file.open(QIODevice.OpenModeFlag.ReadOnly):
        job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
    else:
        job.reply(QByteArray(kind), file)
