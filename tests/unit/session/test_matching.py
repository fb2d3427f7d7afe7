# SPDX-License-Identifier: Apache-2.0
"""Fuzzy search of the palette."""

import pytest

from cutaway.session import matching


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("of", "Open folder"),
        ("OPEN", "Open file"),
        ("dk", "dense/kernel:0"),
        ("conv3", "block_conv2d_3"),
        ("", "anything"),
    ],
)
def test_letters_in_order_match(query: str, text: str) -> None:
    assert matching.match(query, text) is not None


@pytest.mark.parametrize(("query", "text"), [("fo", "of"), ("xyz", "Open file"), ("kk", "dense/kernel")])
def test_letters_that_are_missing_or_out_of_order_do_not(query: str, text: str) -> None:
    assert matching.match(query, text) is None


def test_whole_words_come_before_scattered_letters() -> None:
    texts = ["tooltip hidden even mostly everywhere", "Follow the theme", "Theme: dark"]
    found = matching.best("theme", texts, str, 10)
    assert [text for text, _ in found][:2] == ["Theme: dark", "Follow the theme"]


def test_the_places_are_those_of_the_letters() -> None:
    found = matching.match("of", "Open folder")
    assert found is not None
    assert found.places == (0, 5)


def test_no_query_keeps_the_order_and_the_limit() -> None:
    assert [item for item, _ in matching.best(" ", ["b", "a", "c"], str, 2)] == ["b", "a"]
