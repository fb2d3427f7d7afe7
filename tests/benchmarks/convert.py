# SPDX-License-Identifier: Apache-2.0
"""What a conversion costs beside a bare script of the same calls, with and without importing TensorFlow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import python, repeated
from benchmarks.results import Result
from helpers import corpus

_MODEL = "h5_tiny_resnet"
_TARGETS = (("tflite", "tflite"), ("onnx", "onnx"), ("keras_archive", "keras"))


def against_bare_scripts(folder: Path) -> Iterator[Result]:
    """Time and memory of `cutaway convert` without and with its proof, and of the script that it writes itself."""
    entry = next((entry for entry in corpus.entries() if entry.id == _MODEL), None)
    if entry is None:
        return
    bare = repeated(python("-c", "import tensorflow"), runs=3)
    yield Result("import tensorflow", bare.wall, "s", note=f"{bare.peak / 1e6:.0f} MB resident")
    for target, ending in _TARGETS:
        script, output = folder / f"{target}.py", folder / f"{target}.{ending}"
        words = ("convert", str(entry.path), "--to", target, "--output", str(output), "--overwrite")
        first = repeated(python("-m", "cutaway", *words, "--no-proof", "--save-script", str(script)), runs=3)
        proven = repeated(python("-m", "cutaway", *words), runs=3)
        alone = repeated(python(str(script)), runs=3)
        name = f"{_MODEL} to {target}"
        yield Result(f"{name}, bare script", alone.wall, "s", note=f"{alone.peak / 1e6:.0f} MB resident")
        yield Result(f"{name}, bare script without its import", alone.wall - bare.wall, "s")
        yield Result(f"{name}, not proven", first.wall, "s", note=f"{first.peak / 1e6:.0f} MB resident")
        yield Result(f"{name}, proven", proven.wall, "s", note=f"{proven.peak / 1e6:.0f} MB resident")
