# SPDX-License-Identifier: Apache-2.0
"""Makes a small network with Keras, and the same with one weight of one layer changed, in three formats each.

The first argument is the folder for the models: `plain` and `changed`, as `.keras`, `.tflite` and a folder;
and `nameless.tflite`, the changed one with tensors that are called by numbers.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

CHANGED = "conv_b"


def make(folder: Path) -> None:
    """Make both."""
    import keras

    keras.utils.set_random_seed(1)
    image = keras.Input((8, 8, 3), name="image")
    x = keras.layers.Conv2D(4, 3, padding="same", activation="relu", name="conv_a")(image)
    x = keras.layers.BatchNormalization(name="norm")(x)
    x = keras.layers.Conv2D(6, 3, strides=2, padding="same", use_bias=False, name=CHANGED)(x)
    x = keras.layers.ReLU(name="act_b")(x)
    x = keras.layers.DepthwiseConv2D(3, name="depth")(x)
    x = keras.layers.GlobalAveragePooling2D(name="pool")(x)
    x = keras.layers.Dense(5, activation="relu", name="hidden")(x)
    model = keras.Model(image, keras.layers.Dense(3, activation="softmax", name="out")(x), name="net")
    _write(model, folder / "plain")
    kernel = model.get_layer(CHANGED).get_weights()[0]
    kernel[0, 0, 0, 0] += 2
    model.get_layer(CHANGED).set_weights([kernel])
    _write(model, folder / "changed")
    _without_names(folder / "changed.tflite", folder / "nameless.tflite")


def _write(model: object, place: Path) -> None:
    import tensorflow

    model.save(place.with_suffix(".keras"))  # type: ignore[attr-defined]
    model.export(str(place), verbose=False)  # type: ignore[attr-defined]
    converter = tensorflow.lite.TFLiteConverter.from_saved_model(str(place))
    place.with_suffix(".tflite").write_bytes(converter.convert())


def _without_names(file: Path, target: Path) -> None:
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(bytearray(file.read_bytes()), 0))
    for number, tensor in enumerate(model.subgraphs[0].tensors):
        tensor.name = f"t{number}"
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    target.write_bytes(bytes(builder.Output()))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
