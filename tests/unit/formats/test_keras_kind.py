# SPDX-License-Identifier: Apache-2.0
"""Kinds of Keras files are told by content, whatever they are called."""

import json
import zipfile
from pathlib import Path

import pytest

from cutaway.formats.keras_kind import (
    keras_archive_members,
    looks_like_architecture,
    looks_like_hdf5,
    looks_like_shards,
)
from helpers.keras_files import entrance, sequence, write_h5, write_keras


def test_hdf5_with_and_without_a_user_block(tmp_path: Path) -> None:
    import h5py

    head = write_h5(tmp_path / "m.h5", sequence(entrance("i", 4))).read_bytes()[:2056]
    with h5py.File(tmp_path / "b.h5", "w", userblock_size=2048):
        pass
    assert looks_like_hdf5(head)
    assert looks_like_hdf5((tmp_path / "b.h5").read_bytes()[:2056])
    assert not looks_like_hdf5(b"PK\x03\x04" + bytes(2052))


def test_archives_of_keras_and_others(tmp_path: Path) -> None:
    assert keras_archive_members(write_keras(tmp_path / "m.zip", sequence(), {}))
    with zipfile.ZipFile(tmp_path / "other.keras", "w") as archive:
        archive.writestr("config.json", "{}")
    assert not keras_archive_members(tmp_path / "other.keras")
    (tmp_path / "broken.keras").write_bytes((tmp_path / "m.zip").read_bytes()[:100])
    assert not keras_archive_members(tmp_path / "broken.keras")
    (tmp_path / "text.keras").write_text("text")
    assert not keras_archive_members(tmp_path / "text.keras")


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
