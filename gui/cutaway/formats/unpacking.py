# SPDX-License-Identifier: Apache-2.0
"""Unpacks archives into a private folder: only regular files with names that stay inside, and never past a limit."""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import lzma
import os
import shutil
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn, Protocol, TypeAlias

from cutaway.errors import DamagedFileError, LimitError, UnsafeFileError, UnsupportedFormatError
from cutaway.formats.identify import Container
from cutaway.formats.opened import Progress
from cutaway.wire.files import open_regular

MOST_MEMBERS = 20_000
MOST_BYTES = 1 << 34
RATIO = 100
"""How often larger than the archive its content may be, beyond `FREE_OF_RATIO`; weights seldom shrink to a tenth."""
FREE_OF_RATIO = 1 << 26
_CHUNK = 1 << 20
_MOST_AT_ONCE = 1 << 24
_SPARE_DISK = 1 << 26
_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct(
    "<26xHH"
)  # APPNOTE 4.3.7: the lengths of the name and of the extra field end it
_LONGEST_NAME = 240
_BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, gzip.BadGzipFile)


@dataclass(slots=True)
class Unpacked:
    """An archive and the private folder for its files. names: of the files in it, in the archive's order.

    left_out: members that are never written: links, devices, and names that lead outside. in_place: start and length
    of the members that are stored as they are, by name.
    """

    folder: Path
    names: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    in_place: dict[str, tuple[int, int]] = field(default_factory=dict)
    bring: Callable[[Collection[str]], object] = len
    """Write these members into the folder, if they are not there yet (`len`: all are). Raises as `unpack` does."""

    def remove(self) -> None:
        """Delete the folder and all in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


class _Readable(Protocol):
    """What is left of a file when it comes out of an archive."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes."""


class _Budget:
    """Counts what is written and ends it at the limit."""

    def __init__(self, path: Path, progress: Progress) -> None:
        self.path = path
        self.progress = progress
        self.archive = path.stat().st_size
        self.limit = min(MOST_BYTES, max(FREE_OF_RATIO, RATIO * self.archive))
        self.free = shutil.disk_usage(tempfile.gettempdir()).free - _SPARE_DISK
        self.written = 0
        self.unpacked = 0
        self.members = 0

    def member(self) -> None:
        """Count a member. Raises UnsafeFileError."""
        self.members += 1
        if self.members > MOST_MEMBERS:
            self._refuse(f"has more than {MOST_MEMBERS:,} members")

    def spend(self, count: int) -> None:
        """Count bytes, before they are written. Raises UnsafeFileError, LimitError, what `progress` raises."""
        self.written += count
        if self.written > self.limit:
            self._refuse(f"unpacks to more than {self.limit:,} bytes, from {self.archive:,}")
        if self.written > self.free:
            raise _full(self.path)
        self.progress(f"Unpacking {self.path.name}", None)

    def pass_by(self, count: int) -> None:
        """Count bytes that come out of a compressed stream, whether they are kept or not. Raises UnsafeFileError."""
        self.unpacked += count
        if self.unpacked > self.limit:
            self._refuse(f"unpacks to more than {self.limit:,} bytes, from {self.archive:,}")
        self.progress(f"Unpacking {self.path.name}", None)

    def _refuse(self, why: str) -> NoReturn:
        hint = "If you trust it, unpack it with another program and open the model that is in it."
        raise UnsafeFileError(f"{self.path.name} {why}, so it is not unpacked.", hint=hint, path=self.path)


def unpack(path: Path, kind: Container, progress: Progress) -> Unpacked:
    """Unpack an archive, or the single file that is compressed, into a new private folder.

    A zip is only listed, since its members can be had one by one: `bring` writes them.
    Raises DamagedFileError, UnsafeFileError, UnsupportedFormatError (encrypted), LimitError, MissingFileError.
    """
    found = Unpacked(Path(tempfile.mkdtemp(prefix="cutaway-")))
    try:
        with _opened(path) as file:
            _UNPACKERS[kind](file, _Budget(path, progress), found)
    except BaseException:
        found.remove()
        raise
    return found


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The archive, with what the standard library raises about a broken one turned into one sentence."""
    with os.fdopen(open_regular(path), "rb") as file, _faults(path):
        yield file


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Turn what the standard library raises about a broken archive into one sentence."""
    try:
        yield
    except _BROKEN as error:
        why = str(error).rstrip(".") or "it ends early"
        message = f"{path.name} is cut off or damaged and cannot be unpacked ({why})."
        raise DamagedFileError(message, hint="Download or copy it again.", path=path) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(path) from None
        message = f"{path.name} is cut off or damaged and cannot be unpacked ({error})."
        raise DamagedFileError(message, hint="Download or copy it again.", path=path) from None
    except (ValueError, OverflowError, NotImplementedError, RuntimeError) as error:
        message = f"{path.name} cannot be unpacked: {str(error).rstrip('.')}."
        raise UnsupportedFormatError(message, hint="Unpack it with another program.", path=path) from None


