# SPDX-License-Identifier: Apache-2.0
"""Sorted tables give back what was written, and say where they are damaged."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.errors import DamagedFileError, MissingFileError
from cutaway.wire.sstable import SortedTable
from helpers.bundles import table

ENTRIES = {b"": b"header", **{b"layer/%03d/kernel" % number: b"value %d" % number for number in range(200)}}


def written(folder: Path, content: bytes) -> Path:
    path = folder / "variables.index"
    path.write_bytes(content)
    return path


def read(path: Path) -> dict[bytes, bytes]:
    return {key: bytes(value) for _, pairs in SortedTable(path).blocks() for key, value in pairs}


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("block_size", [1, 300, 1 << 20])
def test_gives_back_every_entry(tmp_path: Path, block_size: int, compressed: bool) -> None:
    path = written(tmp_path, table(ENTRIES, block_size=block_size, compressed=compressed))
    assert read(path) == ENTRIES


def test_gives_keys_in_order(tmp_path: Path) -> None:
    assert list(read(written(tmp_path, table(ENTRIES, block_size=300)))) == sorted(ENTRIES)


@given(
    st.dictionaries(st.binary(max_size=40), st.binary(max_size=300), max_size=30),
    st.booleans(),
    st.sampled_from((1, 100)),
)
def test_gives_back_any_keys_and_values(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[bytes, bytes], compressed: bool, block_size: int
) -> None:
    folder = tmp_path_factory.mktemp("table")
    assert read(written(folder, table(entries, block_size=block_size, compressed=compressed))) == entries


def test_finds_one_value(tmp_path: Path) -> None:
    found = SortedTable(written(tmp_path, table(ENTRIES, block_size=300)))
    assert found.find(b"layer/123/kernel") == b"value 123"
    assert found.find(b"layer/123") is None
    assert found.find(b"zzz") is None


def test_large_values_are_views_of_the_file(tmp_path: Path) -> None:
    found = SortedTable(written(tmp_path, table({b"big": bytes(1 << 17)})))
    assert isinstance(found.find(b"big"), memoryview)


@pytest.mark.parametrize("content", [b"", b"short", bytes(100), b"PK\x03\x04" + bytes(60)])
def test_says_that_a_file_is_no_table(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DamagedFileError, match=r"variables\.index is damaged at byte \d+"):
        SortedTable(written(tmp_path, content))


def test_says_which_block_was_changed(tmp_path: Path) -> None:
    content = bytearray(table(ENTRIES, block_size=300))
    content[400] ^= 1
    with pytest.raises(DamagedFileError, match=r"at byte \d+: the checksum of a block does not fit"):
        read(written(tmp_path, bytes(content)))


def test_says_that_a_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="does not exist"):
        SortedTable(tmp_path / "variables.index")


def test_keys_that_grow_on_nothing_are_refused(tmp_path: Path) -> None:
    """Each takes four bytes of the file and repeats 100,000 of the first."""
    entries = {b"": b""} | {b"k" * 100_000 + number.to_bytes(2, "big"): b"" for number in range(2000)}
    path = written(tmp_path, table(entries, block_size=1 << 30, restart_every=1 << 20))
    assert path.stat().st_size < 1 << 18
    with pytest.raises(DamagedFileError, match="more or longer keys than any checkpoint"):
        read(path)


@given(st.data())
def test_damage_never_surprises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever bytes are changed or cut off: an error that names the file, or entries."""
    content = bytearray(table(ENTRIES, block_size=300, compressed=data.draw(st.booleans())))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(0, len(content))) :]
    try:
        read(written(tmp_path_factory.mktemp("damaged"), bytes(content)))
    except DamagedFileError as error:
        assert "variables.index" in error.message  # noqa: PT017
