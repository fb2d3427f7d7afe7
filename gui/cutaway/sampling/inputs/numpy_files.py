# SPDX-License-Identifier: Apache-2.0
"""Arrays from .npy and .npz files, mapped or read within bounds; what was pickled is never loaded."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO

import numpy

from cutaway.description import wording
from cutaway.errors import DamagedFileError, RequestError
from cutaway.sampling.inputs.wanted import MOST_BYTES, Found, Wanted, size_of, unreadable

_MEMBER = ".npy"


def read_npy(path: Path) -> Found:
    """The array in a .npy file, mapped. Raises RequestError (a pickle), DamagedFileError, MissingFileError."""
    size_of(path)
    try:
        with path.open("rb") as file:
            shape = _header(file, path)[0]
        array = numpy.load(path, mmap_mode=None if 0 in shape else "r", allow_pickle=False)
    except OSError as error:
        raise unreadable(path, error) from None
    except (ValueError, EOFError, OverflowError) as error:
        raise DamagedFileError(
            f"{path.name} is cut off or damaged: {error}.", hint="Save it anew.", path=path
        ) from None
    return Found(numpy.asarray(array), path.name)


def read_npz(path: Path, key: str, wanted: Wanted) -> Found:
    """One array of a .npz file: that called `key`, else the one with the input's name, else the only one.

    Raises RequestError (no such array, a pickle, too large), DamagedFileError, MissingFileError.
    """
    size_of(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = {
                info.filename.removesuffix(_MEMBER): info
                for info in archive.infolist()
                if info.filename.endswith(_MEMBER)
            }
            name = _chosen(path, list(names), key, wanted)
            info = names[name]
            if info.file_size > MOST_BYTES:
                raise RequestError(
                    f"{wording.name(name)} in {path.name} has {wording.byte_size(info.file_size)}; at most "
                    f"{wording.byte_size(MOST_BYTES)} are read from an archive.",
                    hint="Unpack the archive and give the .npy file, which is mapped.",
                    path=path,
                )
            array = _member(archive, info, path)
    except OSError as error:
        raise unreadable(path, error) from None
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise DamagedFileError(
            f"{path.name} is no .npz archive that can be read: {error}.", hint="Save it anew.", path=path
        ) from None
    return Found(array, f"{wording.name(name)} in {path.name}")


def names_in(path: Path) -> list[str]:
    """What the arrays of a .npz are called. Raises MissingFileError, DamagedFileError."""
    size_of(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return [name.removesuffix(_MEMBER) for name in archive.namelist() if name.endswith(_MEMBER)]
    except (zipfile.BadZipFile, OSError) as error:
        raise DamagedFileError(f"{path.name} is no .npz archive: {error}.", path=path) from None


def _chosen(path: Path, names: list[str], key: str, wanted: Wanted) -> str:
    tried = [key] if key else [wanted.spec.name, f"in__{wanted.spec.name}", str(wanted.position)]
    if not key and len(names) == 1:
        tried.append(names[0])
    found = next((name for name in tried if name in names), None)
    if found is None:
        called = wording.safe(key) if key else f"for input {wanted.name}"
        raise RequestError(
            f"{path.name} has no array {'called ' if key else ''}{called}.",
            hint=f"It has {', '.join(map(wording.name, sorted(names)[:8])) or 'none'}.",
            path=path,
        )
    return found


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> numpy.ndarray:
    with archive.open(info) as file:
        shape, fortran, kind = _header(file, path)
        size = int(numpy.prod(shape, dtype=object)) * kind.itemsize
        if size > info.file_size:
            raise ValueError("an array in it is cut off")
        # Never more than what the header says, whatever the archive holds behind it.
        raw = file.read(size)
    if len(raw) != size:
        raise ValueError("an array in it is cut off")
    flat = numpy.frombuffer(raw, kind)
    return flat.reshape(shape, order="F") if fortran else flat.reshape(shape)


def _header(file: IO[bytes], path: Path) -> tuple[tuple[int, ...], bool, numpy.dtype]:
    """Shape, order and type. Raises RequestError for objects, which only a pickle can hold."""
    begin = file.read(2)
    if begin[:1] == b"\x80":
        raise pickled(path)
    rest = file.read(6)
    if begin + rest[:4] != b"\x93NUMPY":
        raise ValueError("it does not begin as .npy files do")
    form = numpy.lib.format
    readers = {(1, 0): form.read_array_header_1_0, (2, 0): form.read_array_header_2_0}
    reader = readers.get((rest[4], rest[5]))
    if reader is None:
        raise ValueError(f"its version {rest[4]}.{rest[5]} is not known")
    shape, fortran, kind = reader(file)
    if kind.hasobject:
        raise pickled(path)
    return shape, fortran, kind


def pickled(path: Path) -> RequestError:
    """The sentence for a file that holds Python objects."""
    return RequestError(
        f"{path.name} holds pickled Python objects, which could run code, and is not read.",
        hint="Save numbers or texts of a plain type: numpy.save(file, array.astype(str)) for texts.",
        path=path,
    )
