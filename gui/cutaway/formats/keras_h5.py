# SPDX-License-Identifier: Apache-2.0
"""Reads Keras models and weights in HDF5, of Keras 1, 2 and 3, and architecture JSON with the weights beside it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from cutaway.description.model import ModelFile
from cutaway.errors import DamagedFileError, ModelError, UnsupportedFormatError
from cutaway.formats import keras_shards, keras_weights
from cutaway.formats.keras_config import MODELS
from cutaway.formats.keras_describe import Parts, describe
from cutaway.formats.keras_json import Object, as_dict, as_list, as_text, parse
from cutaway.formats.keras_opened import KerasModel, located
from cutaway.formats.opened import OpenRequest, Progress, silent
from cutaway.wire.files import map_file, read_start
from cutaway.wire.hdf5 import Contents, Hdf5, Value
from cutaway.wire.hdf5_bytes import HEAD, is_hdf5

_ENDINGS = (".h5", ".hdf5", ".weights", ".keras")
_MOST_NEIGHBOURS = 200
_SUPPORTED = "Cutaway reads HDF5 that Keras wrote: whole models, weights, and architecture JSON with weights beside it."


def open_model(request: OpenRequest, progress: Progress = silent) -> KerasModel:
    """Open an HDF5 file of Keras, an architecture JSON, or the list of sharded weights. Raises ModelError."""
    with located(request.path):
        return _open(request, request.path, progress)


def _open(request: OpenRequest, path: Path, progress: Progress) -> KerasModel:
    view = map_file(path)
    if not len(view):
        raise DamagedFileError(f"{path.name} is empty.", hint="Copy or download the file again.", path=path)
    parts = Parts("keras_h5", "h5", path.name, request.shown, str(path))
    parts.files.append(ModelFile(path.name, len(view)))
    if bytes(view[:64]).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        _read_json(parts, path, view)
    else:
        progress("Reading the layers", None)
        _read_hdf5(parts, Hdf5(view, path.name))
    return KerasModel(describe(parts))


def _read_hdf5(parts: Parts, source: Hdf5) -> None:
    contents, attributes = source.contents(), source.attributes(source.root)
    _require_keras(parts, contents, attributes)
    _take_producer(parts, source, contents, attributes)
    parts.sources.append((source, contents))
    if isinstance(attributes.get("model_config"), str):
        parts.config = parse(str(attributes["model_config"]), "model_config", parts.name)
    if isinstance(attributes.get("training_config"), str):
        parts.training = parse(str(attributes["training_config"]), "training_config", parts.name)


def _require_keras(parts: Parts, contents: Contents, attributes: dict[str, Value]) -> None:
    if "model_config" in attributes or "keras_version" in attributes:
        return
    if keras_weights.is_legacy(contents, attributes) or keras_weights.is_store(contents):
        return
    held = [dataset.path for dataset in contents.datasets[:3]]
    what = f"it holds {', '.join(held)}" if held else "it holds no arrays"
    raise UnsupportedFormatError(
        f"{parts.name} is an HDF5 file, but no Keras model: {what}.", hint=_SUPPORTED, path=parts.name
    )


def _take_producer(parts: Parts, source: Hdf5, contents: Contents, attributes: dict[str, Value]) -> None:
    places = [attributes]
    if keras_weights.LEGACY_GROUP in contents.groups:
        places.append(source.attributes(contents.groups[keras_weights.LEGACY_GROUP]))
    for key, name in (("keras_version", "keras"), ("backend", "backend")):
        told = next((place[key] for place in places if isinstance(place.get(key), str)), "")
        if told:
            parts.producer[name] = str(told)


def _read_json(parts: Parts, path: Path, view: memoryview) -> None:
    found = parse(view, "JSON", path.name)
    if "weight_map" in found:
        parts.detail = "weights only, in shards"
        for name, source in keras_shards.beside(path, found):
            _read_hdf5(parts, source)
            parts.files.append(ModelFile(name, len(source.file)))
        return
    if not isinstance(found.get("class_name"), str):
        raise UnsupportedFormatError(
            f"{path.name} is JSON, but no Keras architecture.", hint=_SUPPORTED, path=path
        )
    parts.container = "json"
    for key, name in (("keras_version", "keras"), ("backend", "backend")):
        if as_text(found.get(key)):
            parts.producer[name] = found[key]
    beside = _weights_beside(path, found)
    if beside is not None:
        _read_hdf5(parts, beside)
        parts.metadata["weights"] = beside.file.name
        parts.detail = f"architecture, with the weights of {beside.file.name}"
        parts.files.append(ModelFile(beside.file.name, len(beside.file)))
    parts.config = found


def _weights_beside(path: Path, config: Object) -> Hdf5 | None:
    """The HDF5 file in the same folder whose layers are those of the architecture; the most alike in name counts."""
    names = {
        as_text(as_dict(layer.get("config")).get("name")) or as_text(layer.get("name"))
        for layer in _layers(config)
    }
    candidates = sorted(_neighbours(path), key=lambda other: (-_alike(path.stem, other.stem), other.name))
    for other in candidates:
        try:
            source = Hdf5(map_file(other), other.name)
            attributes, contents = source.attributes(source.root), source.contents()
            if keras_weights.LEGACY_GROUP in contents.groups:
                attributes = source.attributes(contents.groups[keras_weights.LEGACY_GROUP])
        except ModelError:
            continue
        layers = keras_weights.split_attribute(attributes, "layer_names")
        if set(layers) <= names and layers:
            return source
        if not layers and keras_weights.is_store(contents) and _alike(path.stem, other.stem):
            return source
    return None


def _layers(config: Object) -> list[Object]:
    inner = config.get("config")
    listed = as_list(inner) if isinstance(inner, list) else as_list(as_dict(inner).get("layers"))
    return (
        [layer for layer in listed if isinstance(layer, dict)] if config.get("class_name") in MODELS else []
    )


def _neighbours(path: Path) -> list[Path]:
    found: list[Path] = []
    with os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.lower().endswith(_ENDINGS) and entry.is_file() and len(found) < _MOST_NEIGHBOURS:
                found.append(path.parent / entry.name)
    return [other for other in found if _is_hdf5(other)]


def _is_hdf5(path: Path) -> bool:
    try:
        return is_hdf5(read_start(path, HEAD))
    except ModelError:
        return False


def _alike(one: str, other: str) -> int:
    """How many words two file names have in common."""
    return len(set(re.split(r"[\W_]+", one.lower())) & set(re.split(r"[\W_]+", other.lower())) - {""})
