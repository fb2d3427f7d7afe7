# SPDX-License-Identifier: Apache-2.0
"""Whose the slots of an optimizer are: told by names, or by the order in which Keras 3 writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cutaway.comparing.slots import numbered, owner
from cutaway.comparing.values import Weights
from cutaway.description.variables import Variable
from helpers.weighed import noise, weights

TITLES = {"dense/kernel": "dense/kernel", "bias": "bias"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("dense/kernel/Adam_1", ("dense/kernel", "adam_1")),
        ("Adam/m/dense/kernel", ("dense/kernel", "m")),
        ("optimizer/dense/kernel/velocity", ("dense/kernel", "velocity")),
        ("adam/dense_kernel_momentum", ("dense/kernel", "momentum")),
        ("dense/kernel/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE", ("dense/kernel", "m")),
        ("beta1_power", ("", "")),
        ("Adam/other/kernel", ("", "")),
    ],
)
def test_slots_are_known_by_the_names_of_every_optimizer(path: str, expected: tuple[str, str]) -> None:
    assert owner(Variable(path, path, "float32", (2,), 8, "optimizer"), TITLES) == expected


def test_what_is_no_slot_has_no_owner() -> None:
    assert owner(Variable("x/bias", "x/bias", "float32", (2,), 8, "weight"), TITLES) == ("", "")


def archive(optimizer: str, *slots: tuple[int, ...]) -> Weights:
    """A .keras file with a kernel of 2 × 3 and a bias of 3, and slots of those shapes."""
    arrays = {"dense/kernel": noise(2, 3), "dense/bias": noise(3)}
    arrays |= {f"optimizer/{place + 2}": noise(*shape) for place, shape in enumerate(slots)}
    made: Any = weights(arrays)
    training = {"training": {"optimizer": optimizer}}
    made.model.description = replace(made.model.description, format="keras_archive", metadata=training)
    found: Weights = made
    return found


def test_slots_that_keras_3_numbers_are_those_of_one_variable_after_another() -> None:
    assert numbered(archive("Adam", (2, 3), (2, 3), (3,), (3,))) == {
        "optimizer/2": ("dense/kernel", "momentum"),
        "optimizer/3": ("dense/kernel", "velocity"),
        "optimizer/4": ("dense/bias", "momentum"),
        "optimizer/5": ("dense/bias", "velocity"),
    }
    assert numbered(archive("Own", (2, 3), (3,)))["optimizer/3"] == ("dense/bias", "1")


@pytest.mark.parametrize("slots", [((2, 3), (3,), (2, 3), (3,)), ((2, 3),), ()])
def test_slots_that_lie_otherwise_are_nobodys(slots: tuple[tuple[int, ...], ...]) -> None:
    assert numbered(archive("Adam", *slots)) == {}
