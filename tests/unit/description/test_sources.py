# SPDX-License-Identifier: Apache-2.0
"""Sources are told apart as they are written, and offer the options that make sense for an input."""

import pytest

from cutaway.description.sources import BY_NAME, SOURCES, endings, is_file, kind_of, options_for


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("random", "random"),
        ("zeros", "zeros"),
        ("constant", "constant"),
        ("value:[1]", "value"),
        ("text:random", "text"),
        ("a/b.NPY", "npy"),
        ("cat.jpeg", "image"),
        ("a.tsv", "csv"),
        ("folder/", "folder"),
    ],
)
def test_a_source_is_known_by_its_spelling(source: str, name: str) -> None:
    found = kind_of(source)
    assert found is not None
    assert found.name == name


def test_a_folder_and_an_unknown_file_are_told() -> None:
    found = kind_of("batch.png", is_folder=True)
    assert found is BY_NAME["folder"]
    assert kind_of("model.docx") is None


def test_words_are_no_files() -> None:
    assert [is_file(text) for text in ("random", "value:1", "text:x", "./random", "x.npy")] == [
        *(False, False, False),
        *(True, True),
    ]


def test_options_fit_the_type() -> None:
    image, random = BY_NAME["image"], BY_NAME["random"]
    assert "content" in {option.name for option in options_for(image, "string")}
    assert "content" not in {option.name for option in options_for(image, "float32")}
    assert not options_for(random, "string")
    assert "low" in {option.name for option in options_for(random, "int8")}


def test_every_row_can_be_shown() -> None:
    """A choice has choices and its default among them; no ending belongs to two sources."""
    assert len(set(endings())) == len(endings())
    for kind in SOURCES:
        assert kind.help.endswith(".")
        for option in kind.options:
            assert option.help
            assert not option.help.endswith(".")
            assert (option.type == "choice") == bool(option.choices)
            assert not option.choices or option.default in option.choices
            assert kind.option(option.name) is option
