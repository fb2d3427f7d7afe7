# SPDX-License-Identifier: Apache-2.0
"""Generated values are those that the contract names, and stay within bounds."""

import numpy
import pytest

from cutaway.errors import RequestError
from cutaway.sampling.inputs import generated
from helpers.filling import array, filled, wanted


def test_floats_are_standard_normal_from_the_seed() -> None:
    expected = numpy.random.default_rng(7).standard_normal((2, 3)).astype(numpy.float32)
    assert numpy.array_equal(array("random", wanted("float32", (2, 3)), seed=7), expected)


def test_integers_go_from_0_to_9() -> None:
    expected = numpy.random.default_rng(0).integers(0, 10, (50,)).astype(numpy.int8)
    found = array("random", wanted("int8", (50,)))
    assert found.dtype == numpy.int8
    assert numpy.array_equal(found, expected)


def test_booleans_have_even_chances() -> None:
    expected = numpy.random.default_rng(0).random((9,)) < 0.5
    assert numpy.array_equal(array("random", wanted("bool", (9,))), expected)


@pytest.mark.parametrize("dtype", ["float32", "int16", "bool"])
def test_values_drawn_in_blocks_are_those_drawn_at_once(dtype: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = array("random", wanted(dtype, (11, 13)))
    monkeypatch.setattr(generated, "_BLOCK", 7)
    assert numpy.array_equal(array("random", wanted(dtype, (11, 13))), whole)


def test_complex_numbers_have_both_parts() -> None:
    generator = numpy.random.default_rng(0)
    expected = generator.standard_normal(5) + 1j * generator.standard_normal(5)
    assert numpy.array_equal(array("random", wanted("complex128", (5,))), expected)


def test_strings_are_numbered_samples() -> None:
    found = array("random", wanted("string", (2, None), sizes={1: 2}))
    assert found.tolist() == [[b"sample 0", b"sample 1"], [b"sample 2", b"sample 3"]]


@pytest.mark.parametrize("dtype", ["bfloat16", "float16", "float64", "complex64", "uint4", "qint8", "uint64"])
def test_every_type_can_be_made(dtype: str) -> None:
    for source in ("random", "zeros", "ones"):
        assert array(source, wanted(dtype, (3,))).shape == (3,)


def test_a_dynamic_dimension_is_1_unless_told() -> None:
    assert array("zeros", wanted("float32", (None, None, 2), sizes={1: 5})).shape == (1, 5, 2)
    assert array("zeros", wanted("float32", None)).shape == ()
    assert array("zeros", wanted("float32", None, sizes={1: 4})).shape == (1, 4)
    assert array("zeros", wanted("float32", ())).shape == ()


def test_a_fixed_dimension_cannot_be_chosen() -> None:
    with pytest.raises(RequestError, match="Axis 0 of input x is 2 and cannot be 3"):
        filled("zeros", wanted("float32", (2,), sizes={0: 3}))
    with pytest.raises(RequestError, match="has no axis 4"):
        filled("zeros", wanted("float32", (2,), sizes={4: 3}))


def test_distributions_have_options() -> None:
    target = wanted("float32", (1000,))
    uniform = array("random", target, distribution="uniform", low="-1", high="2")
    assert uniform.min() >= -1
    assert uniform.max() < 2
    normal = array("random", target, mean="10", deviation="0.1")
    assert abs(normal.mean() - 10) < 0.1
    integers = array("random", wanted("int32", (1000,)), low="5", high="8")
    assert set(integers.tolist()) == {5, 6, 7}


def test_integers_stay_within_their_type() -> None:
    found = array("random", wanted("uint4", (200,)), low="0", high="100")
    assert found.astype(int).max() == 15


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"low": "3", "high": "3"}, "no value"),
        ({"distribution": "integers", "low": "0.2", "high": "0.8"}, "no value"),
        ({"distribution": "integers", "low": "-1e30", "high": "1e30"}, "no value"),
        ({"deviation": "-1"}, "negative"),
        ({"distribution": "poisson"}, "cannot be"),
        ({"low": "x"}, "takes a number"),
        ({"resize": "crop"}, "no option"),
    ],
)
def test_options_that_make_no_sense_are_told(options: dict[str, str], words: str) -> None:
    with pytest.raises(RequestError, match=words):
        filled("random", wanted("float32", (3,)), 0, **options)


def test_zeros_and_ones_of_strings_are_texts() -> None:
    assert array("zeros", wanted("string", (2,))).tolist() == [b"", b""]
    assert array("ones", wanted("string", (1,))).tolist() == [b"1"]


def test_a_constant_fills_the_input() -> None:
    assert array("constant", wanted("float32", (2,)), value="0.5").tolist() == [0.5, 0.5]
    assert array("constant", wanted("bool", (2,)), value="True").tolist() == [True, True]
    assert array("constant", wanted("string", (1,)), value="hello").tolist() == [b"hello"]
    assert array("constant", wanted("complex64", ()), value="1+2i") == 1 + 2j


@pytest.mark.parametrize(
    ("dtype", "text"), [("int8", "300"), ("int8", "0.5"), ("float32", "x"), ("bool", "2")]
)
def test_a_constant_that_is_no_value_of_the_type_is_told(dtype: str, text: str) -> None:
    with pytest.raises(RequestError, match="is no value of"):
        filled("constant", wanted(dtype, ()), value=text)


def test_more_than_half_a_gigabyte_is_not_made() -> None:
    with pytest.raises(RequestError, match="would take"):
        filled("zeros", wanted("float32", (1 << 40,)))


def test_a_handle_cannot_be_made() -> None:
    with pytest.raises(RequestError, match="only the model itself"):
        filled("random", wanted("resource", ()))