def _full(path: Path) -> LimitError:
    message = f"{path.name} cannot be unpacked: the disk of {tempfile.gettempdir()} is full."
    return LimitError(message, hint="Free some space, or set TMPDIR to another disk.", path=path)


def _zip(file: IO[bytes], budget: _Budget, found: Unpacked) -> None:
    """List a zip archive, and give `found` the means to write its members."""
    members: dict[str, zipfile.ZipInfo] = {}
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            budget.member()
            pieces = parts(entry.filename)
            if entry.is_dir():
                continue
            if pieces is None or stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
                found.left_out.append(entry.filename)
            else:
                members["/".join(pieces)] = entry
    found.names = list(members)
    for name, entry in members.items():
        if entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & _ENCRYPTED:
            file.seek(entry.header_offset)
            head = file.read(_LOCAL_HEADER.size)
            if len(head) == _LOCAL_HEADER.size:
                start = entry.header_offset + len(head) + sum(_LOCAL_HEADER.unpack(head))
                found.in_place[name] = start, entry.file_size
    written: set[str] = set()

    def bring(names: Collection[str]) -> None:
        with _opened(budget.path) as source, zipfile.ZipFile(source) as archive:
            for name in [name for name in members if name in names and name not in written]:
                written.add(name)
                _bring(archive, members[name], name, budget, found)

    found.bring = bring


def _bring(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, budget: _Budget, found: Unpacked
) -> None:
    if entry.flag_bits & _ENCRYPTED:
        message = f"{name} in {budget.path.name} is encrypted, so it cannot be read without its password."
        hint = "Unpack the archive with its password and open the model that is in it."
        raise UnsupportedFormatError(message, hint=hint, path=budget.path)
    with archive.open(entry) as source:
        _write(source, name, budget, found)


class _Bounded(io.RawIOBase):
    """A decompressed stream that is ended at the limit; skipped members and overlong headers count, too."""

    def __init__(self, source: _Readable, budget: _Budget) -> None:
        super().__init__()
        self._source = source
        self._budget = budget

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if not 0 <= size <= _MOST_AT_ONCE:
            raise tarfile.ReadError("a header is too long")
        data = self._source.read(size)
        self._budget.pass_by(len(data))
        return data


def _tar(source: _Readable, budget: _Budget, found: Unpacked) -> None:
    stream = _Bounded(source, budget)
    with tarfile.open(fileobj=stream, mode="r|", errorlevel=0) as archive:
        for entry in archive:
            budget.member()
            if entry.isdir():
                continue
            # The holes of a sparse file cost nothing in the archive and may be terabytes outside of it.
            content = archive.extractfile(entry) if entry.isreg() and not entry.issparse() else None
            if content is None:
                found.left_out.append(entry.name)
            elif _write(content, entry.name, budget, found):
                found.names.append("/".join(parts(entry.name) or []))


_TAR_MARK, _TAR_PLACE = b"ustar", 257


def _compressed(
    source: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile, budget: _Budget, found: Unpacked
) -> None:
    """A compressed tar archive, or a single file that takes the archive's name without its last ending."""
    with source:
        head = source.read(_TAR_PLACE + len(_TAR_MARK))
        source.seek(0)
        if head[_TAR_PLACE:] == _TAR_MARK:
            _tar(source, budget, found)
        else:
            name = budget.path.stem or "model"
            if _write(source, name, budget, found):
                found.names.append(name)


def _gzip(file: IO[bytes], budget: _Budget, found: Unpacked) -> None:
    _compressed(gzip.GzipFile(fileobj=file), budget, found)


def _bzip2(file: IO[bytes], budget: _Budget, found: Unpacked) -> None:
    _compressed(bz2.BZ2File(file), budget, found)


def _xz(file: IO[bytes], budget: _Budget, found: Unpacked) -> None:
    _compressed(lzma.LZMAFile(file), budget, found)  # noqa: SIM115 - closed there


_Unpacker: TypeAlias = Callable[[IO[bytes], _Budget, Unpacked], None]
_UNPACKERS: dict[Container, _Unpacker] = {"zip": _zip, "tar": _tar, "gzip": _gzip, "bzip2": _bzip2, "xz": _xz}


def parts(name: str) -> list[str] | None:
    """The folders and the file that a member's name consists of, None where it leads outside or cannot be a name."""
    pieces = name.replace("\\", "/").split("/")
    if not pieces[0] or pieces[0].endswith(":") or ".." in pieces or "\0" in name:
        return None
    kept = [piece for piece in pieces if piece not in ("", ".")]
    return kept if kept and all(len(os.fsencode(piece)) <= _LONGEST_NAME for piece in kept) else None


def _write(source: _Readable, name: str, budget: _Budget, found: Unpacked) -> bool:
    """Write one member and say whether; the first of several with one name counts, as none is ever written over."""
    pieces = parts(name)
    if pieces is None:
        found.left_out.append(name)
        return False
    target = found.folder.joinpath(*pieces)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError:
        found.left_out.append(name)
        return False
    with os.fdopen(descriptor, "wb") as file:
        for chunk in _chunks(source):
            budget.spend(len(chunk))
            file.write(chunk)
    return True


def _chunks(source: _Readable) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk
