# SPDX-License-Identifier: Apache-2.0
"""A folder of files as one batch: every file a sample, in the order of their names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy

from cutaway.description import sources, wording
from cutaway.errors import CutawayError, RequestError
from cutaway.sampling.inputs.wanted import MOST_BYTES, Found, Wanted, unreadable


def read(
    folder: Path,
    limit: int,
    wanted: Wanted,
    sample: Callable[[Path, Wanted], numpy.ndarray],
    progress: Callable[[str, float], None],
) -> Found:
    """Every file that can be an input, one sample each, along the first axis; hidden files and folders are passed over.

    sample: makes of one file an array that fits the input with a batch of 1. Raises RequestError where there is no
    such file, where they differ in shape, and what `sample` raises, naming the file.
    """
    shape = wanted.spec.shape
    if shape is not None and not shape:
        raise RequestError(
            f"Input {wanted.name} is a single value, and a folder is a batch of several.",
            hint="Choose one file of the folder.",
        )
    files, others = _files(folder, limit)
    one = replace(wanted.spec, shape=None if shape is None else (1, *shape[1:]))
    single = replace(wanted, spec=one, sizes={axis: size for axis, size in wanted.sizes.items() if axis})
    samples: list[numpy.ndarray] = []
    for number, file in enumerate(files):
        progress(file.name, number / len(files))
        samples.append(_sample(file, single, sample))
        if samples[0].nbytes * len(files) > MOST_BYTES:
            raise RequestError(
                f"The {len(files)} files of {folder.name} would take "
                f"{wording.byte_size(samples[0].nbytes * len(files))} as one batch.",
                hint="Give a smaller limit.",
            )
        if samples[-1].shape[1:] != samples[0].shape[1:]:
            raise RequestError(
                f"{file.name} becomes {wording.shape(samples[-1].shape[1:])} and {files[0].name} "
                f"{wording.shape(samples[0].shape[1:])}, so they are no batch.",
                hint="Choose a size that all are brought to.",
            )
    notes = (f"{wording.counted(others, 'other file')} left out.",) if others else ()
    return Found(numpy.concatenate(samples), f"{wording.counted(len(files), 'file')} of {folder.name}", notes)


def _sample(file: Path, wanted: Wanted, sample: Callable[[Path, Wanted], numpy.ndarray]) -> numpy.ndarray:
    try:
        found = sample(file, wanted)
    except CutawayError as error:
        if file.name in error.message:
            raise
        raise RequestError(f"{file.name}: {error.message}", hint=error.hint, path=file) from None
    return found


def _files(folder: Path, limit: int) -> tuple[list[Path], int]:
    try:
        entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".") and entry.is_file()]
    except OSError as error:
        raise unreadable(folder, error) from None
    usable = [
        entry
        for entry in entries
        if (kind := sources.kind_of(entry.name)) is not None and sources.is_file(entry.name) and kind.endings
    ]
    if not usable:
        raise RequestError(
            f"{folder.name} holds no file that could be an input.",
            hint=f"Files that end in {', '.join(sources.endings()[:8])}, … are read.",
            path=folder,
        )
    usable.sort(key=natural)
    return usable[:limit], len(entries) - len(usable[:limit])


def natural(path: Path) -> list[tuple[int, int, str]]:
    """Names with numbers in the order of the numbers: `2.png` before `10.png`."""
    parts = re.split(r"([0-9]+)", path.name.lower())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
