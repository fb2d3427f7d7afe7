# SPDX-License-Identifier: Apache-2.0
"""Tables fit the terminal, whatever is in them."""

import io

from hypothesis import given
from hypothesis import strategies as st

from cutaway.cli import columns
from cutaway.cli.columns import Cell, Column, columns_of, table, wrapped
from cutaway.cli.terminal import Terminal

words = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd")), max_size=40)


def printed(width: int, shapes: list[Column], rows: list[list[str]], *, colour: bool = False) -> list[str]:
    stream = io.StringIO()
    terminal = Terminal(stream, width, has_colour=colour, has_unicode=True, is_terminal=True)
    table(terminal, shapes, [[Cell(text) for text in row] for row in rows])
    return stream.getvalue().splitlines()


def test_columns_stand_under_one_another_and_numbers_to_the_right() -> None:
    found = printed(80, [Column(), Column("size", right=True)], [["a", "1"], ["long", "1,000"]])
    assert found == ["         size", "  a         1", "  long  1,000"]


def test_empty_columns_are_left_out() -> None:
    assert printed(80, [Column(), Column("none"), Column()], [["a", "", "b"]]) == ["  a  b"]


@given(st.lists(st.tuples(words, words), min_size=1, max_size=5), st.integers(34, 80))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str]], width: int) -> None:
    shapes = [Column(shrinks=True), Column(shrinks=True)]
    for line in printed(width, shapes, [list(row) for row in rows]):
        assert columns_of(line) <= width


def test_what_does_not_fit_loses_its_middle() -> None:
    (line,) = printed(24, [Column(shrinks=True), Column()], [["block_1/layer_2/kernel", "float32"]])
    assert line.startswith("  block_")
    assert "…" in line
    assert line.endswith("float32")


@given(st.lists(st.tuples(words, words), min_size=1, max_size=5), st.integers(8, 40))
def test_even_columns_that_do_not_shrink_fit_a_narrow_terminal(
    rows: list[tuple[str, str]], width: int
) -> None:
    for line in printed(width, [Column(name=True, shrinks=True), Column()], [list(row) for row in rows]):
        assert columns_of(line) <= width


def test_numbers_leave_before_names_become_useless() -> None:
    shapes = [Column(name=True, shrinks=True), Column("mean", leaves=1), Column("zeros", leaves=2)]
    rows = [["encoder/block_1/attention/kernel", "0.123456", "12 %"]]
    assert printed(80, shapes, rows)[1].split() == [*rows[0][:2], "12", "%"]
    assert [line.split()[-1] for line in printed(36, shapes, rows)] == ["mean", "0.123456"]
    assert printed(30, shapes, rows) == ["  encoder/…/attention/kernel"]


def test_a_headline_breaks_between_its_parts() -> None:
    stream = io.StringIO()
    terminal = Terminal(stream, 40, has_colour=False, has_unicode=True, is_terminal=True)
    columns.headline(terminal, "nmp", "SavedModel · TensorFlow 2.4.1 · 50,442 parameters")
    assert stream.getvalue().splitlines() == ["nmp  SavedModel · TensorFlow 2.4.1", "  50,442 parameters"]


def test_wide_characters_count_twice() -> None:
    assert columns_of("模型") == 4
    assert columns_of("e\u0301") == 1


@given(st.lists(words.filter(bool), max_size=20), st.integers(10, 60))
def test_prose_is_broken_between_words_only(found: list[str], width: int) -> None:
    text = " ".join(found)
    lines = wrapped(text, width)
    assert " ".join(lines) == text
    assert all(columns_of(line) <= width or " " not in line for line in lines)


def test_a_paragraph_hangs_under_its_mark() -> None:
    stream = io.StringIO()
    terminal = Terminal(stream, 20, has_colour=False, has_unicode=True, is_terminal=True)
    columns.paragraph(terminal, "one two three four five", mark="▲", tone="warning")
    assert stream.getvalue() == "  ▲ one two three\n    four five\n"
