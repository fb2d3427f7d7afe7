# SPDX-License-Identifier: Apache-2.0
"""Figures of two arrays are those of their definitions, whatever is in them."""

import math

import ml_dtypes
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from cutaway.sampling import comparing
from cutaway.sampling.comparing import compare, distant, errors, scatter
from cutaway.sampling.values import Ragged, Sparse

ONE = numpy.array([[1.0, 2.0], [3.0, 4.0]], numpy.float32)


def test_equal_arrays_are_equal() -> None:
    found = compare(ONE, ONE)
    assert found.equal
    assert (found.count, found.compared, found.odd) == (4, 4, 0)
    assert (found.max_abs, found.rmse, found.argmax_agreement) == (0, 0, 1)
    assert found.cosine == pytest.approx(1)
    assert found.sqnr_db is None


def test_figures_follow_their_definitions() -> None:
    other = numpy.array([[1.0, 2.5], [4.0, 3.0]], numpy.float32)
    found = compare(ONE, other)
    difference = (other - ONE).astype(numpy.float64)
    assert not found.equal
    assert found.max_abs == 1
    assert found.at == 2
    assert found.max_rel == pytest.approx(1 / 3)
    assert found.rmse == pytest.approx(math.sqrt((difference**2).mean()))
    assert found.cosine == pytest.approx(
        float((ONE * other).sum() / numpy.linalg.norm(ONE) / numpy.linalg.norm(other))
    )
    assert found.sqnr_db == pytest.approx(
        10 * math.log10(float((ONE**2).sum()) / float((difference**2).sum()))
    )
    assert found.argmax_agreement == 0.5


def test_nan_is_equal_to_nan_and_counted_where_it_is_not() -> None:
    one = numpy.array([numpy.nan, numpy.inf, 1.0, 2.0])
    assert compare(one, one).equal
    assert compare(one, one).odd == 0
    found = compare(one, numpy.array([numpy.nan, -numpy.inf, numpy.nan, 2.5]))
    assert not found.equal
    assert (found.odd, found.compared, found.max_abs) == (2, 1, 0.5)


def test_nothing_finite_is_told() -> None:
    found = compare(numpy.array([numpy.nan]), numpy.array([1.0]))
    assert not found.equal
    assert found.note
    assert found.max_abs is None


def test_zeros_have_no_angle_and_no_ratio() -> None:
    found = compare(numpy.zeros(3), numpy.ones(3))
    assert (found.cosine, found.sqnr_db, found.max_rel) == (None, None, None)
    assert found.max_abs == 1


def test_shapes_and_kinds_have_to_agree() -> None:
    assert "shapes differ" in compare(ONE, ONE[0]).note
    assert "texts" in compare(ONE, numpy.array([[b"a"] * 2] * 2, object)).note
    assert "ragged" in compare(ONE, Ragged(ONE, (numpy.array([0, 2]),))).note


def test_texts_are_equal_or_not() -> None:
    texts = numpy.array([b"a", b"b"], object)
    assert compare(texts, texts.copy()).equal
    assert compare(texts, numpy.array([b"a", b"c"], object)).note == "1 of 2 texts differ."


def test_ragged_and_sparse_values_are_compared_where_they_lie_alike() -> None:
    rows = Ragged(numpy.array([1.0, 2.0]), (numpy.array([0, 1, 2]),))
    moved = Ragged(numpy.array([1.0, 2.0]), (numpy.array([0, 2, 2]),))
    changed = Ragged(numpy.array([1.0, 3.0]), rows.splits)
    assert compare(rows, rows).equal
    assert compare(rows, changed).max_abs == 1
    assert "different lengths" in compare(rows, moved).note
    few = Sparse(numpy.array([[0]]), numpy.array([1.0]), (2,))
    assert compare(few, few).equal
    assert "different places" in compare(few, Sparse(numpy.array([[1]]), few.values, (2,))).note


def test_types_may_differ() -> None:
    found = compare(numpy.array([1, 2]), numpy.array([1, 2.5], ml_dtypes.bfloat16))
    assert found.max_abs == 0.5
    assert compare(numpy.array([True, False]), numpy.array([1, 0])).equal
    assert compare(numpy.array([1 + 1j]), numpy.array([1 - 1j])).max_abs == 2


