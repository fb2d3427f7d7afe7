# SPDX-License-Identifier: Apache-2.0
"""Tensors of a bare graph, as a user writes them and as they travel."""

import pytest

from cutaway.description import cuts
from cutaway.description.cuts import Cut
from cutaway.description.signatures import DEFAULT_KEY, Signature
from cutaway.description.tensors import TensorSpec


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("image=conv1/Relu:0", {"image": "conv1/Relu:0"}),
        (" conv1/Relu ", {"conv1_Relu": "conv1/Relu:0"}),
        ("split:1", {"split": "split:1"}),
        ("=x", {"x": "x:0"}),
        ("", {}),
        ("a=", {}),
    ],
)
def test_a_tensor_has_the_name_that_it_is_given_or_its_nodes(text: str, found: dict[str, str]) -> None:
    assert cuts.chosen([text]) == found
    assert cuts.chosen(cuts.spelled(found)) == found


def test_nothing_chosen_is_no_cut() -> None:
    assert not Cut()
    assert Cut(gives={"y": "y:0"})


def test_a_signature_travels() -> None:
    inputs = TensorSpec("a", "a:0", "float32", (None, 3)), TensorSpec("b", "b:1", "string", None)
    signature = Signature(DEFAULT_KEY, "inferred", inputs, (TensorSpec("y", "y:0", "int32", ()),))
    assert cuts.of_rows(cuts.rows(signature)) == signature
