# SPDX-License-Identifier: Apache-2.0
"""The checkpoints of a run: from a state file, or a folder of checkpoints, models or versions, in order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cutaway.errors import MissingFileError
from cutaway.formats.checkpoints import find
from helpers.bundles import BundleV2


def saved(folder: Path, *names: str) -> None:
    for name in names:
        BundleV2().add("w", [1.0, 2.0]).write(folder, name)


def state(folder: Path, latest: str, *listed: str) -> Path:
    lines = [
        f'model_checkpoint_path: "{latest}"',
        *(f'all_model_checkpoint_paths: "{name}"' for name in listed),
    ]
    path = folder / "checkpoint"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def names(path: Path) -> list[str]:
    return [Path(stop.path).name for stop in find(path).stops]


def test_a_state_file_tells_which_and_in_what_order(tmp_path: Path) -> None:
    saved(tmp_path, "ckpt-3", "ckpt-1", "ckpt-2")
    file = state(tmp_path, "ckpt-2", "ckpt-1", "ckpt-3", "ckpt-2", "ckpt-9")
    found = find(file)
    assert (found.order, found.missing) == ("state", ("ckpt-9",))
    assert names(file) == ["ckpt-1", "ckpt-3", "ckpt-2"]


def test_a_state_file_leads_nowhere_outside_its_folder(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    saved(tmp_path, "secret-1")
    saved(inner, "ckpt-1")
    assert find(state(inner, "ckpt-1", "../secret-1", "ckpt-1")).missing == ("../secret-1",)


def test_a_folder_with_more_than_the_state_file_lists_shows_all(tmp_path: Path) -> None:
    saved(tmp_path, "model.ckpt-200", "model.ckpt-1000", "model.ckpt-30")
    state(tmp_path, "model.ckpt-1000", "model.ckpt-1000")
    assert find(tmp_path).order == "steps"
    assert names(tmp_path) == ["model.ckpt-30", "model.ckpt-200", "model.ckpt-1000"]


def test_models_of_epochs_are_ordered_by_their_numbers(tmp_path: Path) -> None:
    for name in ("weights.10-0.31.h5", "weights.02-0.52.h5", "weights.09-0.33.h5", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    assert find(tmp_path).order == "names"
    assert names(tmp_path) == ["weights.02-0.52.h5", "weights.09-0.33.h5", "weights.10-0.31.h5"]


def test_models_whose_names_tell_nothing_are_ordered_by_time(tmp_path: Path) -> None:
    for place, name in enumerate(("last.keras", "best.keras", "first.keras")):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (1000 - place, 1000 - place))
    assert find(tmp_path).order == "times"
    assert names(tmp_path) == ["first.keras", "best.keras", "last.keras"]


def test_versions_of_a_savedmodel_are_its_moments(tmp_path: Path) -> None:
    for version in ("9", "10"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "saved_model.pb").write_bytes(b"")
    assert [(stop.path, stop.version) for stop in find(tmp_path).stops] == [
        (str(tmp_path), "9"),
        (str(tmp_path), "10"),
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (".", "holds no checkpoints and no models."),
        ("other.h5", "is neither a folder of checkpoints nor the file that lists them."),
        ("checkpoint", "points to gone-1, and none of the checkpoints that it lists is in its folder."),
    ],
)
def test_what_holds_none_is_said(tmp_path: Path, name: str, sentence: str) -> None:
    if name == "checkpoint":
        state(tmp_path, "gone-1", "gone-1")
    with pytest.raises(MissingFileError, match=sentence):
        find(tmp_path / name)
