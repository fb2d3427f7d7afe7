# SPDX-License-Identifier: Apache-2.0
"""What signatures and layers of the samples cost."""

from pathlib import Path

import pytest

from cutaway.description.costs import Costs
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.costs import costs
from helpers.corpus import REPOSITORY

SAMPLES = REPOSITORY / "resources" / "samples"


def of(path: Path) -> list[Costs]:
    return costs(Call((str(path), (), ""), {}, Models(), lambda *_: None, lambda _: None))


def test_of_a_tflite_file_operators_are_counted_with_their_weights() -> None:
    (found,) = of(SAMPLES / "micro_speech_quantized.tflite")
    # 25 × 20 × 8 places of a 10 × 8 filter, and 4,000 values to 4 classes
    assert {row.op: row.macs for row in found.rows if row.macs} == {
        "DEPTHWISE_CONV_2D": 320_000,
        "FULLY_CONNECTED": 16_000,
    }
    assert found.macs == 336_000
    assert found.unknown == 0


def test_of_a_keras_file_layers_are_counted() -> None:
    (found,) = of(SAMPLES / "resnet8_cifar10.h5")
    assert found.macs == 12_501_632  # as MLPerf Tiny states for its ResNet: 12.5 M
    assert found.rows[0].op == "Conv2D"


def test_what_holds_no_computation_costs_nothing() -> None:
    folder = SAMPLES / "regression_checkpoint"
    (index,) = folder.glob("*.index")
    assert of(index) == []


@pytest.mark.parametrize("name", ["hello_world_int8.tflite"])
def test_the_dearest_comes_first(name: str) -> None:
    (found,) = of(SAMPLES / name)
    assert [row.flops for row in found.rows] == sorted((row.flops for row in found.rows), reverse=True)
    assert found.signature == "serving_default"
