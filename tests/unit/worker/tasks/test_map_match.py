# SPDX-License-Identifier: Apache-2.0
"""The maps of two models are matched node by node, with what lies around each."""

from __future__ import annotations

import shutil
from pathlib import Path

from cutaway.description.comparison import MapMatch
from cutaway.formats.opened import silent
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.map_match import match_maps
from helpers.corpus import SAMPLES


def matched(first: Path, second: Path) -> MapMatch:
    models = Models()
    try:
        arguments = {"second": [str(second), [], ""]}
        return match_maps(Call((str(first), (), ""), arguments, models, silent, lambda _: None))
    finally:
        models.close()


def test_every_node_of_a_copy_has_its_twin_with_groups_and_weights(tmp_path: Path) -> None:
    source, copy = SAMPLES / "basic_pitch", tmp_path / "copy"
    shutil.copytree(source, copy)
    found = matched(source, copy)
    assert (found.only_first, found.only_second) == ((), ())
    assert found.pairs
    assert all(pair.first == pair.second for pair in found.pairs)
    convolutions = [pair.first[0] for pair in found.pairs if pair.first[0].kind == "Conv2D"]
    assert any(box.weights for box in convolutions)
    assert all(len(box.chain) > 1 for box in convolutions)


def test_layers_of_a_keras_file_are_boxes(tmp_path: Path) -> None:
    source, copy = SAMPLES / "resnet8_cifar10.h5", tmp_path / "copy.h5"
    shutil.copy(source, copy)
    found = matched(source, copy)
    kinds = {pair.first[0].kind for pair in found.pairs}
    assert "Conv2D" in kinds
    assert all(pair.first[0].weights for pair in found.pairs if pair.first[0].kind == "Conv2D")


def test_what_has_no_map_is_matched_with_nothing() -> None:
    found = matched(SAMPLES / "regression_checkpoint", SAMPLES / "basic_pitch")
    assert found == MapMatch()
