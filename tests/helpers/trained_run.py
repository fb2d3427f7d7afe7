# SPDX-License-Identifier: Apache-2.0
"""Trains a small network with Adam and saves three checkpoints; argument: the folder, `keras3` and `keras2` in it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


def train(library: Any, folder: Path) -> None:  # noqa: ANN401 - Keras 3 or tf-keras
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
    for _ in range(3):
        model.fit(inputs, inputs[:, :2], verbose=0)
        kept.save()


if __name__ == "__main__":
    import keras
    import tf_keras

    train(keras, Path(sys.argv[1], "keras3"))
    train(tf_keras, Path(sys.argv[1], "keras2"))
