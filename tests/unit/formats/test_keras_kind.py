# SPDX-License-Identifier: Apache-2.0
"""Kinds of Keras files are told by content, whatever they are called."""

import json
import zipfile
from pathlib import Path

import pytest

from cutaway.formats.keras_kind import (
    is_keras_archive,
    looks_like_architecture,
    looks_like_shards,
)
from cutaway.wire.files import map_file
from cutaway.wire.zips import Archive
from helpers.keras_files import entrance, sequence, write_keras


def test_archives_of_keras_and_others(tmp_path: Path) -> None:
    assert is_keras_archive(_opened(write_keras(tmp_path / "m.zip", sequence(), {})))
    with zipfile.ZipFile(tmp_path / "other.keras", "w") as archive:
        archive.writestr("config.json", "{}")
    assert not is_keras_archive(_opened(tmp_path / "other.keras"))


def _opened(path: Path) -> Archive:
    return Archive(map_file(path), path.name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(sequence(entrance("i", 4))), True),
        ("\ufeff\n" + json.dumps(sequence()), True),
        (json.dumps(sequence(entrance("i", 4)))[:-9], True),
        (json.dumps({"format": "layers-model", "modelTopology": sequence()}), False),
        ('{"class_name": 1}', False),
        ('[{"class_name": "Dense", "config": {}}]', False),
        ("", False),
        ('{"a":' * 100_000, False),
    ],
)
def test_architecture(text: str, expected: bool) -> None:
    assert looks_like_architecture(text) is expected


def test_lists_of_shards() -> None:
    assert looks_like_shards('{"metadata": {}, "weight_map": {"/vars": "m_00000.weights.h5"}}')
    assert not looks_like_shards('{"weight_map": {"a": "model-00001.safetensors"}}')
