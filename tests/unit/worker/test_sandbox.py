# SPDX-License-Identifier: Apache-2.0
"""A confined process really tries what it may not, and the system really refuses it."""

import errno
import json
import signal
import subprocess
import sys

import pytest

from cutaway.worker import sandbox, system_calls
from helpers import confined_probe

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can confine a process so")

ALLOWED = (
    "read the model",
    "write into its folder",
    "read its folder",
    "signal itself",
    "start a thread",
    "write nowhere",
    "read random bytes",
    "import",
)
BY_LANDLOCK = (
    "write into the model",
    "link in its folder",
    "pipe in its folder",
    "write elsewhere",
    "remove elsewhere",
    "read elsewhere",
    "list elsewhere",
    "shorten elsewhere",
    "read the password file",
    "read another environment",
)
BY_SECCOMP = (
    "rights elsewhere",
    "times elsewhere",
    "internet socket",
    "local socket",
    "start a program",
    "become a program",
    "fork",
    "signal another",
    "limit another",
)


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[bytes]:
    model, own, other = (tmp_path_factory.mktemp(name) for name in ("model", "own", "other"))
    (model / "weights").write_bytes(b"numbers")
    (other / "kept").write_bytes(b"precious")
    found = subprocess.run(
        [sys.executable, "-I", confined_probe.__file__, model, own, other],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert [file.name for file in other.iterdir()] == ["kept"]
    assert (other / "kept").read_bytes() == b"precious"
    return found


@pytest.fixture(scope="module")
def answers(probe: subprocess.CompletedProcess[bytes]) -> dict[str, int]:
    found: dict[str, int] = json.loads(probe.stdout)
    return found


def test_everything_that_is_tried_is_looked_at(answers: dict[str, int]) -> None:
    assert sorted(answers) == sorted((*ALLOWED, *BY_LANDLOCK, *BY_SECCOMP))


@pytest.mark.parametrize("what", ALLOWED)
def test_what_running_needs_is_allowed(answers: dict[str, int], what: str) -> None:
    assert answers[what] == 0


@pytest.mark.skipif(
    sandbox.version() < 3, reason="this kernel has no Landlock, or one that cannot refuse shortening"
)
@pytest.mark.parametrize("what", BY_LANDLOCK)
def test_files_beyond_the_model_are_refused(answers: dict[str, int], what: str) -> None:
    assert answers[what] == errno.EACCES


@pytest.mark.skipif(not system_calls.is_there(), reason="this system takes no filters of system calls")
@pytest.mark.parametrize("what", BY_SECCOMP)
def test_the_network_programs_and_other_processes_are_refused(answers: dict[str, int], what: str) -> None:
    assert answers[what] == errno.EACCES


def test_a_confined_process_can_still_tell_that_it_crashed(
    probe: subprocess.CompletedProcess[bytes],
) -> None:
    assert probe.returncode == -signal.SIGABRT


def test_what_holds_is_said_only_where_the_system_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "version", lambda: 0)
    assert sandbox.FEW_WRITTEN not in sandbox.holds()
    monkeypatch.setattr(system_calls, "is_there", lambda: False)
    assert sandbox.NO_NETWORK not in sandbox.holds()


def test_a_frozen_program_may_read_its_own_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """They lie in its executable, and are read when they are imported."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/cutaway/cutaway")
    assert "/opt/cutaway/cutaway" in set(sandbox._readable())
