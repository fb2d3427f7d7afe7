# SPDX-License-Identifier: Apache-2.0
"""What a conversion costs beside a bare script of the same calls, with and without importing TensorFlow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import once, python, repeated
from benchmarks.results import Result
from helpers import corpus

_MODEL = "h5_tiny_resnet"
_RESNET50 = """
import sys
import keras
keras.applications.ResNet50(weights=None).export(sys.argv[1])
"""
_MOST_BYTES = {"onnx": 2e9, "frozen_graph": 1.5e9}
"""Of memory, for 102 MB of weights: tf2onnx's own driver takes 7.6 GB, freezing as TensorFlow 2 does it 2.8 GB."""
_TARGETS = (("tflite", "tflite"), ("onnx", "onnx"), ("keras_archive", "keras"))


def a_large_model(folder: Path) -> Iterator[Result]:
    """Time and peak memory of converting a ResNet50 with random weights, without its proof."""
    source = folder / "resnet50"
    once(python("-c", _RESNET50, str(source)))
    for target, ending in (("frozen_graph", ".pb"), ("tflite", ".tflite"), ("onnx", ".onnx")):
        words = ("convert", str(source), "--to", target, "--output", str(folder / f"resnet50{ending}"))
        cost = once(python("-m", "cutaway", *words, "--no-proof"))
        yield Result(f"ResNet50 to {target}", cost.wall, "s")
        most = _MOST_BYTES.get(target)
        yield Result(f"ResNet50 to {target}, peak", cost.peak / 1e6, "MB", most and most / 1e6)


def against_bare_scripts(folder: Path) -> Iterator[Result]:
    """Time and memory of `cutaway convert` without and with its proof, and of the script that it writes itself."""
    entry = next((entry for entry in corpus.entries() if entry.id == _MODEL), None)
    if entry is None:
        return
    bare = repeated(python("-c", "import tensorflow"), runs=3)
    yield Result("import tensorflow", bare.wall, "s", note=f"{bare.peak / 1e6:.0f} MB resident")
    for target, ending in _TARGETS:
        script, output = folder / f"bare_{target}.py", folder / f"{target}.{ending}"
        words = ("convert", str(entry.path), "--to", target, "--output", str(output), "--overwrite")
        first = repeated(python("-m", "cutaway", *words, "--no-proof", "--save-script", str(script)), runs=3)
        proven = repeated(python("-m", "cutaway", *words), runs=3)
        alone = repeated(python(str(script)), runs=3)
        name = f"{_MODEL} to {target}"
        yield Result(f"{name}, bare script", alone.wall, "s", note=f"{alone.peak / 1e6:.0f} MB resident")
        yield Result(f"{name}, bare script without its import", alone.wall - bare.wall, "s")
        yield Result(f"{name}, not proven", first.wall, "s", note=f"{first.peak / 1e6:.0f} MB resident")
        yield Result(f"{name}, proven", proven.wall, "s", note=f"{proven.peak / 1e6:.0f} MB resident")
