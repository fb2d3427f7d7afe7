# SPDX-License-Identifier: Apache-2.0
"""Models among files and folders: by their names, folders that are one as a whole, each once."""

from pathlib import Path

from cutaway.session import gathering


def made(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return folder


def names(folder: Path, *paths: Path) -> list[str]:
    found = gathering.models([str(path) for path in paths or (folder,)])
    return [str(Path(path).relative_to(folder)) for path in found]


def test_a_folder_stands_for_the_models_in_it(tmp_path: Path) -> None:
    made(tmp_path, "b.h5", "a.tflite", "notes.txt", ".hidden.h5", "deeper/c.keras")
    assert names(tmp_path) == ["a.tflite", "b.h5", "deeper/c.keras"]


def test_a_folder_that_is_a_model_is_one(tmp_path: Path) -> None:
    made(tmp_path, "saved/saved_model.pb", "saved/variables/variables.index", "served/3/saved_model.pb")
    made(tmp_path, "trained/checkpoint", "trained/model.index")
    assert names(tmp_path) == ["saved", "served", "trained"]


def test_what_was_named_counts_whatever_its_name_and_only_once(tmp_path: Path) -> None:
    made(tmp_path, "odd.bin", "a.h5")
    assert names(tmp_path, tmp_path / "odd.bin", tmp_path / "a.h5", tmp_path) == ["odd.bin", "a.h5"]


def test_a_metagraph_and_its_checkpoint_are_one(tmp_path: Path) -> None:
    made(tmp_path, "model.meta", "model.index", "model.data-00000-of-00001")
    assert names(tmp_path) == ["model.meta"]


def test_a_folder_without_models_gives_none(tmp_path: Path) -> None:
    assert names(made(tmp_path, "one.png")) == []
    assert gathering.models([str(tmp_path / "absent")]) == [str(tmp_path / "absent")]
