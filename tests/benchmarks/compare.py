# SPDX-License-Identifier: Apache-2.0
"""How long two models of 1 GB take to be compared, against reading both, and the memory that takes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import middle, once, python
from benchmarks.results import Result

_MADE = Path(__file__).with_name("made.py")
_RUNS = 3
_READ = """
import sys
from pathlib import Path
from cutaway.formats.detect import open_model
from cutaway.formats.opened import silent
for path in sys.argv[1:]:
    model = open_model(Path(path), path, (), "", silent)
    for variable in model.description.variables:
        array = model.array(variable.name)
        if array.dtype != object:
            array.sum(dtype="float64")
"""


def two_models(folder: Path) -> Iterator[Result]:
    """The whole command on two models whose weights all differ, and on two that are the same; all were read before."""
    first, second, copy = (folder / name for name in ("first", "second", "copy"))
    for model in (first, second):
        once(python(str(_MADE), "saved_model_1gb", str(model)))
    shutil.copytree(first, copy)
    reading, all_changed, none_changed = [], [], []
    for _ in range(_RUNS):
        reading.append(once(python("-c", _READ, str(first), str(second))))
        all_changed.append(once(_compared(first, second)))
        none_changed.append(once(_compared(first, copy)))
    read, other, same = middle(reading), middle(all_changed), middle(none_changed)
    yield Result(
        "two 1 GB models whose weights all differ, wall", other.wall, "s", note=f"reading {read.wall:.1f} s"
    )
    yield Result("comparing against reading both, all differ", other.wall / read.wall, "×", 3.0)
    yield Result("comparing against reading both, none differs", same.wall / read.wall, "×", 3.0)
    yield Result(
        "comparing two 1 GB models, peak memory", other.peak / 1e6, "MB", note="mapped files included"
    )


def _compared(first: Path, second: Path) -> list[str]:
    return python("-m", "cutaway", "compare", str(first), str(second), "--weights-only", "--tolerance", "1e9")
