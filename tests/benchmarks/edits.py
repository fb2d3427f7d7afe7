# SPDX-License-Identifier: Apache-2.0
"""What it takes to rename an input of a SavedModel of 1 and of 4 GB, against TensorFlow's load and save and `cp`."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from benchmarks.measure import Cost, middle, once, python
from benchmarks.results import Result

_Made: TypeAlias = tuple[list[Cost], str, Callable[[Path, Path], list[str]]]
_MADE = Path(__file__).with_name("made.py")
_RUNS = 3
_LOAD_AND_SAVE = """
import sys, tensorflow as tf
loaded = tf.saved_model.load(sys.argv[1])
signature = loaded.signatures["serving_default"]
(name, spec), = signature.structured_input_signature[1].items()
specs = [tf.TensorSpec(spec.shape, spec.dtype, "renamed")]
renamed = tf.function(lambda renamed: signature(**{name: renamed}), input_signature=specs)
tf.saved_model.save(loaded, sys.argv[2], signatures=renamed)
"""
_COPY = 'cp -r --reflink=auto "$0" "$1" && sync "$1"/variables/* "$1"/saved_model.pb "$1"'
"""A copy that is on the disk when it is done, as an edited model is, and shares blocks where the file system can."""
_BLOCK = 16 << 20


def _rename(folder: Path, source: Path, target: Path) -> list[str]:
    """The command that renames the input."""
    edits = folder / "edits.json"
    edit = {"op": "rename_input", "signature": "serving_default", "name": "x", "to": "renamed"}
    edits.write_text(json.dumps({"schema": 1, "edits": [edit]}))
    options = ("--edits", str(edits), "--output", str(target), "--no-proof", "--overwrite")
    return python("-m", "cutaway", "edit", str(source), *options)


def _copy(source: Path, target: Path) -> list[str]:
    return ["bash", "-c", _COPY, str(source), str(target)]


def large(folder: Path) -> Iterator[Result]:
    """A model of 4 GB: its weights are one variable and random bytes behind it, which nobody has to read."""
    source = folder / "four_gigabytes"
    once(python(str(_MADE), "saved_model_plus_one", str(source)))
    weights = next((source / "variables").glob("*.data-*"))
    with weights.open("ab") as file:
        for _ in range((4 << 30) // _BLOCK):
            file.write(os.urandom(_BLOCK))
        os.fsync(file.fileno())
    ours: list[Cost] = []
    copies: list[Cost] = []
    for run in range(_RUNS):
        both: list[_Made] = [(copies, "copy", _copy), (ours, "ours", partial(_rename, folder))]
        for made, words, command in both[:: 1 if run % 2 else -1]:  # the second pays for what the first wrote
            target = folder / f"large_{words}_{run}"
            made.append(once(command(source, target)))
            shutil.rmtree(target)
    mine, copy = middle(ours), middle(copies)
    note = f"cp and sync {copy.wall:.1f} s"
    yield Result("an input of a 4 GB SavedModel renamed, wall", mine.wall, "s", note=note)
    yield Result("rename of 4 GB against cp and sync, wall", mine.wall / copy.wall, "×", 1.25)
    yield Result("rename of 4 GB, peak memory", mine.peak / 1e6, "MB", 200)


def rename(folder: Path) -> Iterator[Result]:
    """Time and peak memory of the whole command, each time into a folder of its own."""
    source = folder / "one_gigabyte"
    once(python(str(_MADE), "saved_model_1gb", str(source)))
    ours, theirs, copies = [], [], []
    for run in range(_RUNS):
        places = [folder / f"{word}_{run}" for word in ("ours", "theirs", "copy")]
        ours.append(once(_rename(folder, source, places[0])))
        theirs.append(once(python("-c", _LOAD_AND_SAVE, str(source), str(places[1]))))
        copies.append(once(_copy(source, places[2])))
    mine, peer, copy = middle(ours), middle(theirs), middle(copies)
    note = f"load and save {peer.wall:.1f} s, a copy brought to the disk {copy.wall:.1f} s"
    yield Result("an input of a 1 GB SavedModel renamed, wall", mine.wall, "s", note=note)
    yield Result("rename beyond a copy of the model, wall", mine.wall - copy.wall, "s", 2.5)
    yield Result("rename against load and save, wall", peer.wall / mine.wall, "×", 2.0, at_least=True)
    yield Result(
        "rename, peak memory", mine.peak / 1e6, "MB", 200, note=f"load and save {peer.peak / 1e6:,.0f} MB"
    )
    yield Result("rename against load and save, memory", peer.peak / mine.peak, "×", 5.0, at_least=True)
    yield from large(folder)
