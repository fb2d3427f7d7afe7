# SPDX-License-Identifier: Apache-2.0
"""A claim holds as long as the program that made it lives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cutaway.wire import claims

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="files are locked otherwise there")

_HOLDING = """
import sys
from pathlib import Path
from cutaway.wire import claims

with claims.claimed(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_what_a_living_program_claims_is_not_seized(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    command = [sys.executable, "-c", _HOLDING, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        with claims.seized(lock) as is_ours:
            assert not is_ours
        assert claims.take(lock) is None
        program.kill()
        program.wait()
        with claims.seized(lock) as is_ours:
            assert is_ours
    assert not lock.exists()


def test_a_claim_leaves_no_file_behind(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with claims.claimed(lock):
        assert lock.exists()
    assert not lock.exists()
    with claims.seized(lock) as is_ours:
        assert not is_ours


def test_another_part_of_the_same_program_is_held_off_too(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    descriptor = claims.take(lock)
    assert descriptor is not None
    assert claims.take(lock) is None
    claims.release(lock, descriptor)
    again = claims.take(lock)
    assert again is not None
    claims.release(lock, again)
