# SPDX-License-Identifier: Apache-2.0
"""Copies are whole, are no hard links, and say how far they are."""

import errno
import os
from pathlib import Path

import pytest

from cutaway.errors import UnsafeFileError
from cutaway.wire import copying


def _source(folder: Path, size: int = 100_000) -> Path:
    file = folder / "source"
    file.write_bytes(os.urandom(size))
    return file


@pytest.mark.parametrize("size", [0, 1, 100_000])
def test_a_copy_has_the_same_bytes_and_is_a_file_of_its_own(tmp_path: Path, size: int) -> None:
    source, told = _source(tmp_path, size), list[int]()
    copying.copy(source, tmp_path / "copy", told.append)
    assert (tmp_path / "copy").read_bytes() == source.read_bytes()
    assert source.stat().st_nlink == 1
    assert sum(told) == size


def test_a_system_that_copies_nothing_by_itself_gets_it_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "copy_file_range", refuse, raising=False)
    monkeypatch.setattr(copying, "_shared", lambda *_: False)
    source = _source(tmp_path)
    assert copying.copy(source, tmp_path / "copy", lambda _: None) == "copied"
    assert (tmp_path / "copy").read_bytes() == source.read_bytes()


def test_nothing_is_copied_over_a_file_that_is_there(tmp_path: Path) -> None:
    source = _source(tmp_path)
    (tmp_path / "copy").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        copying.copy(source, tmp_path / "copy", lambda _: None)
    assert (tmp_path / "copy").read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnsafeFileError):
        copying.copy(tmp_path / "pipe", tmp_path / "copy", lambda _: None)
