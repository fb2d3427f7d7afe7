# SPDX-License-Identifier: Apache-2.0
"""What people type becomes the source that means it."""

import pytest

from cutaway.session.typed_values import as_source, as_text, is_typed


@pytest.mark.parametrize(
    ("text", "dtype", "source"),
    [
        ("0.5", "float32", "value:0.5"),
        ("[[1, 2], [3, 4]]", "int64", "value:[[1, 2], [3, 4]]"),
        ("1, 2, 3", "int64", "value:[1, 2, 3]"),
        ("1 2\n3 4", "int32", "value:[[1, 2], [3, 4]]"),
        ("1\n2", "int32", "value:[1, 2]"),
        ("7,", "int32", "value:[7]"),
        ("True False", "bool", "value:[true, false]"),
        ("some words", "string", "text:some words"),
        ('["a", "b"]', "string", 'value:["a", "b"]'),
        ("12", "string", "text:12"),
        ("", "string", "text:"),
    ],
)
def test_text_is_json_or_a_list_or_words(text: str, dtype: str, source: str) -> None:
    assert as_source(text, dtype) == source
    assert is_typed(source)


def test_what_is_no_number_stays_for_its_problem_to_be_told() -> None:
    assert as_source("three", "int64") == "value:three"


def test_a_field_shows_what_was_typed() -> None:
    assert as_text("value:[1, 2]") == "[1, 2]"
    assert as_text("text:words") == "words"
    assert as_text("random") == ""
