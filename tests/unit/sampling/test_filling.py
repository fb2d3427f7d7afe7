# SPDX-License-Identifier: Apache-2.0
"""What a model's metadata says of an input prepares its values."""

from cutaway.sampling.filling import preparation
from cutaway.sampling.inputs.wanted import Preparation

TOLD = {
    "model_metadata": {
        "inputs": [
            {"name": "image", "color_space": "grayscale", "normalization": {"mean": [127.5], "std": [128.0]}},
            {"name": "sound", "sample_rate": 16_000},
            {"normalization": {"mean": [0.0], "std": [0.0]}},
            {"normalization": {"mean": [None], "std": [None]}},
        ]
    }
}


def test_metadata_is_found_by_position() -> None:
    assert preparation(TOLD, 0) == Preparation((127.5,), (128.0,), "grayscale")
    assert preparation(TOLD, 1) == Preparation(rate=16_000)


def test_what_is_not_said_or_makes_no_sense_prepares_nothing() -> None:
    for position in (2, 3, 4):
        assert preparation(TOLD, position) == Preparation()
    assert preparation({}, 0) == Preparation()
