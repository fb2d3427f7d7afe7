# SPDX-License-Identifier: Apache-2.0
"""The log goes to a file, and a folder that cannot be written is no reason to fail."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cutaway import logs


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close the log after each test."""
    yield
    logs.close()


def test_what_is_logged_is_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "cutaway.log"
    logs.to_file(file)
    logs.LOGGER.warning("something about %s", "caf\udce9")
    assert "WARNING something about caf\\udce9" in file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    logs.to_file(tmp_path / "file" / "cutaway.log")
    logs.LOGGER.warning("lost")


def test_a_long_log_becomes_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "cutaway.log"
    file.write_text("old\n" * 200_000, encoding="utf-8")
    logs.to_file(file)
    logs.LOGGER.info("new")
    assert "old" not in file.read_text(encoding="utf-8")
    assert (tmp_path / "cutaway.old.log").read_text(encoding="utf-8").startswith("old\n")
