# SPDX-License-Identifier: Apache-2.0
"""Requests as TensorFlow Serving's messages have them."""

import numpy
import pytest

from cutaway.worker.tasks.converters import warm_up


@pytest.fixture(autouse=True)
def short_tensors(monkeypatch: pytest.MonkeyPatch) -> None:
    """What TensorFlow makes of a value is of no interest here."""
    monkeypatch.setattr(warm_up, "_tensor", lambda _value: b"T")


def test_a_request_names_the_signature_and_its_inputs() -> None:
    made = warm_up.request("serve", {"x": numpy.zeros(1)})
    spec = b"\x0a\x07" + b"\x1a\x05serve"
    inputs = b"\x12\x06" + b"\x0a\x01x" + b"\x12\x01T"
    assert made == b"\x32\x13" + b"\x0a\x11" + spec + inputs


def test_long_values_have_their_length_in_several_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm_up, "_tensor", lambda _value: b"T" * 300)
    made = warm_up.request("serve", {"x": numpy.zeros(1)})
    assert b"\x12\xac\x02" + b"T" * 300 in made
