# SPDX-License-Identifier: Apache-2.0
"""Trains a small network with Adam and saves three checkpoints and files; argument: the folder.

In it are `keras3` and `keras2` with checkpoints, `files3` with .keras files, and `files2` with .h5 files.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


def train(library: Any, folder: Path, files: Path, ending: str) -> None:  # noqa: ANN401 - Keras 3 or tf-keras
    """Train and save with one Keras."""
    import numpy
    import tensorflow

    library.utils.set_random_seed(1)
    layers = library.layers
    entrance = library.Input((4,), name="x")
    hidden = layers.Dense(3, activation="relu", name="hidden")(entrance)
    model = library.Model(entrance, layers.Dense(2, name="out")(hidden))
    optimizer = library.optimizers.Adam(0.1)
    model.compile(optimizer, "mse")
    checkpoint = tensorflow.train.Checkpoint(model=model, optimizer=optimizer)
    kept = tensorflow.train.CheckpointManager(checkpoint, str(folder), max_to_keep=9)
    inputs = numpy.random.default_rng(0).normal(size=(16, 4)).astype("float32")
    files.mkdir()
    for epoch in range(1, 4):
        model.fit(inputs, inputs[:, :2], verbose=0)
        kept.save()
        model.save(files / f"epoch-{epoch}{ending}")


if __name__ == "__main__":
    import keras
    import tf_keras

    run = Path(sys.argv[1])
    train(keras, run / "keras3", run / "files3", ".keras")
    train(tf_keras, run / "keras2", run / "files2", ".h5")
