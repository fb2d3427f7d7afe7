# SPDX-License-Identifier: Apache-2.0
"""What each way of spelling a search fits, and what it does not."""

import pytest

from cutaway.errors import RequestError
from cutaway.graphing.search_terms import terms


def fits(query: str, text: str) -> bool:
    """Whether all terms fit the text."""
    return all(term.matches(text.lower()) for term in terms(query))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("dtype:int8", "int8", True),
        ("dtype:int8", "uint8", False),
        ("dtype:float", "int32\nfloat16", True),
        ("dtype:", "float32", True),
        ("dtype:", "", False),
        ("dtype:/^u?int8$/", "float32\nuint8", True),
    ],
)
def test_a_type_fits_where_it_begins_so(query: str, text: str, *, expected: bool) -> None:
    assert fits(query, text) is expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("shape:1,224,224,3", "1,224,224,3", True),
        ("shape:1x224x224x3", "1,224,224,3", True),
        ('shape:"1 × 224 × 224 × 3"', "1,224,224,3", True),
        ("shape:[1,224]", "4\n1,224", True),
        ("shape:1,224", "1,224,224,3", False),
        ("shape:?,4", "?,4", True),
        ("shape:-1,4", "?,4", True),
        ("shape:?,4", "8,4", False),
        ("shape:*,4", "8,4", True),
        ("shape:...,3", "1,224,224,3", True),
        ("shape:1,...,3", "1,3", True),
        ("shape:1,...,3", "3", False),
        ("shape:...", "5", True),
        ("shape:...", "unknown", False),
        ("shape:scalar", "scalar", True),
        ("shape:scalar", "1", False),
        ("shape:2,b", "2,3", False),
        ("shape:,", "2,3", False),
    ],
)
def test_a_shape_fits_as_a_whole(query: str, text: str, *, expected: bool) -> None:
    assert fits(query, text) is expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("attr:padding=SAME", "T=float32\npadding=SAME", True),
        ("attr:padding=same", "padding=SAME", True),
        ("attr:pad=SAME", "padding=SAME", False),
        ("attr:padding", "data_format=NHWC\npadding=VALID", True),
        ("attr:padding", "mode=padding", False),
        ("attr:=nhwc", "data_format=NHWC", True),
        ("attr:/^strides=.*2, 2/", "T=float32\nstrides=[1, 2, 2, 1]", True),
        ('attr:"strides=[1, 2"', "strides=[1, 2, 2, 1]", True),
    ],
)
def test_an_attribute_fits_by_its_name_and_what_its_value_holds(
    query: str, text: str, *, expected: bool
) -> None:
    assert fits(query, text) is expected


def test_words_are_about_name_or_op_and_a_tensor_is_a_word_too() -> None:
    assert [(term.field, term.word) for term in terms("Relu op:Conv2D x:0")] == [
        ("", "relu"),
        ("op", "conv2d"),
        ("", "x:0"),
    ]


def test_a_broken_expression_is_refused_with_a_reason() -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        terms("attr:/(/")


def test_nothing_is_said_by_nothing() -> None:
    assert terms("") == terms("   ") == []