def test_large_integers_are_not_rounded() -> None:
    one = numpy.array([2**62, 2**62 + 1])
    found = compare(one, one + numpy.array([0, 1]))
    assert not found.equal
    assert found.max_abs == 1


@pytest.mark.parametrize("shape", [(), (0,), (3, 0)])
def test_single_and_no_values_are_compared(shape: tuple[int, ...]) -> None:
    found = compare(numpy.zeros(shape), numpy.zeros(shape))
    assert found.equal
    assert found.argmax_agreement is None


def test_blocks_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = numpy.random.default_rng(0)
    one, two = generator.standard_normal((2, 40, 25))
    two[13, 7] = numpy.nan
    whole = compare(one, two)
    monkeypatch.setattr(comparing, "_BLOCK", 7)
    parts = compare(one, two)
    assert parts.at == whole.at
    assert parts.argmax_agreement == whole.argmax_agreement
    assert (parts.max_abs, parts.max_rel, parts.odd) == (whole.max_abs, whole.max_rel, whole.odd)
    assert parts.rmse == pytest.approx(whole.rmse)
    assert parts.cosine == pytest.approx(whole.cosine)
    assert parts.sqnr_db == pytest.approx(whole.sqnr_db)


def test_who_watches_may_end_it() -> None:
    def stop(fraction: float) -> None:
        raise KeyboardInterrupt(fraction)

    with pytest.raises(KeyboardInterrupt):
        compare(ONE, ONE, stop)


VALUES = arrays.arrays(
    some.sampled_from([numpy.float32, numpy.float64, numpy.int32]),
    arrays.array_shapes(max_dims=2, max_side=4),
)


@given(one=VALUES, two=VALUES)
def test_any_two_arrays_have_figures_that_are_finite_or_none(one: numpy.ndarray, two: numpy.ndarray) -> None:
    found = compare(one, two)
    for figure in (
        found.max_abs,
        found.max_rel,
        found.rmse,
        found.cosine,
        found.sqnr_db,
        found.argmax_agreement,
    ):
        assert figure is None or math.isfinite(figure)
    if one.shape == two.shape:
        assert found.equal == numpy.array_equal(one.astype(float), two.astype(float), equal_nan=True)


def test_tolerance_is_judged_element_by_element() -> None:
    one = numpy.array([1.0, 100.0, numpy.nan, numpy.inf])
    two = numpy.array([1.00005, 100.1, numpy.nan, numpy.inf])
    assert distant(one, two, 1e-4, 1e-6) == 1
    assert distant(one, two, 1e-2, 0) == 0
    assert distant(numpy.array([1, 2]), numpy.array([1, 3]), 10, 10) == 1
    assert distant(numpy.array([b"a"], object), numpy.array([b"b"], object), 10, 10) == 1


def test_points_of_a_plot_are_few_and_finite() -> None:
    one = numpy.arange(10_000.0)
    one[0] = numpy.nan
    first, second = scatter(one, one + 1, 100)
    assert len(first) == 99
    assert numpy.array_equal(first + 1, second)


def test_errors_are_spread_over_bins() -> None:
    found = errors(numpy.zeros(4), numpy.array([-1.0, 0.0, 1.0, numpy.nan]), 2)
    assert found is not None
    assert list(found.counts) == [1, 2]
    assert list(found.edges) == [-1, 0, 1]
    same = errors(numpy.zeros(4), numpy.zeros(4), 3)
    assert same is not None
    assert list(same.counts) == [0, 4, 0]
    assert errors(numpy.array([numpy.nan]), numpy.zeros(1)) is None


def test_both_are_spread_over_the_same_bins() -> None:
    found = comparing.beside(numpy.array([0.0, 0.0, 1.0]), numpy.array([2.0, numpy.inf, 1.0]), 2)
    assert found is not None
    assert found[0].edges == found[1].edges == (0.0, 1.0, 2.0)
    assert (found[0].counts, found[1].counts) == ((2, 1), (0, 2))
    assert comparing.beside(numpy.array([numpy.nan]), numpy.zeros(0)) is None
