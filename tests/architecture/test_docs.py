# SPDX-License-Identifier: Apache-2.0
"""What the docs promise to show is there."""

import re

from helpers.corpus import REPOSITORY

DOCS = REPOSITORY / "docs"


def test_graphs_of_at_least_ten_models_are_shown_in_light_and_in_dark() -> None:
    text = (DOCS / "graphs.md").read_text(encoding="utf-8")
    shown = {
        theme: set(re.findall(rf"images/graphs/(\w+)-{theme}\.png", text)) for theme in ("light", "dark")
    }
    assert shown["light"] == shown["dark"]
    assert len(shown["light"]) >= 10


def test_every_picture_that_a_page_shows_is_there() -> None:
    shown = re.compile(r"(?:src|srcset)=\"([^\":]+)\"")
    missing = [
        f"{page.relative_to(REPOSITORY)}: {name}"
        for page in (REPOSITORY / "README.md", *DOCS.glob("*.md"))
        for name in shown.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / name).exists()
    ]
    assert not missing
