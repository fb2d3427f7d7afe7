# SPDX-License-Identifier: Apache-2.0
"""What .tflite files tell about themselves: conversion, tensors' descriptions, packed files; damaged entries."""

import io
import zipfile
from pathlib import Path

import pytest

from cutaway.errors import MissingFileError
from cutaway.formats.opened import OpenRequest, silent
from cutaway.formats.tflite import TfliteModel, open_model
from helpers.flat import Scalar, Table, Tables, Text, Vector, build
from helpers.lite import Model

LABELS, VOCABULARY = 2, 5


def _open(folder: Path, metadata: dict[str, bytes], behind: bytes = b"") -> TfliteModel:
    path = folder / "m.tflite"
    path.write_bytes(Model(metadata=metadata).build() + behind)
    return open_model(OpenRequest(path, "m.tflite"), silent)


def _packed(**files: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return raw.getvalue()


def _file(name: str, kind: int) -> Table:
    return Table({0: Text(name), 2: Scalar("b", kind)})


def _model_metadata() -> bytes:
    normalization = Table({0: Scalar("B", 1), 1: Table({0: Vector("f", [127.5]), 1: Vector("f", [64.0])})})
    image = Table({0: Scalar("B", 2), 1: Table({0: Scalar("b", 1)})})
    inputs = Table({0: Text("image"), 1: Text("A photograph."), 3: image, 4: Tables([normalization])})
    outputs = Table({0: Text("class"), 6: Tables([_file("classes.txt", LABELS)])})
    graph = Table({2: Tables([inputs]), 3: Tables([outputs])})
    root = Table({0: Text("Sorter"), 1: Text("Sorts."), 3: Tables([graph]), 5: Text("MIT"), 7: Text("1.0.0")})
    return build(root, b"M001")


def test_model_metadata_names_and_explains_inputs_and_outputs(tmp_path: Path) -> None:
    description = _open(tmp_path, {"TFLITE_METADATA": _model_metadata()}).description
    told = description.metadata["model_metadata"]
    assert (told["name"], told["license"], told["min_parser_version"]) == ("Sorter", "MIT", "1.0.0")
    assert told["inputs"] == [
        {
            "name": "image",
            "description": "A photograph.",
            "content": "image",
            "color_space": "RGB",
            "normalization": {"mean": [127.5], "std": [64.0]},
        }
    ]
    (signature,) = description.signatures
    assert (
        signature.inputs[0].description == "image: A photograph. Normalized with mean 127.5 and deviation 64."
    )
    assert signature.outputs[0].description == "class"


def test_associated_files_have_the_role_that_the_metadata_gives_them(tmp_path: Path) -> None:
    opened = _open(tmp_path, {"TFLITE_METADATA": _model_metadata()}, _packed(**{"classes.txt": b"cat\n"}))
    assert [(asset.name, asset.role, asset.available) for asset in opened.description.assets] == [
        ("classes.txt", "labels", True)
    ]


def test_associated_files_that_are_not_packed_are_missing(tmp_path: Path) -> None:
    opened = _open(tmp_path, {"TFLITE_METADATA": _model_metadata()})
    assert [asset.available for asset in opened.description.assets] == [False]
    assert "missing-asset" in [found.code for found in opened.description.findings]
    with pytest.raises(MissingFileError, match=r"classes\.txt is named by the metadata of m\.tflite"):
        opened.content("classes.txt", 10)


def test_packed_files_with_names_that_lead_outside_are_a_danger(tmp_path: Path) -> None:
    opened = _open(tmp_path, {}, _packed(**{"../../etc/labels.txt": b"x"}))
    assert opened.description.findings[0].severity == "danger"
    assert [asset.available for asset in opened.description.assets] == [False]


def test_conversion_metadata_tells_the_converter_and_its_options(tmp_path: Path) -> None:
    environment = Table({0: Text("2.19.0"), 1: Scalar("I", 2), 2: Scalar("i", 2)})
    options = Table({0: Vector("i", [1003, 3001]), 1: Scalar("B", 1)})
    raw = build(Table({0: environment, 1: options}), b"\0\0\0\0")
    description = _open(tmp_path, {"CONVERSION_METADATA": raw}).description
    assert description.producer == {"tensorflow": "2.19.0", "converter": "MLIR"}
    assert description.metadata["conversion"] == {
        "tensorflow_version": "2.19.0",
        "source": "Keras model",
        "converter_api": 2,
        "optimizations": ["full integer quantization", "random sparsity"],
        "allow_custom_ops": True,
        "select_tf_ops": False,
        "force_select_tf_ops": False,
    }


def test_entries_of_other_programs_are_listed_by_name_and_size(tmp_path: Path) -> None:
    description = _open(tmp_path, {"my notes": b"12345", "CONVERSION_METADATA": b""}).description
    assert description.metadata["other_metadata"] == {"my notes": 5, "CONVERSION_METADATA": 0}


def test_a_damaged_entry_is_a_warning_and_the_others_still_count(tmp_path: Path) -> None:
    entries = {"TFLITE_METADATA": b"\xff\xff\xff\x7fM001", "min_runtime_version": b"1.5.0\0"}
    description = _open(tmp_path, entries).description
    assert description.metadata["min_runtime_version"] == "1.5.0"
    (found,) = [found for found in description.findings if found.code == "metadata-unreadable"]
    assert found.message.startswith("The metadata entry TFLITE_METADATA cannot be read: ")


def test_bytes_behind_the_model_that_are_no_archive_are_no_files(tmp_path: Path) -> None:
    assert _open(tmp_path, {}, b"PK\5\6" + bytes(7)).description.assets == ()


def test_the_rate_of_an_audio_input_is_told(tmp_path: Path) -> None:
    audio = Table({0: Scalar("B", 4), 1: Table({0: Scalar("I", 16_000), 1: Scalar("I", 1)})})
    graph = Table({2: Tables([Table({0: Text("sound"), 3: audio})])})
    description = _open(
        tmp_path, {"TFLITE_METADATA": build(Table({3: Tables([graph])}), b"M001")}
    ).description
    (told,) = description.metadata["model_metadata"]["inputs"]
    assert (told["content"], told["sample_rate"]) == ("audio", 16_000)
