# SPDX-License-Identifier: Apache-2.0
"""Batch normalisation that a converter folded away is folded into the other model, too."""

from __future__ import annotations

from dataclasses import replace

import numpy
import pytest

from cutaway.comparing.folding import Folded
from cutaway.comparing.weights import compare
from cutaway.description.layers import Layer
from helpers.weighed import Array, noise, weights

LAYER = Layer("bn", "BatchNormalization", None, 16, config='{"epsilon": 0.01}')


def normalised(bias: Array | None) -> tuple[dict[str, Array], dict[str, Array]]:
    """A convolution with its normalisation, and what a converter makes of both."""
    plain = {
        "conv/kernel:0": noise(3, 3, 4, 8),
        "bn/gamma:0": 1 + noise(8, seed=1),
        "bn/beta:0": noise(8, seed=2),
        "bn/moving_mean:0": noise(8, seed=3),
        "bn/moving_variance:0": 1 + noise(8, seed=4),
    }
    factor = plain["bn/gamma:0"] / numpy.sqrt(plain["bn/moving_variance:0"] + 0.01)
    kernel = (plain["conv/kernel:0"] * factor).transpose(3, 0, 1, 2)
    shift = plain["bn/beta:0"] - factor * plain["bn/moving_mean:0"]
    fused = "model/relu/Relu;model/bn/FusedBatchNormV3;model/conv/BiasAdd;model/conv/Conv2D"
    if bias is None:
        fused = "model/bn/FusedBatchNormV3;model/conv/Conv2D"
    else:
        plain["conv/bias:0"] = bias
        shift = shift + factor * bias
    return plain, {"model/conv/Conv2D": kernel, fused: shift}


@pytest.mark.parametrize("has_bias", [True, False])
def test_folded_kernels_and_biases_are_the_same_within_rounding(has_bias: bool) -> None:
    plain, folded = normalised(noise(8, seed=5) if has_bias else None)
    first, second = weights(plain, layers=(LAYER,)), weights(folded, constants=True)
    pairs, gone, come = compare(first, second, lambda *_: None)
    assert {pair.folded for pair in pairs} == {"bn"}
    assert len(pairs) == 2
    assert all(pair.figures.max_abs is not None and pair.figures.max_abs < 1e-6 for pair in pairs)
    assert (gone, come) == ((), ())


def test_it_is_found_from_the_other_side() -> None:
    plain, folded = normalised(noise(8, seed=5))
    pairs, gone, come = compare(
        weights(folded, constants=True), weights(plain, layers=(LAYER,)), lambda *_: None
    )
    assert all(pair.figures.max_abs is not None and pair.figures.max_abs < 1e-6 for pair in pairs)
    assert (len(pairs), gone, come) == (2, (), ())


def test_a_change_under_a_folded_normalisation_is_seen() -> None:
    plain, folded = normalised(noise(8, seed=5))
    plain["conv/kernel:0"][1, 1, 2, 3] += 1
    pairs, _, _ = compare(weights(plain, layers=(LAYER,)), weights(folded, constants=True), lambda *_: None)
    assert pairs[0].first.name == "conv/kernel:0"
    assert pairs[0].figures.max_abs is not None
    assert pairs[0].figures.max_abs > 0.5


@pytest.mark.parametrize("has_bias", [True, False])
def test_a_normalisation_that_an_export_does_not_name_is_the_one_behind_the_layer(has_bias: bool) -> None:
    plain, folded = normalised(noise(8, seed=5) if has_bias else None)
    kernel, shift = folded.values()
    exported = {
        "m/conv/Conv2D_weights_fused_bn": numpy.ascontiguousarray(kernel.transpose(0, 3, 1, 2)),
        "m/conv/Conv2D_bias_fused_bn": shift,
    }
    layer = replace(LAYER, inbound=("conv",))
    pairs, gone, come = compare(
        weights(plain, layers=(layer,)), weights(exported, constants=True), lambda *_: None
    )
    assert {pair.folded for pair in pairs} == {"bn"}
    assert (len(pairs), gone, come) == (2, (), ())
    assert all(pair.figures.max_abs is not None and pair.figures.max_abs < 1e-6 for pair in pairs)


def test_the_channels_of_onnx_come_first_also_where_every_size_is_the_same() -> None:
    factor = numpy.arange(1.0, 5.0)
    made = Folded("bn", is_second=True, factor=factor, offset=None, axes=(-4,)).into(numpy.ones((4, 4, 1, 1)))
    assert made[:, 0, 0, 0].tolist() == factor.tolist()


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_normalisation_that_stands_alone_is_the_product_and_the_sum_that_it_became(is_turned: bool) -> None:
    plain, _ = normalised(None)
    del plain["conv/kernel:0"]
    factor = plain["bn/gamma:0"] / numpy.sqrt(plain["bn/moving_variance:0"] + 0.01)
    shift = plain["bn/beta:0"] - factor * plain["bn/moving_mean:0"]
    name = "model/bn/FusedBatchNormV3;model/bn/FusedBatchNormV3"
    one, other = weights(plain, layers=(LAYER,)), weights({f"{name}1": shift, name: factor}, constants=True)
    first, second = (other, one) if is_turned else (one, other)
    pairs, gone, come = compare(first, second, lambda *_: None)
    assert {pair.folded for pair in pairs} == {"bn"}
    assert [pair.figures.max_abs is not None and pair.figures.max_abs < 1e-6 for pair in pairs] == [True] * 2
    assert (gone, come) == ((), ())
