# SPDX-License-Identifier: Apache-2.0
"""Sizes of inputs where some were chosen."""

from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.worker.tasks.converters.tflite_frozen import sized

SIGNATURE = Signature(
    "serve",
    "declared",
    (
        TensorSpec("x", "x:0", "float32", (None, None, 3)),
        TensorSpec("length", "length:0", "int32", ()),
        TensorSpec("any", "any:0", "float32", None),
    ),
    (),
)


def test_sizes_that_were_chosen_are_fixed_and_the_others_stay_free() -> None:
    found = sized(SIGNATURE, {"x": {1: 20}}, fixes_batch=False)
    assert found.sizes == {"x": [None, 20, 3], "length": [], "any": None}
    assert found.batch is None


def test_a_free_batch_is_one_where_it_has_to_be_known() -> None:
    found = sized(SIGNATURE, {}, fixes_batch=True)
    assert (found.sizes["x"], found.batch) == ([1, None, 3], 1)


def test_a_batch_that_was_chosen_is_the_batch_of_lists() -> None:
    assert sized(SIGNATURE, {"x": {0: 8}}, fixes_batch=True).batch == 8
