# SPDX-License-Identifier: Apache-2.0
"""Whether a file is one of Keras's, judged by its content and cheaply: nothing is read but its ends."""

from __future__ import annotations

import json
import re

from cutaway.wire.zips import Archive

_CLASS = re.compile(r'"class_name"\s*:\s*"')
_CONFIG = re.compile(r'"config"\s*:\s*[{\[]')
_OTHERS = re.compile(r'"(modelTopology|weightsManifest|weight_map)"\s*:')  # TensorFlow.js; a list of shards


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
