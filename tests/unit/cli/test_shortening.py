# SPDX-License-Identifier: Apache-2.0
"""Names that are shortened stay different, and say most by their ends."""

from hypothesis import given
from hypothesis import strategies as st

from cutaway.cli.shortening import shortened

names = st.lists(st.text("ab/_1", max_size=50), max_size=8)


def test_folders_in_the_middle_go_first() -> None:
    assert shortened(["model/block_1/attention/kernel"], 22) == ["model/…/kernel"]
    assert shortened(["model/block_1/attention/kernel"], 24) == ["model/…/attention/kernel"]


def test_names_that_would_become_the_same_show_where_they_differ() -> None:
    found = [f"a_model/block_{number}/attention/output/dense/kernel" for number in range(12)]
    short = shortened(found, 24)
    assert len(set(short)) == 12
    assert all(f"block_{number}" in text for number, text in enumerate(short))


def test_what_fits_is_left_alone() -> None:
    assert shortened(["a/b/c", "  nested"], 8) == ["a/b/c", "  nested"]


@given(names, st.integers(4, 30))
def test_none_is_too_long(found: list[str], width: int) -> None:
    short = shortened(found, width)
    assert all(len(text) <= width for text in short)
    assert [text for text in short if "…" not in text] == [name for name in found if len(name) <= width]
