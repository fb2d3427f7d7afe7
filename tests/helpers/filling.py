# SPDX-License-Identifier: Apache-2.0
"""Inputs filled from a source in one line, as the task of the reader does it."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy

from cutaway.description.running import InputChoice
from cutaway.description.tensors import Quantization, Shape, TensorSpec
from cutaway.sampling.filling import Filled, fill
from cutaway.sampling.inputs.wanted import Preparation, Wanted


def wanted(
    dtype: str,
    shape: Shape,
    *,
    sizes: dict[int, int] | None = None,
    quantization: Quantization | None = None,
    preparation: Preparation | None = None,
) -> Wanted:
    """An input called `x`."""
    spec = TensorSpec("x", "x:0", dtype, shape, quantization)
    return Wanted(spec, sizes or {}, 0, preparation or Preparation())


def filled(source: str | Path, target: Wanted, seed: int = 0, **options: str) -> Filled:
    """What the source becomes."""
    generator = numpy.random.default_rng(seed)
    return fill(InputChoice(str(source), options), target, generator, lambda _words, _fraction: None)


def array(source: str | Path, target: Wanted, seed: int = 0, **options: str) -> numpy.ndarray:
    """Likewise, where it is a plain array."""
    value = filled(source, target, seed, **options).value
    assert isinstance(value, numpy.ndarray)
    return value


def wav(
    samples: numpy.ndarray, rate: int = 16_000, *, tag: int = 1, bits: int = 16, extensible: bool = False
) -> bytes:
    """A WAVE file of samples that are packed already: [n, channels] of the stored type, or bytes of three each."""
    channels = samples.shape[1]
    body = samples.tobytes()
    width = bits // 8
    if bits == 24:
        body = samples.astype("<i4").view(numpy.uint8).reshape(-1, 4)[:, :3].tobytes()
    head = struct.pack("<HHIIHH", tag, channels, rate, rate * channels * width, channels * width, bits)
    if extensible:
        head = struct.pack("<HHIIHH", 0xFFFE, channels, rate, rate * channels * width, channels * width, bits)
        head += struct.pack("<HHI", 22, bits, 0) + struct.pack("<H", tag) + bytes(14)
    chunks = b"fmt " + struct.pack("<I", len(head)) + head + b"LIST" + struct.pack("<I", 3) + b"abc\0"
    chunks += b"data" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks
