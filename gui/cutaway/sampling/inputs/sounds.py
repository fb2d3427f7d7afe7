# SPDX-License-Identifier: Apache-2.0
"""Sounds as arrays: mixed, resampled, cut or filled up to the length that an input wants."""

from __future__ import annotations

from pathlib import Path

import numpy

from cutaway.description import wording
from cutaway.errors import RequestError
from cutaway.sampling.inputs import wav_files
from cutaway.sampling.inputs.resampling import resample
from cutaway.sampling.inputs.wanted import Found, Options, Wanted, content
from cutaway.sampling.stored import of_type

_MOST_FILE = 1 << 28
_INT16 = 32_768
_MOST_SAMPLES = 1 << 26
_TWO = 2


def read(path: Path, options: Options, wanted: Wanted) -> Found:
    """A sound as one sample, of the type and shape that the input wants; its bytes for an input of strings.

    Raises RequestError (an input that takes no sound), UnsupportedFormatError, DamagedFileError, MissingFileError.
    """
    if wanted.spec.dtype == "string":
        whole = numpy.empty((), object)
        whole[()] = content(path, _MOST_FILE)
        return Found(whole, f"the bytes of {path.name}")
    kind = of_type(wanted.spec.dtype)
    shape = wanted.spec.shape
    if kind is None or kind.kind in "bc" or (shape is not None and not 1 <= len(shape) <= 3):
        raise RequestError(
            f"Input {wanted.name} takes {wanted.takes}, which no sound can be.",
            hint="Give the values as .npy, or choose another input for the sound.",
            path=path,
        )
    sound = wav_files.read(path)
    words = [f"{path.name} ({wording.count(sound.rate)} Hz, {len(sound.samples) / sound.rate:.2f} s)"]
    samples, notes = _at_rate(sound, options, wanted, words)
    length, channels = _axes(wanted)
    if options.text("channels") == "mono" or (options.is_auto("channels") and channels in (None, 0, 1)):
        if samples.shape[1] > 1:
            words.append("mixed to one channel")
        samples = samples.mean(1, keepdims=True, dtype=numpy.float32)
    if channels not in (None, 0, samples.shape[1]) or (channels == 0 and samples.shape[1] > 1):
        raise RequestError(
            f"Input {wanted.name} takes {wanted.takes}, and {path.name} has "
            f"{wording.counted(samples.shape[1], 'channel')}.",
            hint="Choose channels=mono, or another file.",
            path=path,
        )
    samples = _of_length(samples, length, words)
    return Found(_arranged(_typed(samples, kind, options, words), wanted), ", ".join(words), tuple(notes))


def _at_rate(
    sound: wav_files.Sound, options: Options, wanted: Wanted, words: list[str]
) -> tuple[numpy.ndarray, list[str]]:
    start = max(0, int(options.number("start") * sound.rate))
    samples = sound.samples[start:]
    if not len(samples):
        raise RequestError(
            "The sound ends before the place where it should begin.", hint="Give a smaller start."
        )
    rate = options.integer("rate") or wanted.preparation.rate
    if not rate:
        note = f"Kept at its {wording.count(sound.rate)} samples a second; if the model wants others, choose rate."
        return samples, [note]
    if len(samples) * rate / sound.rate > _MOST_SAMPLES:
        raise RequestError(
            f"The sound would have more than {wording.count(_MOST_SAMPLES)} samples.", hint="Cut it first."
        )
    if rate != sound.rate:
        words.append(f"resampled to {wording.count(rate)} Hz")
    return resample(samples, sound.rate, rate), []


def _axes(wanted: Wanted) -> tuple[int | None, int | None]:
    """How many samples and how many channels the input takes; None for any number, 0 where it has no such axis."""
    shape = wanted.spec.shape
    if shape is None:
        return None, 0
    axis = sample_axis(shape)
    chosen = wanted.sizes.get(axis, 1)
    length = shape[axis] if shape[axis] is not None else (chosen if chosen > 1 else None)
    rest = shape[axis + 1 :]
    return length, rest[0] if rest else 0


def sample_axis(shape: tuple[int | None, ...]) -> int:
    """The axis along which time runs: the second of three, the last of one; of two the first, if channels follow."""
    if len(shape) == 3:
        return 1
    if len(shape) == _TWO:
        last = shape[1]
        return 0 if last is not None and last <= _TWO else 1
    return 0


def _of_length(samples: numpy.ndarray, length: int | None, words: list[str]) -> numpy.ndarray:
    if length is None or length == len(samples):
        return samples
    if length < len(samples):
        words.append(f"its first {wording.count(length)} of {wording.count(len(samples))} samples")
        return samples[:length]
    words.append(f"filled up with silence to {wording.count(length)} samples")
    return numpy.pad(samples, ((0, length - len(samples)), (0, 0)))


def _typed(samples: numpy.ndarray, kind: numpy.dtype, options: Options, words: list[str]) -> numpy.ndarray:
    is_integer = "int" in kind.name
    if is_integer and kind.itemsize == 1:
        words.append("scaled to 8 bits")
        found: numpy.ndarray = numpy.clip(numpy.rint(samples * 128), -128, 127)
        found += 128 if kind.name.startswith(("u", "qu")) else 0
        return found.astype(kind)
    if options.text("scale") == "int16" or (is_integer and options.is_auto("scale")):
        words.append("in integers of 16 bits")
        samples = numpy.clip(numpy.rint(samples * _INT16), -_INT16, _INT16 - 1)
    return samples.astype(kind)


def _arranged(samples: numpy.ndarray, wanted: Wanted) -> numpy.ndarray:
    shape = wanted.spec.shape
    if shape is None or len(shape) == 1:
        return samples[:, 0]
    if len(shape) == 3:
        return samples[None]
    return samples if sample_axis(shape) == 0 else samples[None, :, 0]
