# SPDX-License-Identifier: Apache-2.0
"""How fast statistics of a large variable are taken, against the barest thing numpy can do with it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.results import Result
from cutaway.sampling.statistics import measure

if TYPE_CHECKING:
    import numpy

_ROWS, _COLUMNS = 65_536, 4_096  # 1 GiB of float32
_RUNS = 5


def against_a_bare_sum(folder: Path) -> Iterator[Result]:
    """Statistics with their histogram, in turn with a sum, over a mapped float32 file of 1 GiB."""
    values = _mapped(folder / "weights.npy")
    pairs = [(_cpu(lambda: measure(values)), _cpu(values.sum)) for _ in range(_RUNS + 1)][1:]
    full, bare = (statistics.median(each) for each in zip(*pairs, strict=True))
    gigabytes = values.nbytes / 1e9
    yield Result(
        "statistics with histogram", gigabytes / full, "GB/s", note=f"a bare sum {gigabytes / bare:.1f} GB/s"
    )
    yield Result("statistics against a bare sum", full / bare, "×", 8, note="CPU seconds")


def _mapped(file: Path) -> numpy.ndarray:
    import numpy

    generator = numpy.random.default_rng(0)
    block = generator.standard_normal((1024, _COLUMNS), dtype=numpy.float32)
    made = numpy.lib.format.open_memmap(file, mode="w+", dtype=numpy.float32, shape=(_ROWS, _COLUMNS))
    for start in range(0, _ROWS, len(block)):
        made[start : start + len(block)] = block
    made.flush()
    found: numpy.ndarray = numpy.load(file, mmap_mode="r")
    return found


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
