# SPDX-License-Identifier: Apache-2.0
"""Nothing leaves the program: no request, no question about updates, no file that is not the model's."""

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cutaway.qt.netron import desk
from cutaway.qt.netron.drawing import Drawing
from cutaway.qt.netron.files import ModelFiles
from helpers.netron_pages import Shown

Show = Callable[..., Shown]

# What a script of a hostile model could try, were there a way to run one.
_ATTEMPTS = """
fetch('http://ADDRESS/fetch').catch(() => 0);
fetch('http://ADDRESS/no-cors', { mode: 'no-cors', method: 'POST', body: 'x' }).catch(() => 0);
const request = new XMLHttpRequest(); request.open('GET', 'http://ADDRESS/xhr'); request.send();
new Image().src = 'http://ADDRESS/image';
new WebSocket('ws://ADDRESS/socket');
new EventSource('http://ADDRESS/events');
navigator.sendBeacon('http://ADDRESS/beacon', 'x');
const style = document.createElement('link'); style.rel = 'stylesheet'; style.href = 'http://ADDRESS/style';
document.head.append(style);
window.open('http://ADDRESS/window');
"""
_EXPECTED = ("fetch", "no-cors", "xhr", "image", "socket", "events", "beacon", "style")

_A_YEAR_AHEAD = """
const Now = Date;
const ahead = 366 * 24 * 3600 * 1000;
window.Date = class extends Now {
    constructor(...given) { super(...(given.length ? given : [Now.now() + ahead])); }
    static now() { return Now.now() + ahead; }
};
"""


def test_a_server_is_not_reached_and_every_attempt_is_told(show: Show, samples: Path, qtbot: QtBot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        host, port = server.getsockname()
        address = f"{host}:{port}"
        shown = show(samples / "hello_world_int8.tflite").wait_drawn()
        shown.do(_ATTEMPTS.replace("ADDRESS", address))
        blocked = shown.drawing.guard.blocked
        qtbot.waitUntil(
            lambda: all(any(text.endswith(f"{address}/{word}") for text in blocked) for word in _EXPECTED),
            timeout=5_000,
        )
        shown.do(f"window.location = 'http://{address}/place'")
        qtbot.waitUntil(lambda: f"http://{address}/place" in blocked)
        # The one who knocks first is the test itself, so nobody did before.
        with socket.create_connection((host, port)) as knock:
            _accepted, who = server.accept()
            _accepted.close()
            assert who == knock.getsockname()
        assert len(shown.nodes) == 3


class LaterDrawing(Drawing):
    """A drawing whose page believes that it is a year later."""

    def __init__(self, files: ModelFiles, options: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(files, options, parent)
        script = QWebEngineScript()
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
        script.setSourceCode(_A_YEAR_AHEAD)
        self.page().scripts().insert(script)


def test_a_clock_a_year_ahead_changes_nothing(
    show: Show, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "Drawing", LaterDrawing)
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    assert shown.run("new Date().getFullYear() - new Now().getFullYear()") >= 1
    assert len(shown.nodes) == 3
    assert shown.drawing.guard.blocked == []


def test_netron_thinks_it_has_no_version_to_update(show: Show, samples: Path) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    assert shown.run("__view__.host.version") == "0.0.0"
    assert shown.run("__view__.host.environment('packaged')") is False


@pytest.mark.parametrize(
    "path", ["/data/../README.md", "/data/other.tflite", "/../__init__.py", "/server.py"]
)
def test_only_the_models_own_files_are_given(show: Show, samples: Path, path: str) -> None:
    shown = show(samples / "hello_world_int8.tflite").wait_drawn()
    ended = "(r) => window.answer = r.status, () => window.answer = 404"
    shown.do(f"fetch('netron://view{path}').then({ended})")
    shown.wait("window.answer || null", 404)


def test_no_port_is_opened(show: Show, samples: Path) -> None:
    import psutil

    show(samples / "hello_world_int8.tflite").wait_drawn()
    me = psutil.Process()
    for process in (me, *me.children(recursive=True)):
        listening = [c for c in process.net_connections() if c.status == psutil.CONN_LISTEN]
        assert listening == []
