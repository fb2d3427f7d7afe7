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


def test_the_manual_that_ships_comes_before_a_checkouts_and_that_before_the_projects(tmp_path: Path) -> None:
    resources = tmp_path / "resources"
    assert manual.address("graph", resources).startswith("https://")
    for place in (
        "docs/manual/pages/graph.md",
        "build/manual/pages/graph.html",
        "resources/manual/pages/graph.html",
    ):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).touch()
        assert manual.address("graph", resources) == str(tmp_path / place)
    assert manual.address("netron", resources).endswith("graph.html#netron")


def test_f1_needs_no_network_in_a_checkout() -> None:
    for page in manual.PAGES:
        assert Path(manual.address(page, REPOSITORY / "resources").partition("#")[0]).is_file()


def test_a_page_without_one_of_its_own_gets_the_first(tmp_path: Path) -> None:
    assert manual.address("something new", tmp_path).endswith("index.md")
