# SPDX-License-Identifier: Apache-2.0
"""Samples from .wav files: whole numbers of 8 to 32 bits and floats, as RIFF/WAVE holds them.

Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991), and the format tag
WAVE_FORMAT_EXTENSIBLE, whose sub-format begins with the tag that counts.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy

from cutaway.errors import DamagedFileError, UnsupportedFormatError
from cutaway.sampling.inputs.wanted import content

_MOST_FILE = 1 << 28
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_MOST_CHANNELS, _MOST_RATE = 64, 1_000_000
_FORMAT_SIZE, _EXTENDED_SIZE = 16, 40


@dataclass(frozen=True, slots=True)
class Sound:
    """samples: float32 from −1 to 1, [n, channels]. rate: samples a second."""

    samples: numpy.ndarray
    rate: int


@dataclass(frozen=True, slots=True)
class _Format:
    tag: int
    channels: int
    rate: int
    bits: int


def read(path: Path) -> Sound:
    """The samples of a file. Raises UnsupportedFormatError, DamagedFileError, MissingFileError."""
    data = content(path, _MOST_FILE)
    if data[:4] not in {b"RIFF", b"RIFX"} or data[8:12] != b"WAVE":
        raise UnsupportedFormatError(
            f"{path.name} is no WAVE file, whatever its ending says.",
            hint="Save the sound as .wav.",
            path=path,
        )
    order = "<" if data[:4] == b"RIFF" else ">"
    form: _Format | None = None
    place = 12
    while place + 8 <= len(data):
        name = data[place : place + 4]
        (size,) = struct.unpack_from(order + "I", data, place + 4)
        body = memoryview(data)[place + 8 : place + 8 + size]
        if name == b"fmt ":
            form = _format(body, order, path)
        elif name == b"data":
            if form is None:
                break
            return Sound(_samples(body, form, order, path), form.rate)
        place += 8 + size + size % 2
    raise DamagedFileError(f"{path.name} holds no samples: it is cut off.", hint="Save it anew.", path=path)


def _format(body: memoryview, order: str, path: Path) -> _Format:
    if len(body) < _FORMAT_SIZE:
        raise DamagedFileError(f"{path.name} does not say how its samples are stored.", path=path)
    tag, channels, rate, _, _, bits = struct.unpack_from(order + "HHIIHH", body)
    if tag == _EXTENSIBLE and len(body) >= _EXTENDED_SIZE:
        (tag,) = struct.unpack_from(order + "H", body, 24)
    if not (0 < channels <= _MOST_CHANNELS and 0 < rate <= _MOST_RATE):
        raise DamagedFileError(
            f"{path.name} claims {channels} channels of {rate:,} samples a second.", path=path
        )
    known = (tag == _PCM and bits in {8, 16, 24, 32}) or (tag == _FLOAT and bits in {32, 64})
    if not known:
        raise UnsupportedFormatError(
            f"The samples of {path.name} are compressed or of an unusual kind (format {tag}, {bits} bits).",
            hint="Save it as plain PCM of 16 bits.",
            path=path,
        )
    return _Format(tag, channels, rate, bits)


def _samples(body: memoryview, form: _Format, order: str, path: Path) -> numpy.ndarray:
    width = form.bits // 8
    count = len(body) // (width * form.channels) * form.channels
    if not count:
        raise DamagedFileError(f"{path.name} holds no sample.", hint="Save it anew.", path=path)
    raw = body[: count * width]
    found: numpy.ndarray
    if form.tag == _FLOAT:
        found = numpy.frombuffer(raw, f"{order}f{width}").astype(numpy.float32)
        found = numpy.nan_to_num(found)
    elif form.bits == 8:  # the only unsigned one
        found = (numpy.frombuffer(raw, numpy.uint8).astype(numpy.float32) - 128) / 128
    elif form.bits == 24:
        parts = numpy.frombuffer(raw, numpy.uint8).reshape(-1, 3)
        wide = numpy.zeros((len(parts), 4), numpy.uint8)
        wide[:, 1:] = parts if order == "<" else parts[:, ::-1]
        found = wide.reshape(-1).view("<i4").astype(numpy.float32) / 2**31
    else:
        found = numpy.frombuffer(raw, f"{order}i{width}").astype(numpy.float32) / 2 ** (form.bits - 1)
    return found.reshape(-1, form.channels)
