# SPDX-License-Identifier: Apache-2.0
"""A window that dies by a fault is told of at the next start; one that ended well or was killed is not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cutaway import __version__
from cutaway.session import crashes

_WINDOW = """
import faulthandler, os, sys, time
from pathlib import Path
from cutaway.session.crashes import CrashFile
file = CrashFile(Path(sys.argv[1]))
file.open()
file.note(["/models/a.h5"])
if sys.argv[2] == "fault":
    faulthandler._sigsegv()
if sys.argv[2] == "well":
    file.close()
print("ready", flush=True)
if sys.argv[2] == "alive":
    time.sleep(60)
"""


def window(folder: Path, end: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(folder), end], stdout=subprocess.PIPE, text=True
    )


def test_a_fault_is_read_back_once_with_what_was_open(tmp_path: Path) -> None:
    window(tmp_path, "fault").communicate(timeout=20)
    (crash,) = crashes.left(tmp_path)
    assert crash.opened == ("/models/a.h5",)
    for word in (__version__, "Segmentation fault", "/models/a.h5", 'File "<string>"'):
        assert word in crash.report
    assert crashes.left(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_good_end_leaves_nothing(tmp_path: Path) -> None:
    window(tmp_path, "well").communicate(timeout=20)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_living_window_is_left_alone_and_a_killed_one_is_no_crash(tmp_path: Path) -> None:
    with window(tmp_path, "alive") as living:
        assert living.stdout is not None
        living.stdout.readline()
        assert crashes.left(tmp_path) == []
        assert len(list(tmp_path.iterdir())) == 2
        living.send_signal(signal.SIGKILL)
    assert crashes.left(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
