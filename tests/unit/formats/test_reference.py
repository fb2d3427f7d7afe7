# SPDX-License-Identifier: Apache-2.0
"""The page of formats is made from the tables and is never behind them."""

from cutaway.formats.reference import markdown
from cutaway.formats.table import FORMATS, is_format
from helpers.corpus import REPOSITORY


def test_the_page_in_docs_is_the_one_that_the_tables_make() -> None:
    assert (REPOSITORY / "docs" / "formats.md").read_text(encoding="utf-8") == markdown()


def test_every_format_has_a_reader_that_opens_models() -> None:
    assert all(callable(row.opener()) for row in FORMATS)


def test_words_of_the_contract_are_told_from_others() -> None:
    assert is_format("tflite")
    assert not is_format("zip")
