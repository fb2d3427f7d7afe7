# SPDX-License-Identifier: Apache-2.0
"""A zygote like those that run models, without any library; its jobs do what the last part of a path says."""

import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "gui"))

from cutaway.description.running import RunAnswer, Timing
from cutaway.worker import entry, zygote
from cutaway.worker.questions import QUESTIONS, Call

WRITTEN = "in memory only"


def odd(call: Call) -> RunAnswer:
    """Do what the last part of the path says, then answer with the process, its parent and its folder."""
    doing = ODDITIES.get(call.source[0].rpartition("/")[2])
    if doing is not None:
        doing(call)
    told = f"{os.getpid()} {os.getppid()} {os.environ['TMPDIR']} {os.environ.get('HOME')}"
    return RunAnswer(call.arguments.get("signature", ""), told, (), Timing(0.0, 0.0))


def _crash(_: Call) -> None:
    os.write(2, b"the last words\n")
    os.abort()


def _overrun(_: Call) -> None:
    import ctypes

    ctypes.string_at(0)


def _spin(_: Call) -> None:
    while True:
        pass


def _report(call: Call) -> None:
    for step in range(100):
        call.progress(f"step {step}", step / 100)
        time.sleep(0.02)


def _eat(_: Call) -> None:
    kept = []
    while True:
        kept.append(b"x" * (1 << 20))


def _eat_at_once(_: Call) -> None:
    bytearray(1 << 40)


def _write(call: Call) -> None:
    Path(call.arguments["folder"], "marker").write_text(WRITTEN, encoding="ascii")


def _look(_: Call) -> None:
    Path("/etc/passwd").read_text(encoding="utf-8")


def _connect(_: Call) -> None:
    import socket

    socket.socket()


def _nonsense(_: Call) -> None:
    for descriptor in range(3, 32):
        try:
            os.write(descriptor, b"I am no frame. " * 10)
        except OSError:
            continue
    time.sleep(60)


def _babble(_: Call) -> None:
    for _time in range(2000):
        os.write(2, b"babble " * 1000)
    os.write(2, b"the end\n")
    os.abort()


def _mute(_: Call) -> None:
    os.close(1)
    os.close(2)
    time.sleep(0.3)


ODDITIES = {
    "crash": _crash,
    "overrun": _overrun,
    "leave": lambda _: os._exit(3),
    "killed": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "sleep": lambda _: time.sleep(1.5),
    "mute": _mute,
    "spin": _spin,
    "report": _report,
    "eat": _eat,
    "eat-at-once": _eat_at_once,
    "write": _write,
    "look": _look,
    "connect": _connect,
    "nonsense": _nonsense,
    "babble": _babble,
}


def load(_: str) -> None:
    """Import nothing, slowly; or fail to."""
    if "--broken" in sys.argv:
        raise ImportError("no module named what it needs")
    time.sleep(0.1)


if __name__ == "__main__":
    zygote.HEARTBEAT_SECONDS = 0.1
    if "--idle" in sys.argv:
        zygote.IDLE_SECONDS = 0.2
    writing = os.dup(1)
    os.dup2(2, 1)
    entry.prepare(writing, 1 << 30, is_zygote=True)
    questions = {name: QUESTIONS[name]._replace(task=f"{__name__}:odd") for name in ("run", "shapes")}
    questions["shapes"] = questions["shapes"]._replace(answer=questions["run"].answer)
    zygote.Zygote("tensorflow", 0, writing, questions, load).serve()
