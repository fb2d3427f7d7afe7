# SPDX-License-Identifier: Apache-2.0
"""Names that exports give weights: copies, scopes that were numbered anew, numbers that a frozen graph adds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy

from cutaway.comparing.values import Weights
from cutaway.comparing.weights import compare
from cutaway.description.model import ModelDescription
from cutaway.formats.opened import OpenModel
from helpers.weighed import noise, weights


def matched(first: Weights, second: Weights) -> set[tuple[str, str]]:
    return {(pair.first.name, pair.second.name) for pair in compare(first, second, lambda *_: None)[0]}


def layers(*sizes: int) -> dict[str, numpy.ndarray]:
    """Kernels and biases of dense layers, `dense`, `dense_1` and so on."""
    found = {}
    for place, size in enumerate(sizes):
        name = f"dense_{place}" if place else "dense"
        found[f"{name}/kernel:0"] = noise(4, size, seed=place)
        found[f"{name}/bias:0"] = noise(size, seed=place)
    return found


def test_layers_whose_scopes_keras_numbered_anew_are_not_taken_for_others() -> None:
    plain = layers(8, 8)
    other = {
        "net_1/dense_1/BiasAdd": plain["dense/bias:0"] + 9,
        "net_1/dense_1_2/BiasAdd": plain["dense_1/bias:0"],
    }
    found = matched(weights(plain), weights(other, constants=True))
    assert found == {("dense/bias:0", "net_1/dense_1/BiasAdd"), ("dense_1/bias:0", "net_1/dense_1_2/BiasAdd")}


def test_layers_that_are_called_as_they_are_stay_so() -> None:
    plain = layers(8, 8)
    other = {"net/dense/BiasAdd": plain["dense/bias:0"] + 9, "net/dense_1/BiasAdd": plain["dense_1/bias:0"]}
    found = matched(weights(plain), weights(other, constants=True))
    assert found == {("dense/bias:0", "net/dense/BiasAdd"), ("dense_1/bias:0", "net/dense_1/BiasAdd")}


def test_numbers_that_a_frozen_graph_adds_say_nothing() -> None:
    plain = layers(8, 8)
    frozen = {f"{name.removesuffix(':0')}_1": array + 5 for name, array in plain.items()}
    assert matched(weights(plain), weights(frozen, constants=True)) == {
        (name, f"{name.removesuffix(':0')}_1") for name in plain
    }


def exported(*places: str) -> Weights:
    """Each weight at several places of the object graph, by the same path."""
    found = weights({f"{place}/{name}": array for place in places for name, array in layers(8).items()})
    described = found.model.description
    paths = [each._replace(path=each.path.partition("/")[2]) for each in described.variables]
    return replace(found, model=Described(found.model, replace(described, variables=tuple(paths))))


class Described:
    """An open model with another description."""

    def __init__(self, model: OpenModel, description: ModelDescription) -> None:
        self._model, self.description = model, description

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - all else is the model's own
        return getattr(self._model, name)


def test_a_copy_of_a_weight_is_no_other_weight() -> None:
    twice = exported("_all_variables", "variables")
    pairs, gone, come = compare(weights(layers(8)), twice, lambda *_: None)
    assert len(pairs) == 2
    assert (gone, come) == ((), ())
    again = compare(twice, exported("_all_variables", "variables"), lambda *_: None)
    assert (len(again[0]), again[1:]) == (4, ((), ()))
