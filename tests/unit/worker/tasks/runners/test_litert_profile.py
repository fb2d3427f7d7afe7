# SPDX-License-Identifier: Apache-2.0
"""Operators of a .tflite are timed one by one, by the names that the graph has for them."""

from pathlib import Path

import numpy
import pytest

from cutaway.description import choosing
from cutaway.worker.models import Models
from cutaway.worker.tasks.runners import litert, litert_profile


def loaded(path: Path) -> tuple[litert.LiteRt, dict[str, numpy.ndarray]]:
    model = Models().open((str(path), (), ""), lambda _words, _fraction: None)
    signature = choosing.signature_of(model.description, "")
    inputs = {
        spec.name: numpy.zeros([size or 1 for size in spec.shape or ()], spec.dtype)
        for spec in signature.inputs
    }
    return litert.load(model, signature), inputs


def test_every_operator_is_timed_and_the_slowest_comes_first(samples: Path) -> None:
    running, inputs = loaded(samples / "micro_speech_quantized.tflite")
    found = running.profile(inputs, 3)
    graph = running.model.graph()
    assert {row.op for row in found.rows} >= {"FULLY_CONNECTED", "SOFTMAX"}
    assert {row.node for row in found.rows} <= set(graph.names)
    seconds = [row.seconds for row in found.rows]
    assert seconds == sorted(seconds, reverse=True)
    assert all(each > 0 for each in seconds)
    assert found.total > 0


def test_it_says_how_it_was_measured(samples: Path) -> None:
    running, inputs = loaded(samples / "hello_world_int8.tflite")
    found = running.profile(inputs, 1)
    assert found.how.startswith("Each operator was measured alone")
    assert len(found.rows) == 3


def test_operators_for_which_no_time_is_left_are_counted(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(litert_profile, "_PATIENCE", -1.0)
    running, inputs = loaded(samples / "hello_world_int8.tflite")
    found = running.profile(inputs, 1)
    assert found.rows == ()
    assert found.how.endswith(" 3 of 3 operators could not be measured so.")
