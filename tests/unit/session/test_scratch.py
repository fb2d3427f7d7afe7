# SPDX-License-Identifier: Apache-2.0
"""Temporary folders are for their owner alone and go away, also those of programs that were killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cutaway.session import scratch

posix = pytest.mark.skipif(os.name != "posix", reason="folders of killed programs are looked for on Unix")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have all temporary folders made in the test's own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@posix
def test_a_folder_is_for_its_owner_alone() -> None:
    folder = Path(scratch.make())
    assert folder.stat().st_mode & 0o077 == 0
    scratch.remove(str(folder))
    assert not folder.exists()


def test_what_is_in_it_goes_too_but_not_what_links_lead_to(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("keep")
    folder = Path(scratch.make())
    (folder / "link").symlink_to(mine)
    (folder / "deep").mkdir()
    scratch.remove(str(folder))
    assert not folder.exists()
    assert mine.read_text() == "keep"


def test_removing_twice_is_fine() -> None:
    folder = scratch.make()
    scratch.remove(folder)
    scratch.remove(folder)


@posix
def test_folders_of_the_dead_are_removed(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    dead = int(ended.stdout)
    old, fresh, living, foreign = (
        tmp_path / f"cutaway-{dead}-0123456789ab",
        tmp_path / f"cutaway-{dead}-ba9876543210",
        tmp_path / f"cutaway-{os.getpid()}-0123456789ab",
        tmp_path / "cutaway-notes",
    )
    for folder in (old, fresh, living, foreign):
        folder.mkdir()
    for folder in (old, living, foreign):
        os.utime(folder, (time.time() - 100,) * 2)
    scratch.remove_orphans()
    assert [folder.exists() for folder in (old, fresh, living, foreign)] == [False, True, True, True]


@posix
def test_a_folder_of_the_living_stays_whatever_its_age_and_id(tmp_path: Path) -> None:
    """Programs in two containers may share a folder, but not their process ids."""
    folder = Path(scratch.make())
    os.utime(folder, (time.time() - 1_000_000,) * 2)
    program = (
        "from cutaway.session import scratch; scratch._lives = lambda _: False; scratch.remove_orphans()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    assert folder.exists()
    scratch.remove(str(folder))


@posix
def test_a_killed_program_leaves_its_folder_to_the_next_one(tmp_path: Path) -> None:
    program = "import os; from cutaway.session import scratch; scratch.make(); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", program], check=False)
    (folder,) = tmp_path.iterdir()
    os.utime(folder, (time.time() - 100,) * 2)
    scratch.remove_orphans()
    assert not folder.exists()


def test_a_program_that_ends_without_a_word_leaves_no_folder(tmp_path: Path) -> None:
    program = "from cutaway.session import scratch; print(scratch.make()); raise SystemExit(3)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)
    assert ended.returncode == 3
    assert Path(ended.stdout.strip()).parent == tmp_path
    assert list(tmp_path.iterdir()) == []
