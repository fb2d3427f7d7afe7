# SPDX-License-Identifier: Apache-2.0
"""By which signature results are called, and bare graphs by which tensors."""

from dataclasses import replace

import pytest

from cutaway.description.conversion import Made
from cutaway.errors import RequestError
from cutaway.session import results
from helpers import example_models

SIGNATURE = example_models.saved_model().signatures[1]


def test_a_frozen_graph_is_run_with_what_was_frozen() -> None:
    made = Made({"input_2": "audio_in"}, {"note": "note_1", "onset": "onset"}, (), "", {}, (), 0.0)
    called, options = results.frozen(SIGNATURE, made)
    assert [(spec.name, spec.tensor, spec.dtype) for spec in called.inputs] == [
        ("audio_in", "audio_in:0", "float32")
    ]
    assert options == {
        "inputs": {"audio_in": "audio_in:0"},
        "outputs": {"note_1": "note_1:0", "onset": "onset:0"},
    }


def test_the_result_is_called_by_the_same_key_else_by_its_first() -> None:
    other = replace(SIGNATURE, key="encode")
    assert results.alike([other, SIGNATURE], "encode") is other
    assert results.alike([SIGNATURE], "encode") is SIGNATURE
    with pytest.raises(RequestError):
        results.alike([], "encode")
