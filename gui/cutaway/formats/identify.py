# SPDX-License-Identifier: Apache-2.0
"""Tells which of Cutaway's formats a file has, by its content; the name counts only where that says nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, NoReturn, TypeAlias

from cutaway.description.model import Format
from cutaway.errors import DamagedFileError, UnsafeFileError, UnsupportedFormatError
from cutaway.formats import foreign, foreign_tests, protokind
from cutaway.formats.sample import Sample, take
from cutaway.wire import protobuf
from cutaway.wire.files import map_file
from cutaway.wire.hdf5_bytes import is_hdf5

Container: TypeAlias = Literal["zip", "tar", "gzip", "bzip2", "xz"]
Kind: TypeAlias = Format | Container

_COMPRESSED: tuple[tuple[bytes, Container], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
)
_BZIP2_BLOCKS = (
    b"1AY&SY",
    b"\x17rE8P\x90",
)  # after `BZh` and the level: digits of pi, or of its root at once the end

_TABLE_END = 0xDB4775248B80FB57.to_bytes(
    8, "little"
)  # leveldb's table magic, at the end of a checkpoint's index
_TFLITE = re.compile(rb"TFL[0-9]")
_STATE = re.compile(r"(?:\s|#[^\n]*\n)*(all_)?model_checkpoint_(path|timestamp)s?\s*:")
_TAR_MARK, _TAR_PLACE = b"ustar", 257
_ALL_ZERO = 1 << 24
_ZIP_TAIL = 22 + 65535  # the end of a zip, with the longest comment
_MOST_DIRECTORY = 1 << 23

# What names promise where the content says nothing; the reader then says where the content is wrong.
_BY_NAME: tuple[tuple[re.Pattern[str], Format], ...] = (
    (re.compile(r".*\.data-\d{5}-of-\d{5}"), "checkpoint"),
    (re.compile(r".*\.index"), "checkpoint"),
    (re.compile(r"checkpoint"), "checkpoint"),
    (re.compile(r"saved_model\.pb(txt)?"), "saved_model"),
    (re.compile(r".*\.(tflite|lite)"), "tflite"),
    (re.compile(r".*\.(h5|hdf5)"), "keras_h5"),
    (re.compile(r".*\.meta"), "meta_graph"),
    (re.compile(r".*\.keras"), "keras_archive"),
)


def identify(path: Path) -> Kind:
    """The format of a regular file, or the kind of container it is.

    Raises MissingFileError, UnsafeFileError, DamagedFileError (empty), UnsupportedFormatError (of another kind).
    """
    sample = take(path)
    if not sample.size:
        message = f"{path.name} is empty (0 bytes)."
        raise DamagedFileError(
            message, hint="Download or copy it again; the last attempt left nothing.", path=path
        )
    found = by_content(sample) or _by_name(sample)
    return found or _refuse(sample)


def is_tflite(path: Path, start: int) -> bool:
    """Whether a .tflite file begins at this byte of a file that holds others, too."""
    return _TFLITE.match(bytes(map_file(path)[start : start + 8]), 4) is not None


def by_content(sample: Sample) -> Kind | None:
    """What the bytes say, None where they say nothing that Cutaway reads."""
    marked = _marked(sample)
    if marked is not None:
        return marked
    if '"weight_map"' in sample.text:
        from cutaway.formats.keras_kind import looks_like_shards

        if looks_like_shards(sample.text):
            return "keras_h5"
    if foreign.marked(sample) is not None:
        return None
    if sample.text:
        if _STATE.match(sample.text):
            return "checkpoint"
        if sample.text.lstrip().startswith("{"):
            from cutaway.formats.keras_kind import looks_like_architecture

            return "keras_h5" if looks_like_architecture(sample.text) else None
        return protokind.looks_like_text(sample.text)
    return protokind.looks_like(sample.data)


def _marked(sample: Sample) -> Kind | None:
    """Formats with bytes that nothing else has."""
    head = sample.start(512)
    if _TFLITE.match(head, 4):
        return "tflite"
    if is_hdf5(sample.data):
        return "keras_h5"
    if sample.end(8) == _TABLE_END:
        return "checkpoint"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(sample)
    if head[_TAR_PLACE:].startswith(_TAR_MARK):
        return "tar"
    if head.startswith(b"BZh") and head[4:10] not in _BZIP2_BLOCKS:
        return None
    return next((kind for mark, kind in _COMPRESSED if head.startswith(mark)), None)


def _zip(sample: Sample) -> Kind | None:
    """A Keras archive is a zip with a configuration at its top; other kinds of file are zips, too."""
    _check_directory(sample)
    if sample.path.suffix.lower() == ".keras":
        return "keras_archive"
    if foreign.marked(sample) is not None:
        return None
    from cutaway.formats.keras_kind import is_keras_archive
    from cutaway.wire.zips import Archive

    try:
        keras = is_keras_archive(Archive(sample.data, sample.path.name))
    except DamagedFileError:
        return "zip"
    return "keras_archive" if keras else "zip"


def _check_directory(sample: Sample) -> None:
    """Refuse a zip whose list of members is longer than that of any model: each entry takes a kilobyte in memory.

    Layout: PKWARE APPNOTE 4.3.16; the length of the list stands 12 bytes behind the mark of its end.
    """
    tail = sample.end(_ZIP_TAIL)
    at = tail.rfind(b"PK\x05\x06")
    length = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if length > _MOST_DIRECTORY:
        message = (
            f"{sample.path.name} is a zip with a list of members of {length:,} bytes, so it is not opened."
        )
        hint = "If you trust it, unpack it with another program and open the model that is in it."
        raise UnsafeFileError(message, hint=hint, path=sample.path)


def _by_name(sample: Sample) -> Format | None:
    """The format that the name promises, unless it is known that the content is something else."""
    if _zeros(sample) or foreign.marked(sample) is not None or sample.text:
        return None
    name = sample.path.name.lower()
    if name.endswith(".pb") and foreign_tests.mostly_nodes(sample):
        return "frozen_graph"
    return next((found for pattern, found in _BY_NAME if pattern.fullmatch(name)), None)


def _zeros(sample: Sample) -> bool:
    return not any(sample.start(1 << 16))


def _refuse(sample: Sample) -> NoReturn:
    """Raise the error that says what the file is instead."""
    name = sample.path.name
    kind = foreign.marked(sample)
    if kind is None and _zeros(sample):
        message = f"{name} holds no model: {_zero_words(sample)}."
        hint = "The disk was full or a download was broken off; get the file again."
        raise DamagedFileError(message, hint=hint, path=sample.path)
    kind = kind or foreign.unmarked(sample)
    if kind is not None:
        raise kind.refusal(sample)
    begin = sample.start(8).hex(" ")
    overrun = foreign_tests.overrun(sample) if name.lower().endswith(".pb") else None
    if overrun is not None:
        at, length = overrun
        message = (
            f"{name} is cut off or damaged: the field at byte {at:,} claims {length:,} bytes, "
            f"but the file has {sample.size:,}."
        )
        raise DamagedFileError(message, hint="Get the file again from where it came.", path=sample.path)
    if name.lower().endswith((".pb", ".pbtxt")):
        why = protobuf.fault("GraphDef", sample.data)
        message = f"{name} is no TensorFlow graph, or damaged from its beginning on: {why}."
        raise DamagedFileError(message, hint="Get the file again from where it came.", path=sample.path)
    message = f"{name} is of no kind that Cutaway knows; it begins with the bytes {begin}."
    raise UnsupportedFormatError(message, hint="`cutaway formats` lists what it reads.", path=sample.path)


def _zero_words(sample: Sample) -> str:
    if sample.size <= _ALL_ZERO and bytes(sample.data).count(0) == sample.size:
        return f"all of its {sample.size:,} bytes are zero"
    return "it begins with 65,536 zero bytes"
