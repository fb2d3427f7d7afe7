# SPDX-License-Identifier: Apache-2.0
"""A process that runs a model is given the model's files, wherever links lead, and nothing that lies beside them."""

from pathlib import Path

from cutaway.description.model import ModelDescription, ModelFile
from cutaway.session import granting


def test_a_folder_is_given_whole(tmp_path: Path) -> None:
    model = ModelDescription(
        "saved_model", str(tmp_path), str(tmp_path), files=(ModelFile("saved_model.pb", 1),)
    )
    assert granting.files(model) == (str(tmp_path),)


def test_of_a_file_only_the_file_is_given(tmp_path: Path) -> None:
    path = tmp_path / "m.tflite"
    (tmp_path / "diary.txt").touch()
    model = ModelDescription("tflite", str(path), str(path), files=(ModelFile("m.tflite", 1),))
    assert granting.files(model) == (str(path),)


def test_links_lead_to_what_is_given(tmp_path: Path) -> None:
    target = tmp_path / "store" / "blob"
    target.parent.mkdir()
    target.touch()
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "saved_model.pb").symlink_to(target)
    model = ModelDescription("saved_model", str(folder), str(folder), files=(ModelFile("saved_model.pb", 1),))
    assert granting.files(model) == (str(folder), str(target))


def test_of_an_architecture_the_names_beside_it_may_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    model = ModelDescription("keras_h5", str(path), str(path), files=(ModelFile("model.json", 1),))
    assert granting.looked_at(model) == (str(tmp_path),)
    assert str(tmp_path) not in granting.files(model)


def test_beside_a_path_are_the_parts_of_its_checkpoint(tmp_path: Path) -> None:
    for name in ("model.meta", "model.index", "model.data-00000-of-00001", "other.index"):
        (tmp_path / name).touch()
    found = {Path(path).name for path in granting.beside(str(tmp_path / "model.meta"))}
    assert found == {"model.meta", "model.index", "model.data-00000-of-00001", "checkpoint"}
