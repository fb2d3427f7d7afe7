# SPDX-License-Identifier: Apache-2.0
"""Zip archives: members in place, nothing unpacked past its limit, and a sentence for everything that is wrong."""

import io
import struct
import zipfile

import pytest

from cutaway.errors import DamagedFileError, ModelError, UnsafeFileError, UnsupportedFormatError
from cutaway.wire.zips import Archive


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def opened(data: bytes) -> Archive:
    return Archive(memoryview(data), "m.zip")


def test_stored_members_are_views_of_the_archive() -> None:
    data = packed(("a.txt", b"hello"))
    archive = opened(data)
    view = archive.open(archive.members[0], 1)
    assert bytes(view) == b"hello"
    assert view.obj is data


def test_packed_members_are_unpacked_and_checked() -> None:
    archive = opened(packed(("a.txt", b"hello" * 100), method=zipfile.ZIP_DEFLATED))
    assert bytes(archive.open(archive.members[0], 1000)) == b"hello" * 100
    assert archive.start(archive.members[0], 7) == b"hellohe"


def test_a_member_larger_than_the_limit_is_not_unpacked() -> None:
    archive = opened(packed(("bomb", bytes(10_000_000)), method=zipfile.ZIP_DEFLATED))
    with pytest.raises(
        UnsafeFileError, match=r"would unpack from .* to 10,000,000 bytes; Cutaway stops at 1,000"
    ):
        archive.open(archive.members[0], 1000)


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_said() -> None:
    data = bytearray(packed(("bomb", bytes(10_000_000)), method=zipfile.ZIP_DEFLATED))
    where = data.index(b"PK\x01\x02")
    data[where + 24 : where + 28] = struct.pack("<I", 500)
    archive = opened(bytes(data))
    with pytest.raises(DamagedFileError, match="not what it was when it was packed"):
        archive.open(archive.members[0], 1000)


@pytest.mark.parametrize(
    "name", ["../up", "/root", "a/../../b", "..\\windows", "C:\\windows", "c:/windows", "a/.."]
)
def test_names_that_lead_out_are_known(name: str) -> None:
    archive = opened(packed((name, b"x"), ("assets/fine..txt", b"x")))
    assert [member.leaves for member in archive.members] == [True, False]


def test_the_last_of_two_members_with_one_name_counts() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(("a", b"first"), ("a", b"second"))
    archive = opened(data)
    assert archive.duplicates == ("a",)
    assert [bytes(archive.open(member, 9)) for member in archive.members] == [b"second"]


def test_encrypted_members_say_so() -> None:
    data = bytearray(packed(("a", b"x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    archive = opened(bytes(data))
    with pytest.raises(UnsupportedFormatError, match=r"a in m\.zip is encrypted"):
        archive.open(archive.members[0], 9)


def test_other_methods_are_named() -> None:
    archive = opened(packed(("a", b"x" * 99), method=zipfile.ZIP_BZIP2))
    with pytest.raises(UnsupportedFormatError, match="packed with bzip2"):
        archive.open(archive.members[0], 999)


def test_a_truncated_archive_is_cut_off() -> None:
    with pytest.raises(DamagedFileError, match="is cut off"):
        opened(packed(("a", b"x" * 99))[:-30])


def test_a_list_of_members_too_long_is_refused_before_it_is_read() -> None:
    data = bytearray(packed(("a", b"x")))
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = struct.pack("<I", 1 << 30)
    with pytest.raises(DamagedFileError, match="a list of members of 1,073,741,824 bytes"):
        opened(bytes(data))


def test_a_member_without_a_name_is_no_folder() -> None:
    data = bytearray(packed(("a", b"x")))
    where = data.index(b"PK\x01\x02")
    data[where + 46] = 0  # a name ends at a zero byte
    assert [member.name for member in opened(bytes(data)).members] == [""]


@pytest.mark.parametrize("place", range(0, 120, 3))
def test_damage_ends_in_an_error_of_ours(place: int) -> None:
    whole = packed(("a", b"some text"), ("b", b"more"), method=zipfile.ZIP_DEFLATED)
    data = bytearray(whole)
    data[place % len(data)] ^= 0xFF
    try:
        archive = opened(bytes(data))
        for member in archive.members:
            archive.open(member, 1000)
    except ModelError:
        pass
