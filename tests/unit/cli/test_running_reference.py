# SPDX-License-Identifier: Apache-2.0
"""docs/running.md tells what the tables of options and sources tell."""

from cutaway.cli import manual
from cutaway.cli.options import BY_NAME
from cutaway.cli.running_reference import markdown
from cutaway.description.sources import SOURCES
from helpers.corpus import REPOSITORY


def test_the_page_is_that_of_the_tables() -> None:
    """Where this fails: `make docs-formats`."""
    assert (REPOSITORY / "docs" / "running.md").read_text(encoding="utf-8") == markdown()


def test_the_help_names_every_source_and_option() -> None:
    text = manual.of(BY_NAME["run"], 200)
    for kind in SOURCES:
        assert kind.spelling in text
        for option in kind.options:
            assert option.name in text
