# SPDX-License-Identifier: Apache-2.0
"""F1 finds a page of the manual for every page of the window."""

from pathlib import Path

import pytest

from cutaway.session import manual
from helpers.corpus import REPOSITORY


@pytest.mark.parametrize("page", manual.PAGES)
def test_every_page_is_written(page: str) -> None:
    name, _, place = manual.PAGES[page].partition("#")
    text = (REPOSITORY / "docs" / "manual" / f"{name}.md").read_text(encoding="utf-8")
    assert not place or f"## {place.capitalize()}" in text


def test_the_shipped_manual_comes_before_the_projects(tmp_path: Path) -> None:
    assert manual.address("graph", tmp_path).startswith("https://")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "graph.html").touch()
    assert manual.address("graph", tmp_path) == str(tmp_path / "pages" / "graph.html")
    assert manual.address("netron", tmp_path).endswith("graph.html#netron")


def test_a_page_without_one_of_its_own_gets_the_first(tmp_path: Path) -> None:
    assert manual.address("something new", tmp_path).endswith("index.md")
