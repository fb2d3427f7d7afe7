# SPDX-License-Identifier: Apache-2.0
"""Weights of two models side by side: which is which, and how far they are apart."""

from __future__ import annotations

import numpy
import pytest

from cutaway.comparing.values import Weights
from cutaway.comparing.weights import compare
from cutaway.description.comparison import WeightPair
from cutaway.description.tensors import Quantization
from helpers.weighed import noise, weights


def pairs(first: Weights, second: Weights) -> list[WeightPair]:
    return list(compare(first, second, lambda *_: None)[0])


def only(first: Weights, second: Weights) -> WeightPair:
    (found,) = pairs(first, second)
    return found


def test_a_model_is_equal_to_itself() -> None:
    model = weights({"a/kernel:0": noise(3, 3, 8, 16), "a/bias:0": noise(16)})
    assert all(pair.figures.equal and not pair.axes for pair in pairs(model, model))


def test_one_changed_element_is_found_first_with_its_size() -> None:
    values = {f"layer_{number}/kernel:0": noise(8, 8, seed=number) for number in range(5)}
    other = {name: array.copy() for name, array in values.items()}
    other["layer_3/kernel:0"][2, 5] += 0.5
    found = pairs(weights(values), weights(other))
    assert found[0].first.name == "layer_3/kernel:0"
    assert found[0].figures.max_abs == pytest.approx(0.5)
    assert [pair.figures.equal for pair in found] == [False, True, True, True, True]
    assert found[0].spread is not None
    assert sum(found[0].spread.counts) == 64


def test_a_transposed_kernel_is_recognised_although_every_size_is_the_same() -> None:
    kernel = noise(8, 8)
    found = only(weights({"a/kernel:0": kernel}), weights({"a/kernel:0": numpy.ascontiguousarray(kernel.T)}))
    assert found.axes == (1, 0)
    assert found.figures.equal


def test_quantised_values_are_compared_as_the_numbers_they_stand_for() -> None:
    kernel = noise(3, 3, 4, 8)
    scale = numpy.abs(kernel).max(axis=(0, 1, 2)) / 127
    stored = numpy.rint(kernel / scale).astype(numpy.int8).transpose(3, 0, 1, 2)
    name = "model/conv/Conv2D"
    scaled = {name: Quantization(tuple(scale.tolist()), (0,) * 8, 0)}
    found = only(weights({"conv/kernel:0": kernel}), weights({name: stored}, constants=True, scales=scaled))
    assert found.scaled
    assert found.axes == (1, 2, 3, 0)
    assert found.figures.max_abs is not None
    assert found.figures.max_abs <= scale.max() / 2 * 1.001


def test_weights_without_a_name_in_common_are_matched_by_their_values() -> None:
    first = {f"a{number}/kernel:0": noise(6, 4, seed=number) for number in range(6)}
    second = {f"zz/{5 - number}/w": noise(6, 4, seed=number) for number in range(6)}
    found = pairs(weights(first), weights(second))
    assert {pair.match for pair in found} == {"value"}
    assert all(pair.figures.equal for pair in found)


def test_the_only_ones_of_a_shape_are_matched_by_it() -> None:
    found = only(weights({"a/kernel:0": noise(6, 4)}), weights({"b/w": 50 * noise(6, 4, seed=9)}))
    assert found.match == "shape"


def test_shapes_that_differ_under_one_name_are_told() -> None:
    found = only(weights({"a/kernel:0": noise(6, 4)}), weights({"a/kernel:0": noise(6, 5)}))
    assert found.figures.note == "Their shapes differ: [6, 4] and [6, 5]."


def test_a_weight_that_stands_in_one_alone_is_told() -> None:
    first = weights({"a/kernel:0": noise(6, 4), "b/kernel:0": noise(3)})
    _, gone, come = compare(first, weights({"a/kernel:0": noise(6, 4)}), lambda *_: None)
    assert ([each.name for each in gone], come) == (["b/kernel:0"], ())


@pytest.mark.parametrize("seed", range(6))
def test_the_other_way_round_gives_the_mirror(seed: int) -> None:
    random = numpy.random.default_rng(seed)
    first = {f"l{number}/kernel:0": noise(4, 4, seed=number) for number in range(8)}
    second = {}
    for name, array in first.items():
        chance = random.random()
        if chance < 0.8:
            label = name if chance < 0.4 else f"other{random.integers(1000)}/w"
            second[label] = array if chance < 0.6 else array.T + numpy.float32(0.001)
    one, other = weights(first), weights(second)
    there = compare(one, other, lambda *_: None)
    back = compare(other, one, lambda *_: None)
    assert {(pair.first.name, pair.second.name) for pair in there[0]} == {
        (pair.second.name, pair.first.name) for pair in back[0]
    }
    assert (set(there[1]), set(there[2])) == (set(back[2]), set(back[1]))
    assert sorted(pair.figures.rmse or 0 for pair in there[0]) == pytest.approx(
        sorted(pair.figures.rmse or 0 for pair in back[0])
    )


def test_what_differs_is_drawn_as_it_was_compared() -> None:
    kernel = noise(6, 4)
    found = only(weights({"a/kernel:0": kernel}), weights({"a/kernel:0": kernel + numpy.float32(0.5)}))
    assert found.both is not None
    assert found.both[0].edges == found.both[1].edges
    assert sum(found.both[0].counts) == sum(found.both[1].counts) == kernel.size
    assert found.spread is not None
    same = only(weights({"a/kernel:0": kernel}), weights({"a/kernel:0": kernel}))
    assert (same.both, same.spread) == (None, None)
