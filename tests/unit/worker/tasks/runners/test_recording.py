# SPDX-License-Identifier: Apache-2.0
"""What recorders have seen is told as one value, and functions with recorders keep what they compute."""

import numpy
import pytest

from cutaway.sampling.values import Ragged
from cutaway.worker.tasks.runners import recording
from cutaway.worker.tasks.runners.recording import Record


def _record(*values: object) -> Record:
    made = Record()
    for value in values:
        made.add(value)
    return made


def test_one_value_is_told_as_it_is() -> None:
    told = _record(numpy.array([1.0, 2.0])).told(looped=False)
    assert isinstance(told.value, numpy.ndarray)
    assert told.value.tolist() == [1, 2]
    assert not told.note


def test_the_turns_of_a_loop_get_an_axis_of_their_own() -> None:
    told = _record(numpy.array([1]), numpy.array([2])).told(looped=True)
    assert isinstance(told.value, numpy.ndarray)
    assert told.value.tolist() == [[1], [2]]
    assert told.note == "2 turns of a loop, along the first axis."


def test_turns_of_unequal_length_are_ragged() -> None:
    told = _record(numpy.array([1]), numpy.array([2, 3])).told(looped=True)
    assert isinstance(told.value, Ragged)
    assert told.value.values.tolist() == [1, 2, 3]
    assert told.value.splits[0].tolist() == [0, 1, 3]


def test_turns_of_other_shapes_are_told_by_the_last() -> None:
    told = _record(numpy.zeros((1, 2)), numpy.zeros((1, 3))).told(looped=True)
    assert isinstance(told.value, numpy.ndarray)
    assert told.value.shape == (1, 3)
    assert "the last of 2" in told.note


def test_what_never_came_was_not_executed() -> None:
    assert _record().told(looped=False).note == (
        "It is not executed for these inputs: the branch that it is in was not taken."
    )
    assert "the loop had no turn" in _record().told(looped=True).note


def test_texts_stay_bytes() -> None:
    told = _record(b"a").told(looped=False)
    assert isinstance(told.value, numpy.ndarray)
    assert told.value.dtype == object
    assert told.value[()] == b"a"


def test_a_record_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_MOST_BYTES", 20)
    told = _record(*(numpy.zeros(1) for _ in range(5))).told(looped=True)
    assert isinstance(told.value, numpy.ndarray)
    assert told.value.shape == (2, 1)
    assert "The first 2 are kept." in told.note


def test_a_value_beyond_the_bound_is_told_as_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_MOST_BYTES", 4)
    assert _record(numpy.zeros(1)).told(looped=False).note == "It is too large to be kept."


def test_a_record_forgets() -> None:
    record = _record(numpy.zeros(1))
    record.clear()
    assert record.told(looped=False).value is None
