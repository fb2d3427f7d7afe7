# SPDX-License-Identifier: Apache-2.0
"""A value fits an input as it is, or after changes that lose nothing; anything else is told in a sentence."""

from pathlib import Path

import ml_dtypes
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from cutaway.description.tensors import Quantization
from cutaway.errors import RequestError
from cutaway.sampling.fitting import fit, fits
from cutaway.sampling.inputs.wanted import Found
from cutaway.sampling.values import Ragged, Sparse
from helpers.filling import filled, wanted

TYPES = (
    "bool",
    "int8",
    "uint8",
    "int16",
    "int32",
    "int64",
    "uint64",
    "float16",
    "float32",
    "float64",
    "bfloat16",
)


def saved(folder: Path, value: numpy.ndarray) -> Path:
    numpy.save(folder / "x.npy", value)
    return folder / "x.npy"


def test_an_array_that_fits_stays_as_it_is(tmp_path: Path) -> None:
    found = filled(saved(tmp_path, numpy.ones((2, 3), numpy.float32)), wanted("float32", (None, 3)))
    assert found.notes == ()
    assert found.words == "x.npy"


def test_a_missing_batch_axis_is_added_and_told(tmp_path: Path) -> None:
    found = filled(saved(tmp_path, numpy.ones((3,), numpy.float32)), wanted("float32", (None, 3)))
    assert isinstance(found.value, numpy.ndarray)
    assert found.value.shape == (1, 3)
    assert found.notes == ("A batch axis of 1 was added.",)


@pytest.mark.parametrize(
    ("shape", "spec", "hint"),
    [
        ((2, 4), (None, 3), "Axis 1 has to be 3."),
        ((2, 3, 3), (None, 3), "Give a value of that shape."),
        ((3,), (2, 3), "Give a value of that shape."),
        ((), (2,), "Give a value of that shape."),
    ],
)
def test_a_wrong_shape_is_told(
    tmp_path: Path, shape: tuple[int, ...], spec: tuple[int | None, ...], hint: str
) -> None:
    with pytest.raises(RequestError, match="takes float32") as caught:
        filled(saved(tmp_path, numpy.ones(shape, numpy.float32)), wanted("float32", spec))
    assert caught.value.hint == hint


def test_one_typed_value_fills_the_input() -> None:
    found = filled("value:0.5", wanted("float32", (2, 2)))
    assert isinstance(found.value, numpy.ndarray)
    assert found.value.tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert "repeated 4 times" in found.notes[0]


def test_a_single_value_may_come_in_a_list() -> None:
    assert filled("value:[0.5]", wanted("float32", ())).value == 0.5


def test_a_wider_float_is_rounded_and_told(tmp_path: Path) -> None:
    found = filled(saved(tmp_path, numpy.array([0.1])), wanted("float32", (1,)))
    assert found.value == numpy.float32(0.1)
    assert found.notes == ("Converted from float64 to float32.",)


@pytest.mark.parametrize(
    ("value", "dtype", "words"),
    [
        (numpy.array([0.5]), "int32", "no whole numbers"),
        (numpy.array([numpy.nan]), "int32", "NaN"),
        (numpy.array([300]), "int8", "beyond what the type holds"),
        (numpy.array([-1]), "uint8", "beyond what the type holds"),
        (numpy.array([2]), "bool", "other than 0 and 1"),
        (numpy.array([1e39]), "float32", "too large"),
        (numpy.array([70000]), "float16", "too large"),
        (numpy.array([1j]), "float32", "imaginary"),
        (numpy.array(["a"]), "float32", "texts"),
        (numpy.array([1.0]), "string", "takes texts"),
    ],
)
def test_a_conversion_that_would_lose_values_is_refused(
    tmp_path: Path, value: numpy.ndarray, dtype: str, words: str
) -> None:
    with pytest.raises(RequestError, match=words):
        filled(saved(tmp_path, value), wanted(dtype, (1,)))


