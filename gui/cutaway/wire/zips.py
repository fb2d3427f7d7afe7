# SPDX-License-Identifier: Apache-2.0
"""Members of a zip archive, read in place where they are stored plainly, and never unpacked past a limit.

Nothing is ever written to disk. Layout: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local headers) and 4.4.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from cutaway.errors import DamagedFileError, ModelError, UnsafeFileError, UnsupportedFormatError

_START = b"PK\x03\x04"

MOST_MEMBERS = 100_000
_LONGEST_LIST = 1 << 24
_END = b"PK\x05\x06"
_END_SIZE = struct.Struct("<12xI")
_LONGEST_END = 22 + 0xFFFF  # the end record and its comment
_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_STORED, _DEFLATED = 0, 8
_METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 98: "PPMd"}


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive. size: when unpacked, as the archive claims. header: byte of its local header.

    in_place: it is stored plainly, so that its bytes can be used where they are.
    """

    name: str
    size: int
    packed: int
    header: int
    method: int
    encrypted: bool
    checksum: int

    @property
    def in_place(self) -> bool:
        """Whether `Archive.open` gives a view of the mapped file."""
        return self.method == _STORED and not self.encrypted

    @property
    def leaves(self) -> bool:
        """Whether its name points outside the folder that it would be unpacked to."""
        parts = self.name.replace("\\", "/").split("/")
        return ".." in parts or not parts[0] or parts[0].endswith(":")


class _Mapped(io.RawIOBase):
    """A mapped file as a stream, for the standard library to find the members in."""

    def __init__(self, view: memoryview) -> None:
        super().__init__()
        self._view = view
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0, /) -> int:
        base = {0: 0, 1: self._at, 2: len(self._view)}[whence]
        if base + offset < 0:
            raise ValueError("before the start")
        self._at = base + offset
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        end = len(self._view) if size is None or size < 0 else self._at + size
        data = bytes(self._view[self._at : end])
        self._at += len(data)
        return data


class Archive:
    """A zip archive in memory or mapped. name: what messages call it. members: in the archive's order, without folders.

    duplicates: names that occur more than once; the last one counts, as in Python's `zipfile`.
    Raises DamagedFileError where the list of members cannot be read.
    """

    def __init__(self, view: memoryview, name: str) -> None:
        self.view = view
        self.name = name
        self._check_list()
        try:
            with zipfile.ZipFile(_Mapped(view)) as archive:
                listed = archive.infolist()
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError) as error:
            raise self._damaged(f"the list of its members cannot be read ({error})") from None
        if len(listed) > MOST_MEMBERS:
            raise self._damaged(f"it has {len(listed):,} members, more than {MOST_MEMBERS:,}")
        found: dict[str, Member] = {}
        again = []
        for entry in listed:
            if entry.filename in found:
                again.append(entry.filename)
            if not entry.filename.endswith("/"):
                found[entry.filename] = _member(entry)
        self._members = found
        self.duplicates = tuple(dict.fromkeys(again))

    @property
    def members(self) -> tuple[Member, ...]:
        """All files of the archive."""
        return tuple(self._members.values())

    def get(self, name: str) -> Member | None:
        """The member of that name, or None."""
        return self._members.get(name)

    def open(self, member: Member, limit: int) -> memoryview:
        """Bytes of a member: a view of the archive where it is stored plainly, else unpacked and checked.

        Raises UnsafeFileError where it would be larger than `limit` bytes, UnsupportedFormatError where it is
        encrypted or packed by another method than deflate, DamagedFileError where it is not what the archive says.
        """
        self._allow(member)
        if not member.in_place and member.size > limit:
            raise self._too_large(member, limit)
        stored = self._stored(member)
        if member.in_place:
            if member.size != member.packed:
                raise self._damaged(f"{member.name} has two sizes")
            return stored
        data = self._unpack(member, stored, member.size)
        if len(data) != member.size or zlib.crc32(data) != member.checksum:
            raise self._damaged(f"{member.name} is not what it was when it was packed")
        return memoryview(data)

    def intact(self, member: Member, data: memoryview) -> bool:
        """Whether bytes that `open` gave are those that were packed, by the archive's checksum; reads them all."""
        return zlib.crc32(data) == member.checksum

    def start(self, member: Member, count: int) -> bytes:
        """The first `count` bytes of a member. Raises as `open` does, without a check of the whole."""
        self._allow(member)
        stored = self._stored(member)
        return bytes(stored[:count]) if member.in_place else self._unpack(member, stored, count)

    def _check_list(self) -> None:
        """Refuse a list of members that would take more memory to read than any model needs."""
        tail = bytes(self.view[-_LONGEST_END:])
        end = tail.rfind(_END)
        if end < 0 or len(tail) < end + _END_SIZE.size:
            raise DamagedFileError(
                f"{self.name} is cut off: the list of members, which a zip archive ends with, is missing.",
                hint="Copy or download the file again.",
                path=self.name,
            )
        (size,) = _END_SIZE.unpack_from(tail, end)
        if size > _LONGEST_LIST:
            raise self._damaged(f"it claims a list of members of {size:,} bytes")

    def _allow(self, member: Member) -> None:
        if member.encrypted:
            raise UnsupportedFormatError(
                f"{member.name} in {self.name} is encrypted, so it cannot be read without its password.",
                hint="Unpack the archive with its password and open the model that is in it.",
                path=self.name,
            )
        if member.method not in (_STORED, _DEFLATED):
            method = _METHODS.get(member.method, f"method {member.method}")
            raise UnsupportedFormatError(
                f"{member.name} in {self.name} is packed with {method}, which Cutaway does not read.",
                hint="Unpack the archive with another program and open the model that is in it.",
                path=self.name,
            )

    def _stored(self, member: Member) -> memoryview:
        head = self.view[member.header : member.header + _LOCAL_HEADER.size]
        if member.header < 0 or len(head) < _LOCAL_HEADER.size or bytes(head[:4]) != _START:
            raise self._damaged(f"{member.name} is not where the list of members says")
        _, name, extra = _LOCAL_HEADER.unpack(head)
        first = member.header + _LOCAL_HEADER.size + name + extra
        if first + member.packed > len(self.view):
            raise self._damaged(f"{member.name} runs past its end")
        return self.view[first : first + member.packed]

    def _unpack(self, member: Member, stored: memoryview, count: int) -> bytes:
        """At most `count` bytes, which is never more than the caller was ready for."""
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(stored, count) if count else b""
        except zlib.error as error:
            raise self._damaged(f"{member.name} cannot be unpacked ({error})") from None

    def _damaged(self, what: str) -> DamagedFileError:
        return DamagedFileError(
            f"{self.name} is a damaged zip archive: {what}.",
            hint="Copy or download the file again.",
            path=self.name,
        )

    def _too_large(self, member: Member, limit: int) -> ModelError:
        return UnsafeFileError(
            f"{member.name} in {self.name} would unpack from {member.packed:,} to {member.size:,} bytes; "
            f"Cutaway stops at {limit:,}.",
            hint="If you trust the archive, unpack it with another program and open what is in it.",
            path=self.name,
        )


def _member(entry: zipfile.ZipInfo) -> Member:
    return Member(
        entry.filename,
        entry.file_size,
        entry.compress_size,
        entry.header_offset,
        entry.compress_type,
        bool(entry.flag_bits & _ENCRYPTED),
        entry.CRC,
    )
