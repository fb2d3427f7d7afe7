# SPDX-License-Identifier: Apache-2.0
"""Children over QProcess: what they say, how they end, and that they are gone afterwards."""

import os
import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cutaway.qt.transport import ProcessTransport, TimerTicker
from cutaway.session.transports import STDERR_TAIL, Command, Ending

pytestmark = pytest.mark.usefixtures("qapp")


class Ear:
    """Hears what a transport tells."""

    def __init__(self, transport: ProcessTransport) -> None:
        self.data = b""
        self.endings: list[Ending] = []
        transport.received.connect(self.hear)
        transport.ended.connect(self.endings.append)

    def hear(self, data: bytes) -> None:
        """Keep what came."""
        assert not self.endings, "bytes after the end"
        self.data += data


def python(code: str) -> Command:
    """A child that runs a line of Python."""
    return Command([sys.executable, "-I", "-c", code], dict(os.environ))


def test_bytes_go_in_and_come_out_and_the_end_is_told_last(qapp: QApplication, qtbot: QtBot) -> None:
    transport = ProcessTransport(qapp)
    ear = Ear(transport)
    transport.start(
        python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read(9)[::-1]); sys.exit(3)")
    )
    transport.send([b"abc", memoryview(b"defghi")])
    qtbot.waitUntil(lambda: bool(ear.endings))
    assert ear.data == b"ihgfedcba"
    assert ear.endings == [Ending(3)]


def test_much_comes_through_whole(qapp: QApplication, qtbot: QtBot) -> None:
    transport = ProcessTransport(qapp)
    ear = Ear(transport)
    transport.start(python("import sys; sys.stdout.buffer.write(bytes(range(256)) * 40_000)"))
    qtbot.waitUntil(lambda: bool(ear.endings))
    assert ear.data == bytes(range(256)) * 40_000


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_crash_tells_its_signal_and_the_last_words(qapp: QApplication, qtbot: QtBot) -> None:
    transport = ProcessTransport(qapp)
    ear = Ear(transport)
    transport.start(
        python("import os, sys; sys.stderr.write('x' * 50_000 + 'last'); sys.stderr.flush(); os.abort()")
    )
    qtbot.waitUntil(lambda: bool(ear.endings))
    ending = ear.endings[0]
    assert (ending.status, ending.signal, ending.started) == (None, 6, True)
    assert len(ending.stderr) == STDERR_TAIL
    assert ending.stderr.endswith("last")


def test_a_program_that_is_not_there_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    transport = ProcessTransport(qapp)
    ear = Ear(transport)
    transport.start(Command(["/no/such/program"], {}))
    assert ear.endings == []
    qtbot.waitUntil(lambda: bool(ear.endings))
    assert not ear.endings[0].started
    assert ear.endings[0].reason


def test_closing_ends_a_child_that_sleeps_and_tells_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    transport = ProcessTransport(qapp)
    ear = Ear(transport)
    transport.start(python("import time; print('up', flush=True); time.sleep(60)"))
    qtbot.waitUntil(lambda: bool(ear.data))
    transport.close()
    qapp.processEvents()
    assert ear.endings == []


def test_the_ticker_ticks_until_it_is_stopped(qapp: QApplication, qtbot: QtBot) -> None:
    owner = QObject(qapp)
    ticker = TimerTicker(owner)
    ticks: list[int] = []
    ticker.start(lambda: ticks.append(1))
    qtbot.waitUntil(lambda: len(ticks) >= 2)
    ticker.stop()
    heard = len(ticks)
    qtbot.wait(150)
    assert len(ticks) == heard
    owner.deleteLater()