@pytest.mark.parametrize(
    ("value", "dtype", "expected"),
    [
        (numpy.array([1.9, -1.9, numpy.nan, 1e30]), "int8", [1, -1, 0, 127]),
        (numpy.array([-5, 300]), "uint8", [0, 255]),
        (numpy.array([0, 3]), "bool", [False, True]),
        (numpy.array([1 + 2j]), "float32", [1.0]),
        (numpy.array([1.5, 2.0]), "string", [b"1.5", b"2.0"]),
    ],
)
def test_a_conversion_by_force_goes_to_the_ends(
    tmp_path: Path, value: numpy.ndarray, dtype: str, expected: list[object]
) -> None:
    found = filled(saved(tmp_path, value), wanted(dtype, (None,)), convert="cast").value
    assert isinstance(found, numpy.ndarray)
    assert found.tolist() == expected


def test_a_quantised_input_takes_real_values_where_that_is_asked_for(tmp_path: Path) -> None:
    target = wanted("int8", (3,), quantization=Quantization((0.5,), (10,)))
    file = saved(tmp_path, numpy.array([0.0, 0.25, 1000.0], numpy.float32))
    found = filled(file, target, convert="quantize")
    assert isinstance(found.value, numpy.ndarray)
    assert found.value.tolist() == [10, 10, 127]
    with pytest.raises(RequestError, match="int8") as caught:
        filled(file, target)
    assert "convert=quantize" in caught.value.hint


def test_what_is_not_quantised_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="not quantised"):
        filled(saved(tmp_path, numpy.array([0.5])), wanted("int8", (1,)), convert="quantize")


def test_unicode_feeds_a_string_input(tmp_path: Path) -> None:
    found = filled(saved(tmp_path, numpy.array([["ä", "b"]])), wanted("string", (None, 2))).value
    assert isinstance(found, numpy.ndarray)
    assert found.tolist() == [["ä".encode(), b"b"]]


def test_ragged_and_sparse_values_get_the_type(tmp_path: Path) -> None:
    rows = Ragged(numpy.array([1, 2, 3]), (numpy.array([0, 1, 3]),))
    value, _ = fit(Found(rows, "rows"), wanted("int32", (None, None)))
    assert isinstance(value, Ragged)
    assert value.values.dtype == numpy.int32
    with pytest.raises(RequestError, match="takes int32"):
        fit(Found(rows, "rows"), wanted("int32", (None,)))
    few = Sparse(numpy.array([[0, 1]]), numpy.array([1.0]), (1, 2))
    value, _ = fit(Found(few, "few"), wanted("float32", None))
    assert isinstance(value, Sparse)
    assert value.values.dtype == numpy.float32


@given(
    value=arrays.arrays(
        some.sampled_from([numpy.int8, numpy.uint8, numpy.int64, numpy.float32, numpy.float64, numpy.bool_]),
        arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
    ),
    dtype=some.sampled_from(TYPES),
    spec=some.none() | some.lists(some.none() | some.integers(0, 3), max_size=3).map(tuple),
)
def test_what_fits_has_type_and_shape_and_kept_its_values(
    value: numpy.ndarray, dtype: str, spec: tuple[int | None, ...] | None
) -> None:
    """Whatever is given, the answer is a value of the input's type and shape, or a RequestError."""
    try:
        found, _ = fit(Found(value, "x.npy"), wanted(dtype, spec))
    except RequestError:
        return
    assert isinstance(found, numpy.ndarray)
    assert found.dtype.name == dtype
    assert fits(found.shape, spec)
    before, after = value.astype(numpy.float64).reshape(-1), found.astype(numpy.float64).reshape(-1)
    tolerance = 1e-2 if dtype in {"bfloat16", "float16"} else 1e-6
    assert numpy.allclose(before, after, rtol=tolerance, atol=1e-6, equal_nan=True)


def test_types_of_ml_dtypes_are_converted(tmp_path: Path) -> None:
    value = numpy.array([1, 2], ml_dtypes.bfloat16)
    found, notes = fit(Found(value, "x"), wanted("float32", (2,)))
    assert isinstance(found, numpy.ndarray)
    assert found.tolist() == [1.0, 2.0]
    assert notes == ("Converted from bfloat16 to float32.",)
