# SPDX-License-Identifier: Apache-2.0
"""Batch normalisations in figures: what they multiply with and add, also where a converter keeps just these two.

A batch normalisation gives gamma × (x − μ) ÷ √(σ² + ε) + β, which is s × x + β − s × μ with s = gamma ÷ √(σ² + ε).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import permutations

import numpy

from cutaway.comparing.values import Weights
from cutaway.description.variables import Variable
from cutaway.errors import ModelError, RequestError

_EPSILON = 1e-3
"""Keras's own where no configuration tells."""
_LEAVES = ("gamma", "beta")
"""Which weight stands for what is multiplied with, and for what is added."""


def normalisations(plain: Weights, left: Sequence[Variable]) -> dict[str, dict[str, Variable]]:
    """Batch normalisations among variables: by the layer's name what each of its weights is."""
    layers: dict[str, dict[str, Variable]] = defaultdict(dict)
    for each in left:
        layer, _, leaf = plain.tail(each).rpartition("/")
        layers[layer][leaf] = each
    return {
        name: parts
        for name, parts in layers.items()
        if {"beta", "moving_mean", "moving_variance"} <= set(parts)
    }


def factors(plain: Weights, name: str, parts: dict[str, Variable]) -> tuple[numpy.ndarray, numpy.ndarray]:
    """S and β − s × μ. Raises ModelError, RequestError."""
    factor = narrowing(plain, name, parts)
    values = {leaf: plain.real(each.name)[0].astype(numpy.float64) for leaf, each in parts.items()}
    if "gamma" in values:
        factor = factor * values["gamma"]
    return factor, values["beta"] - factor * values["moving_mean"]


def narrowing(plain: Weights, name: str, parts: dict[str, Variable]) -> numpy.ndarray:
    """1 ÷ √(σ² + ε). Raises ModelError, RequestError."""
    variance = plain.real(parts["moving_variance"].name)[0].astype(numpy.float64)
    found: numpy.ndarray = 1.0 / numpy.sqrt(variance + _epsilon(plain, name))
    return found


def _epsilon(plain: Weights, name: str) -> float:
    for layer in plain.model.description.layers or ():
        if layer.name.lower() == name:
            try:
                found = json.loads(layer.config).get("epsilon", _EPSILON)
            except ValueError:
                break
            return float(found) if isinstance(found, int | float) else _EPSILON
    return _EPSILON


def apart(
    plain: Weights, left: Sequence[Variable], exported: Weights, others: Sequence[Variable]
) -> list[tuple[Variable, Variable]]:
    """Normalisations that an export keeps as a product and a sum: gamma and beta with what stands for them there."""
    known = normalisations(plain, left)
    kept: dict[str, list[Variable]] = defaultdict(list)
    for each in others:
        told = exported.fused(each)
        if told is not None and not told.leaf and told.normalisation in known:
            kept[told.normalisation].append(each)
    found = []
    for name, constants in kept.items():
        try:
            found += _nearest(plain, name, known[name], exported, constants)
        except (ModelError, RequestError):
            continue
    return found


def _nearest(
    plain: Weights, name: str, parts: dict[str, Variable], exported: Weights, constants: Sequence[Variable]
) -> list[tuple[Variable, Variable]]:
    """Of the ways to take the constants for the product and the sum the one that fits best."""
    wanted = factors(plain, name, parts)
    values = [exported.real(each.name)[0].reshape(-1).astype(numpy.float64) for each in constants]
    if len(constants) > len(wanted) or any(value.shape != wanted[0].shape for value in values):
        return []
    ways = permutations(range(len(wanted)), len(constants))
    best = min(
        ways,
        key=lambda way: sum(
            float(numpy.abs(wanted[role] - value).sum()) for role, value in zip(way, values, strict=True)
        ),
    )
    return [
        (parts[_LEAVES[role]], each)
        for role, each in zip(best, constants, strict=True)
        if _LEAVES[role] in parts
    ]
