# SPDX-License-Identifier: Apache-2.0
"""Whether a file is one of Keras's, judged by its content and cheaply: nothing is read but its ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cutaway.errors import ModelError
from cutaway.wire.files import map_file
from cutaway.wire.zips import START, Archive

_HDF5 = b"\x89HDF\r\n\x1a\n"
_USER_BLOCKS = (0, 512, 1024, 2048)
_CLASS = re.compile(r'"class_name"\s*:\s*"')
_CONFIG = re.compile(r'"config"\s*:\s*[{\[]')
_OTHERS = re.compile(r'"(modelTopology|weightsManifest|weight_map)"\s*:')  # TensorFlow.js; a list of shards


def looks_like_hdf5(head: bytes) -> bool:
    """Whether a file that begins with `head` is HDF5; 2,056 bytes see past the user blocks that occur."""
    return any(head[at : at + 8] == _HDF5 for at in _USER_BLOCKS)


def keras_archive_members(path: Path) -> bool:
    """Whether `path` is a zip archive with what a `.keras` file has: config.json and weights or metadata beside it.

    False for everything that is no readable zip archive. Raises as `open_regular` does.
    """
    view = map_file(path)
    try:
        return bytes(view[:4]) == START and is_keras_archive(Archive(view, path.name))
    except ModelError:
        return False
    finally:
        view.release()


def is_keras_archive(archive: Archive) -> bool:
    """Whether an archive that is open has the members of a `.keras` file."""
    beside = ("metadata.json", "model.weights.h5", "model.weights.json", "model.weights.npz")
    return archive.get("config.json") is not None and any(archive.get(name) is not None for name in beside)


def looks_like_architecture(text: str) -> bool:
    """Whether `text`, the beginning of a file or all of it, is what Keras's `to_json` writes."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith("{") or _OTHERS.search(start):
        return False
    try:
        found = json.loads(start)
    except (ValueError, RecursionError):  # cut off, or no JSON at all
        return bool(_CLASS.search(start) and _CONFIG.search(start))
    return isinstance(found, dict) and isinstance(found.get("class_name"), str) and "config" in found


def looks_like_shards(text: str) -> bool:
    """Whether `text` is the list that Keras writes beside sharded weights (`model.weights.json`)."""
    start = text.lstrip("\ufeff \t\r\n")
    return start.startswith("{") and '"weight_map"' in start and ".weights.h5" in start
