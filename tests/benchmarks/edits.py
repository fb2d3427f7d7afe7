# SPDX-License-Identifier: Apache-2.0
"""What it takes to rename an input of a SavedModel of 1 GB, against TensorFlow's load and save, and a bare copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import middle, once, python
from benchmarks.results import Result

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
_COPY = """
import os, shutil, sys
def copied(source, target):
    shutil.copyfile(source, target)
    with open(target, "rb") as file:
        os.fsync(file.fileno())
shutil.copytree(sys.argv[1], sys.argv[2], copy_function=copied)
"""
"""A copy that is on the disk when it is done, as an edited model is."""


def rename(folder: Path) -> Iterator[Result]:
    """Time and peak memory of the whole command, each time into a folder of its own."""
    source = folder / "one_gigabyte"
    once(python(str(_MADE), "saved_model_1gb", str(source)))
    edits = folder / "edits.json"
    edit = {"op": "rename_input", "signature": "serving_default", "name": "x", "to": "renamed"}
    edits.write_text(json.dumps({"schema": 1, "edits": [edit]}))
    ours, theirs, copies = [], [], []
    for run in range(_RUNS):
        places = [str(folder / f"{word}_{run}") for word in ("ours", "theirs", "copy")]
        command = (
            "edit",
            str(source),
            "--edits",
            str(edits),
            "--output",
            places[0],
            "--no-proof",
            "--overwrite",
        )
        ours.append(once(python("-m", "cutaway", *command)))
        theirs.append(once(python("-c", _LOAD_AND_SAVE, str(source), places[1])))
        copies.append(once(python("-c", _COPY, str(source), places[2])))
    mine, peer, copy = middle(ours), middle(theirs), middle(copies)
    note = f"load and save {peer.wall:.1f} s, a copy brought to the disk {copy.wall:.1f} s"
    yield Result("an input of a 1 GB SavedModel renamed, wall", mine.wall, "s", note=note)
    yield Result("rename beyond a copy of the model, wall", mine.wall - copy.wall, "s", 2.5)
    yield Result("rename against load and save, wall", peer.wall / mine.wall, "×", 2.0, at_least=True)
    yield Result(
        "rename, peak memory", mine.peak / 1e6, "MB", 200, note=f"load and save {peer.peak / 1e6:,.0f} MB"
    )
    yield Result("rename against load and save, memory", peer.peak / mine.peak, "×", 5.0, at_least=True)
