# SPDX-License-Identifier: Apache-2.0
"""Values as .npy files in the folder of a run, and back; nothing is ever pickled."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import ml_dtypes
import numpy

from cutaway.description import dtypes
from cutaway.description.running import Encoding, StoredValue
from cutaway.errors import DamagedFileError, MissingFileError, UnsafeFileError
from cutaway.sampling.values import Ragged, Sparse, Value

_SLUG = 40
_LEAST_PARTS: dict[Encoding, int] = {"dense": 0, "strings": 0, "ragged": 1, "sparse": 2}
_MAPPED = 1 << 20
"""Bytes from which on a file is mapped; a smaller one is sooner read."""
_UNSIGNED = {1: "u1", 2: "u2", 4: "u4", 8: "u8"}


def store(folder: Path, name: str, value: Value, group: str = "") -> StoredValue:
    """Write a value into `folder` (made where it is missing), in its subfolder `group`; what lies there is replaced.

    The files' names follow from `name`, which may hold any characters. Raises OSError (no room).
    """
    if not os.path.isdir(folder / group):  # noqa: PTH112 - a third of the time of pathlib's
        (folder / group).mkdir(parents=True, exist_ok=True)
    stem = "/".join(part for part in (group, _stem(name)) if part)
    flat, parts, encoding = _pieces(value)
    dtype, plain, offsets = _plain(flat)
    if offsets is not None:
        parts, encoding = (*parts, offsets), "strings" if encoding == "dense" else encoding
    names = tuple(f"{stem}.{place}.npy" for place in range(len(parts)))
    size = _write(folder / f"{stem}.npy", plain)
    size += sum(_write(folder / file, part) for file, part in zip(names, parts, strict=True))
    return StoredValue(name, dtype, tuple(value.shape), f"{stem}.npy", encoding, names, size)


def load(folder: Path, stored: StoredValue) -> Value:
    """The value that was stored; numbers of large files as read-only views of them.

    Raises MissingFileError, DamagedFileError, UnsafeFileError (a name that leads out of the folder).
    """
    is_text = stored.dtype == "string"
    if len(stored.parts) < _LEAST_PARTS[stored.encoding] + is_text:
        raise DamagedFileError(f"The value of {stored.name} is not whole.")
    parts = [_read(folder, name) for name in stored.parts]
    flat = _read(folder, stored.file)
    values = _strings(flat, parts.pop(), stored) if is_text else _typed(flat, stored.dtype, stored)
    if stored.encoding == "ragged":
        return Ragged(values, tuple(parts))
    if stored.encoding == "sparse":
        return Sparse(parts[0], values, tuple(int(size) for size in parts[1].reshape(-1)))
    if stored.encoding == "strings":
        return _shaped(values, stored)
    return values


def of_type(name: str) -> numpy.dtype | None:
    """The dtype that holds values of a `description.dtypes` name; None where numpy has none.

    Quantised types are the integers they are stored as; types under 8 bits have ml_dtypes' one-byte form.
    """
    if name == "string":
        return numpy.dtype(object)
    plain = name.removeprefix("q") if name.startswith(("qint", "quint")) else name
    if plain not in dtypes.BITS:
        return None
    return numpy.dtype(getattr(ml_dtypes, plain, None) or plain)


def type_of(array: numpy.ndarray) -> str:
    """The name of an array's type as descriptions spell it; `string` for objects and numpy's own text types."""
    if array.dtype.kind in "OSUT":
        return "string"
    if array.dtype.names:  # TensorFlow's quantised types are records of one field
        return str(array.dtype.names[0])
    return array.dtype.name


def as_bytes(array: numpy.ndarray) -> numpy.ndarray:
    """Text of any kind as an object array of bytes, of the same shape; characters become UTF-8."""
    found = numpy.empty(array.size, object)
    for place, text in enumerate(array.reshape(-1).tolist()):
        found[place] = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else bytes(text)
    return found.reshape(array.shape)


def _stem(name: str) -> str:
    """A file's name without its ending: legible, and different for names that differ only in case or punctuation."""
    legible = re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-")[-_SLUG:]
    return f"{legible}-{hashlib.sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def _pieces(value: Value) -> tuple[numpy.ndarray, tuple[numpy.ndarray, ...], Encoding]:
    if isinstance(value, Ragged):
        return value.values, value.splits, "ragged"
    if isinstance(value, Sparse):
        return value.values, (value.indices, numpy.array(value.shape, numpy.int64)), "sparse"
    return value, (), "dense"


