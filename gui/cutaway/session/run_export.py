# SPDX-License-Identifier: Apache-2.0
"""The values of a run as one .npz: an archive of the .npy files that lie in its folder, so numpy is not needed."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from cutaway.description import wording
from cutaway.description.running import StoredValue
from cutaway.errors import MissingFileError, RequestError, UnsafeFileError
from cutaway.session import npy_bytes
from cutaway.wire import whole

_MOST_TEXT = 1 << 30
_CHUNK = 1 << 20
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Exported:
    """bytes: of the file. names: of the arrays in it. notes: in which form a value is not its own, in sentences."""

    bytes: int
    names: tuple[str, ...]
    notes: tuple[str, ...] = ()


def write(
    folder: Path,
    outputs: Iterable[StoredValue],
    target: Path,
    *,
    taps: Iterable[StoredValue] = (),
    inputs: Iterable[StoredValue] = (),
    overwrite: bool = False,
) -> Exported:
    """Write values of the run in `folder`, by their names: outputs, taps, and inputs as `in__NAME`.

    bfloat16 becomes float32, which holds it; other types that numpy has not are their bits in unsigned integers.
    Strings are bytes of one width, with `NAME__lengths` where one ends in a zero byte. Ragged values have
    `NAME__row_splits_0`, …, sparse ones `NAME__indices` and `NAME__dense_shape`. Raises RequestError (another ending,
    an existing file, no room), MissingFileError, DamagedFileError.
    """
    if target.suffix.lower() != ".npz":
        message = (
            f"{target.name} ends in {target.suffix or 'nothing'}, and the values of a run are saved as .npz."
        )
        raise RequestError(message, hint="Choose a name that ends in .npz.", path=target)
    named = _named(outputs, taps, inputs)
    for value in named.values():
        _check(folder, value)
    names: list[str] = []
    notes: list[str] = []

    def fill(stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            for name, value in named.items():
                for member, pieces in _members(folder, name, value, notes):
                    _put(archive, member, pieces)
                    names.append(member)

    size = whole.write(target, fill, overwrite=overwrite)
    return Exported(size, tuple(names), tuple(notes))


def _check(folder: Path, value: StoredValue) -> None:
    """Whether all files are there, in the folder itself: what ran the model may have put links to others into it."""
    for name in (value.file, *value.parts):
        file = folder / name
        if not file.resolve().is_relative_to(folder.resolve()):
            raise UnsafeFileError(f"{name} leads out of the folder of its run.", path=file)
        if not file.is_file():
            message = f"The value of {wording.name(value.name)} is not there any more."
            raise MissingFileError(message, hint="Run the model again.", path=file)


def _named(
    outputs: Iterable[StoredValue], taps: Iterable[StoredValue], inputs: Iterable[StoredValue]
) -> Mapping[str, StoredValue]:
    """Every value under a name of its own; a tap that is called like an output is `tap__NAME`."""
    found = {value.name: value for value in outputs}
    for value in taps:
        found[f"tap__{value.name}" if value.name in found else value.name] = value
    for value in inputs:
        found[f"in__{value.name}"] = value
    return found


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes | Path]) -> None:
    info = zipfile.ZipInfo(f"{name}.npy", _EARLIEST)  # the same values make the same file
    with archive.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            if isinstance(piece, Path):
                with piece.open("rb") as file:
                    shutil.copyfileobj(file, member, _CHUNK)
            else:
                member.write(piece)


def _members(
    folder: Path, name: str, value: StoredValue, notes: list[str]
) -> Iterator[tuple[str, Iterable[bytes | Path]]]:
    parts = [folder / part for part in value.parts]
    if value.dtype == "string":
        shape = value.shape if value.encoding == "strings" else None
        yield from _strings(name, folder / value.file, parts.pop(), shape)
    else:
        yield name, _numbers(name, folder / value.file, value.dtype, notes)
    if value.encoding == "ragged":
        for axis, part in enumerate(parts):
            yield f"{name}__row_splits_{axis}", [part]
    elif value.encoding == "sparse":
        yield f"{name}__indices", [parts[0]]
        yield f"{name}__dense_shape", [parts[1]]


def _numbers(name: str, file: Path, dtype: str, notes: list[str]) -> Iterable[bytes | Path]:
    stored = npy_bytes.read(file)
    shown = wording.name(name)
    if dtype == "bfloat16":
        notes.append(f"{shown} is bfloat16 and was saved as float32.")
        halves = stored.content()
        wide = bytearray(2 * len(halves))
        wide[2::4], wide[3::4] = halves[0::2], halves[1::2]  # float32 has 16 more bits of fraction, all 0
        return [npy_bytes.header("<f4", stored.shape), bytes(wide)]
    if dtype.startswith(("float8", "float4", "int4", "uint4", "int2", "uint2")):
        notes.append(f"{shown} is {dtype} and was saved as its bits in uint8.")
    return [file]


def _strings(
    name: str, file: Path, offsets: Path, shape: tuple[int | None, ...] | None
) -> Iterator[tuple[str, Iterable[bytes | Path]]]:
    """Fixed-width bytes; numpy takes zero bytes at the end of a string for filling, so lengths go beside them."""
    ends = npy_bytes.read(offsets).integers()
    raw = npy_bytes.read(file).content()
    texts = [raw[start:end] for start, end in pairwise(ends)]
    width = max((len(text) for text in texts), default=0) or 1
    if width * len(texts) > _MOST_TEXT:
        raise RequestError(
            f"The texts of {wording.name(name)} differ too much in length for .npz, which gives each the room of the "
            "longest.",
            hint="Save this output as .csv or .json instead.",
        )
    sizes = tuple(size or 0 for size in shape) if shape is not None else (len(texts),)
    yield name, [npy_bytes.header(f"|S{width}", sizes), b"".join(text.ljust(width, b"\0") for text in texts)]
    if any(text.endswith(b"\0") for text in texts):
        lengths = b"".join(len(text).to_bytes(8, "little") for text in texts)
        yield f"{name}__lengths", [npy_bytes.header("<i8", sizes), lengths]
