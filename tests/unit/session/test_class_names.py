# SPDX-License-Identifier: Apache-2.0
"""Names of classes come from the model's own file of labels, and only where they are for so many classes."""

from cutaway.description.assets import Asset
from cutaway.session.class_names import label_asset, name_of, names_in


def test_the_file_of_labels_is_found() -> None:
    assets = (Asset("vocab.txt", 9, "vocabulary"), Asset("gone.txt", 9, "labels", available=False))
    assert label_asset(assets) is None
    labels = Asset("labels.txt", 9, "labels")
    assert label_asset((*assets, labels)) is labels


def test_names_are_for_as_many_classes() -> None:
    names = names_in(b"cat\ndog\n", "labels.txt")
    assert [name_of(names, place, 2) for place in range(2)] == ["cat", "dog"]
    assert name_of(names, 0, 10) == ""


def test_a_background_comes_first() -> None:
    assert [name_of(("cat", "dog"), place, 3) for place in range(3)] == ["", "cat", "dog"]
