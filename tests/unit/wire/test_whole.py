# SPDX-License-Identifier: Apache-2.0
"""A file is there whole, or not at all."""

import errno
from pathlib import Path
from typing import BinaryIO

import pytest

from cutaway.errors import MissingFileError, RequestError
from cutaway.wire import whole


def test_what_was_written_is_there_under_its_name(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    assert whole.write(file, lambda target: target.write(b"<svg/>")) == 6
    assert file.read_bytes() == b"<svg/>"
    assert list(tmp_path.iterdir()) == [file]


def test_what_exists_is_replaced_only_where_that_was_said(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(b"old")
    with pytest.raises(RequestError, match="exists already"):
        whole.write(file, lambda target: target.write(b"new"))
    assert file.read_bytes() == b"old"
    whole.write(file, lambda target: target.write(b"new"), overwrite=True)
    assert file.read_bytes() == b"new"


def test_a_full_disk_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(b"old")

    def fill(target: BinaryIO) -> None:
        target.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(RequestError, match="no room left"):
        whole.write(file, fill, overwrite=True)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"the folder .*nowhere does not exist"):
        whole.write(tmp_path / "nowhere" / "a.svg", lambda target: target.write(b""))
