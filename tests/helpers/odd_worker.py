# SPDX-License-Identifier: Apache-2.0
"""A child like the reader's, but its tasks do what a path says: crash, fall silent, eat memory, print."""

import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "gui"))

from cutaway.description.model import ModelDescription
from cutaway.errors import DamagedFileError
from cutaway.worker import entry
from cutaway.worker.questions import QUESTIONS, Call

MEGABYTE = 1024 * 1024


def odd(call: Call) -> ModelDescription:
    """Do what the last part of the path says, then describe nothing at all."""
    path = call.source[0]
    doing = ODDITIES.get(path.rpartition("/")[2])
    if doing is not None:
        doing(call)
    detail = f"{os.environ.get('TMPDIR')} {os.getpid()}"
    return ModelDescription("tflite", path, path, detail=detail)


def _crash(_: Call) -> None:
    os.write(2, b"the last words\n")
    os.abort()


def _leave(_: Call) -> None:
    os._exit(3)


def _killed(_: Call) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _sleep(_: Call) -> None:
    time.sleep(60)


def _report(call: Call) -> None:
    for step in range(600):
        call.progress(f"step {step}", step / 600)
        time.sleep(0.01)


def _eat(_: Call) -> None:
    kept = []
    while True:
        kept.append(b"x" * MEGABYTE)
        time.sleep(0.0001)


def _eat_at_once(_: Call) -> None:
    bytearray(1 << 33)


def _print(_: Call) -> None:
    print("a stray print")
    os.write(1, b"and one past Python")


def _damaged(call: Call) -> None:
    raise DamagedFileError("It is damaged.", hint="Mend it.", path=call.source[0], details="all of it")


def _wrong(_: Call) -> None:
    raise ZeroDivisionError


def _recurse(_: Call) -> None:
    _recurse(_)


def _litter(_: Call) -> None:
    folder = Path(os.environ["TMPDIR"])
    (folder / "inside").mkdir()
    (folder / "inside" / "file").write_bytes(b"x")
    os.abort()


def _spin(_: Call) -> None:
    while True:
        pass


ODDITIES = {
    "crash": _crash,
    "leave": _leave,
    "killed": _killed,
    "sleep": _sleep,
    "report": _report,
    "eat": _eat,
    "eat-at-once": _eat_at_once,
    "print": _print,
    "damaged": _damaged,
    "wrong": _wrong,
    "recurse": _recurse,
    "litter": _litter,
    "spin": _spin,
}

ODD = QUESTIONS["describe"]._replace(task=f"{__name__}:odd", cpu=1)
ODD_QUESTIONS = {"describe": ODD, "statistics": ODD, "shapes": ODD}

if __name__ == "__main__":
    if "--broken" in sys.argv:
        sys.exit("this installation is broken")
    if "--nonsense" in sys.argv:
        os.write(1, b"Hello, I am no protocol.")
        time.sleep(60)
    entry.main("odd", memory=200 * MEGABYTE, questions=ODD_QUESTIONS)
