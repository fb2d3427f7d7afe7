# SPDX-License-Identifier: Apache-2.0
"""One pass gives the figures that numpy gives in many, whatever the type and however the values lie."""

from typing import NoReturn

import ml_dtypes
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cutaway.description.statistics import Statistics
from cutaway.errors import CancelledError
from cutaway.sampling.statistics import QUANTILES, measure

NORMAL = numpy.random.default_rng(0).standard_normal(600_001).astype(numpy.float32)


def check(values: numpy.ndarray) -> Statistics:
    """Compare with numpy in float64."""
    found = measure(values)
    exact = values.astype(numpy.float64).reshape(-1)
    finite = exact[numpy.isfinite(exact)]
    assert found.count == exact.size
    assert found.zeros == (exact == 0).sum()
    assert found.nans == numpy.isnan(exact).sum()
    assert found.infinities == numpy.isinf(exact).sum()
    if not finite.size:
        assert (found.minimum, found.maximum, found.mean, found.deviation) == (None,) * 4
        return found
    assert (found.minimum, found.maximum) == (finite.min(), finite.max())
    scale = float(abs(finite).max())
    assert found.mean == pytest.approx(finite.mean(), rel=1e-5, abs=1e-6 * scale)
    assert found.deviation == pytest.approx(finite.std(), rel=1e-4, abs=1e-7 * scale)
    return found


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(NORMAL, id="normal"),
        pytest.param(NORMAL * 1e-3 + 1000, id="far from zero"),
        pytest.param(NORMAL * 1e-20, id="squares too small"),
        pytest.param(NORMAL * 1e25, id="squares too large"),
        pytest.param(NORMAL.astype(">f4"), id="big-endian"),
        pytest.param(numpy.frombuffer(b"x" + NORMAL.tobytes(), numpy.float32, offset=1), id="unaligned"),
        pytest.param(NORMAL.astype(numpy.float64), id="float64"),
        pytest.param(NORMAL.astype(numpy.float16), id="float16"),
        pytest.param(NORMAL.astype(ml_dtypes.bfloat16), id="bfloat16"),
        pytest.param(NORMAL.astype(ml_dtypes.float8_e4m3fn), id="float8"),
        pytest.param((NORMAL * 20).astype(numpy.int8), id="int8"),
        pytest.param((NORMAL * 1000).astype(numpy.int16), id="int16"),
        pytest.param((NORMAL * 1e6).astype(numpy.int32), id="int32"),
        pytest.param((NORMAL * 1e12).astype(numpy.int64), id="int64"),
        pytest.param((NORMAL * 2).clip(-8, 7).astype(ml_dtypes.int4), id="int4"),
        pytest.param(NORMAL > 0, id="bool"),
        pytest.param(numpy.float32(3), id="scalar"),
        pytest.param(numpy.zeros((0, 3), numpy.float32), id="empty"),
        pytest.param(numpy.full(5, numpy.nan, numpy.float32), id="only NaN"),
    ],
)
def test_agrees_with_numpy(values: numpy.ndarray) -> None:
    found = check(numpy.asarray(values))
    if found.histogram is not None:
        whole = sum(found.histogram.counts) + found.histogram.below + found.histogram.above
        assert whole == found.count - found.nans - found.infinities


@given(
    hnp.arrays(
        st.sampled_from([numpy.float16, numpy.float32, numpy.float64, numpy.int8, numpy.uint16, numpy.int32]),
        hnp.array_shapes(max_dims=2, max_side=40),
    )
)
def test_agrees_with_numpy_on_anything(values: numpy.ndarray) -> None:
    limit = 1e150  # whose square float64 still holds
    check(values.clip(-limit, limit) if values.dtype == numpy.float64 else values)


def test_counts_what_is_not_finite() -> None:
    values = NORMAL.copy()
    values[[1, 2, 300_000]] = numpy.nan, numpy.inf, -numpy.inf
    found = check(values)
    assert (found.nans, found.infinities) == (1, 2)


@pytest.mark.parametrize(
    "dtype", ["float32", "float64", "float16", "int8", "uint16", "int32", "int64", ">f4"]
)
@pytest.mark.parametrize("count", [1, 2, 7, 1000, 100_000])
def test_quantiles_of_small_arrays_are_those_of_numpy(dtype: str, count: int) -> None:
    values = (NORMAL[:count] * 40).astype(dtype)
    found = measure(values).quantiles
    assert [fraction for fraction, _ in found] == list(QUANTILES)
    exact = numpy.quantile(values.astype(numpy.float64), QUANTILES)
    assert [value for _, value in found] == pytest.approx(exact, rel=1e-12)


def test_quantiles_of_large_arrays_are_within_a_hundredth() -> None:
    values = numpy.concatenate((NORMAL, NORMAL))
    exact = numpy.quantile(values, QUANTILES)
    assert [value for _, value in measure(values).quantiles] == pytest.approx(exact, rel=1e-2, abs=1e-2)


def test_quantiles_leave_out_what_is_not_finite() -> None:
    values = NORMAL[:50_000].copy()
    exact = numpy.quantile(values[3:].astype(numpy.float64), QUANTILES)
    values[:3] = numpy.nan, numpy.inf, -numpy.inf
    assert [value for _, value in measure(values).quantiles] == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "int32", "uint64", ml_dtypes.int4])
def test_extremes_of_integers_are_integers(dtype: str) -> None:
    found = measure(numpy.array([1, 2, 3], dtype))
    assert [type(found.minimum), type(found.maximum)] == [int, int]


def test_integers_have_a_bin_each() -> None:
    found = measure(numpy.array([-1, 0, 0, 3], numpy.int32))
    assert dict(found.quantiles)[0.5] == 0
    assert found.histogram is not None
    assert found.histogram.edges == (-1.5, -0.5, 0.5, 1.5, 2.5, 3.5)
    assert found.histogram.counts == (1, 2, 0, 0, 1)


def test_extremes_of_int64_are_exact() -> None:
    found = measure(numpy.array([-(1 << 62) - 1, (1 << 62) + 1]))
    assert (found.minimum, found.maximum) == (-(1 << 62) - 1, (1 << 62) + 1)


def test_complex_numbers_are_measured_by_magnitude() -> None:
    found = measure(numpy.array([3 + 4j, 0], numpy.complex64))
    assert (found.minimum, found.maximum, found.about) == (0, 5, "magnitudes")


def test_strings_have_a_longest_and_how_many_differ() -> None:
    found = measure(numpy.array([[b"abc", b""], [b"abc", b"\xff"]], object))
    assert (found.count, found.longest, found.zeros, found.distinct) == (4, 3, 1, 3)
    assert (found.minimum, found.mean, found.histogram) == (None, None, None)


def test_stops_counting_different_strings() -> None:
    values = numpy.array([b"%d" % number for number in range(10_002)], object)
    assert measure(values).distinct is None


def test_is_told_how_far_it_is() -> None:
    seen: list[float] = []
    measure(NORMAL, seen.append)
    assert (seen[0], seen[-1]) == (0.0, 1.0)


def test_can_be_cancelled() -> None:
    def cancel(_: float) -> NoReturn:
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        measure(NORMAL, cancel)
