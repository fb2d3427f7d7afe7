# SPDX-License-Identifier: Apache-2.0
"""Totals under a layer table are those that `model.summary()` prints."""

from cutaway.description.layers import Layer
from cutaway.description.variables import Variable
from cutaway.session.layer_totals import totals


def layer(name: str, parameters: int, *, trainable: bool | None = True, depth: int = 0) -> Layer:
    return Layer(name, "Dense", None, parameters, trainable, depth)


def test_layers_inside_a_nested_model_are_counted_once() -> None:
    found = totals([layer("model", 30), layer("a", 10, depth=1), layer("b", 20, depth=1), layer("c", 5)])
    assert (found.parameters, found.trainable) == (35, 35)


def test_everything_inside_a_frozen_model_is_frozen() -> None:
    rows = [
        layer("model", 30, trainable=False),
        layer("a", 10, depth=1),
        layer("b", 20, depth=2),
        layer("c", 5),
    ]
    assert totals(rows).trainable == 5


def test_moving_averages_are_not_trainable() -> None:
    normalisation = Layer("bn", "BatchNormalization", None, 64, True, variables=("mean", "gamma"))
    mean = Variable("mean", "", "float32", (16,), 64, "weight", trainable=False)
    gamma = Variable("gamma", "", "float32", (16,), 64, "weight", trainable=True)
    assert totals([normalisation], [mean, gamma]).trainable == 48


def test_a_file_that_does_not_say_is_not_guessed_at() -> None:
    assert not totals([layer("a", 1, trainable=None)]).is_known