def _plain(flat: numpy.ndarray) -> tuple[str, numpy.ndarray, numpy.ndarray | None]:
    """The type's name, an array that .npy can hold, and for strings their offsets in it."""
    dtype = type_of(flat)
    if dtype == "string":
        texts = as_bytes(flat).reshape(-1).tolist()
        offsets = numpy.zeros(len(texts) + 1, numpy.int64)
        numpy.cumsum([len(text) for text in texts], out=offsets[1:])
        return dtype, numpy.frombuffer(b"".join(texts), numpy.uint8), offsets
    if flat.dtype.names:
        flat = flat[flat.dtype.names[0]]
    native = numpy.ascontiguousarray(flat, flat.dtype.newbyteorder("=")).reshape(flat.shape)
    if hasattr(ml_dtypes, native.dtype.name):
        native = native.view(_UNSIGNED[native.dtype.itemsize])
    return dtype, native, None


def _write(file: Path, array: numpy.ndarray) -> int:
    with file.open("wb") as stream:
        numpy.lib.format.write_array(stream, array, version=(1, 0), allow_pickle=False)
    return array.nbytes


def _read(folder: Path, name: str) -> numpy.ndarray:
    file = folder / name
    root, place = os.path.realpath(folder), os.path.realpath(file)
    if os.path.commonpath((root, place)) != root:
        raise UnsafeFileError(f"{name} leads out of the folder of its run.", path=file)
    try:
        is_large = file.stat().st_size >= _MAPPED
        array = numpy.load(file, mmap_mode="r" if is_large else None, allow_pickle=False)
    except FileNotFoundError:
        hint = "Run the model again."
        raise MissingFileError(f"The value in {name} is not there any more.", hint=hint, path=file) from None
    except (OSError, ValueError, EOFError) as error:
        raise DamagedFileError(f"The value in {name} cannot be read: {error}.", path=file) from None
    if not isinstance(array, numpy.ndarray):
        raise DamagedFileError(f"The value in {name} is no array.", path=file)
    return array.view(numpy.ndarray)


def _typed(flat: numpy.ndarray, dtype: str, stored: StoredValue) -> numpy.ndarray:
    kind = of_type(dtype)
    if kind is None or kind.itemsize != flat.dtype.itemsize:
        raise DamagedFileError(f"The value of {stored.name} is not of the type {dtype}.")
    return flat if flat.dtype == kind else flat.view(kind)


def _strings(flat: numpy.ndarray, offsets: numpy.ndarray, stored: StoredValue) -> numpy.ndarray:
    if not offsets.size or offsets[0] != 0 or offsets[-1] != flat.size or (numpy.diff(offsets) < 0).any():
        raise DamagedFileError(f"The strings of {stored.name} do not lie where their offsets say.")
    raw = flat.tobytes()
    found = numpy.empty(len(offsets) - 1, object)
    ends = offsets.tolist()
    for place in range(len(found)):
        found[place] = raw[ends[place] : ends[place + 1]]
    return found


def _shaped(values: numpy.ndarray, stored: StoredValue) -> numpy.ndarray:
    shape = tuple(size or 0 for size in stored.shape or ())
    if dtypes.elements(shape) != values.size:
        raise DamagedFileError(f"The value of {stored.name} is not of the shape {list(shape)}.")
    return values.reshape(shape)
