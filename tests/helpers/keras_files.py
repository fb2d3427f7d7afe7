# SPDX-License-Identifier: Apache-2.0
"""Makes small Keras files without Keras: HDF5 of every generation, `.keras` archives, and the settings inside them."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

Setting: TypeAlias = Any
"""Any JSON value."""


def layer(class_name: str, name: str, *inbound: str, **config: Setting) -> dict[str, Any]:
    """Return the settings of a layer as Keras 2 writes them, fed by the layers `inbound`."""
    found: dict[str, Any] = {"class_name": class_name, "name": name, "config": {"name": name, **config}}
    found["inbound_nodes"] = [[[source, 0, 0, {}] for source in inbound]] if inbound else []
    return found


def entrance(name: str, *shape: int | None, dtype: str = "float32") -> dict[str, Any]:
    """Return the settings of an input of Keras 2."""
    return layer("InputLayer", name, batch_input_shape=[None, *shape], dtype=dtype)


def graph(layers: list[dict[str, Any]], outputs: list[str], name: str = "model") -> dict[str, Any]:
    """Return the settings of a model with a graph of layers as Keras 2 writes them."""
    inputs = [[entry["name"], 0, 0] for entry in layers if entry["class_name"] == "InputLayer"]
    config = {
        "name": name,
        "layers": layers,
        "input_layers": inputs,
        "output_layers": [[output, 0, 0] for output in outputs],
    }
    return {"class_name": "Functional", "config": config}


def sequence(*layers: dict[str, Any], name: str = "sequential") -> dict[str, Any]:
    """Return the settings of a Sequential model as Keras 2 writes them."""
    return {"class_name": "Sequential", "config": {"name": name, "layers": list(layers)}}


def modern(
    class_name: str, name: str, module: str | None = "keras.layers", **config: Setting
) -> dict[str, Any]:
    """Return the settings of a layer as Keras 3 writes them."""
    return {
        "module": module,
        "class_name": class_name,
        "config": {"name": name, **config},
        "registered_name": None,
    }


def write_h5(
    path: Path,
    config: Setting = None,
    weights: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    version: str = "2.9.0",
    whole: bool = True,
    **attributes: Setting,
) -> Path:
    """Write a model as Keras 2 does: layer to weight name to values. whole: False for weights alone."""
    import h5py

    with h5py.File(path, "w") as file:
        if config is not None:
            file.attrs["model_config"] = config if isinstance(config, str) else json.dumps(config)
        for key, value in attributes.items():
            file.attrs[key] = value
        group = file.create_group("model_weights") if whole else file
        group.attrs["keras_version"] = version
        group.attrs["backend"] = "tensorflow"
        group.attrs["layer_names"] = [name.encode() for name in weights or {}] or np.zeros(0, "S1")
        for name, values in (weights or {}).items():
            inner = group.create_group(name)
            inner.attrs["weight_names"] = [key.encode() for key in values] or np.zeros(0, "S1")
            for key, value in values.items():
                inner.create_dataset(key, data=np.asarray(value))
    return path


def store(values: Mapping[str, Any]) -> bytes:
    """Return HDF5 with the arrays at their paths, as in `model.weights.h5`."""
    import h5py

    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        for path, value in values.items():
            file.create_dataset(path, data=np.asarray(value))
    return stream.getvalue()


def write_keras(
    path: Path,
    config: Setting,
    weights: Mapping[str, Any] | bytes | None = None,
    *,
    version: str = "3.8.0",
    packed: bool = False,
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a `.keras` archive. weights: path to values, or the bytes to use. more: further members."""
    members: dict[str, bytes] = {
        "metadata.json": json.dumps({"keras_version": version}).encode(),
        "config.json": config if isinstance(config, bytes) else json.dumps(config).encode(),
    }
    if weights is not None:
        members["model.weights.h5"] = weights if isinstance(weights, bytes) else store(weights)
    members.update(more or {})
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
