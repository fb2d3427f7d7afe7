# SPDX-License-Identifier: Apache-2.0
"""Samples with labels: from folders, tables, lists and arrays, with names of classes or numbers."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from cutaway.description.labelled import FoundSamples
from cutaway.errors import RequestError
from cutaway.sampling.labelled import find


def made(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        numpy.save(file, numpy.zeros((1, 3), numpy.float32))
    return folder


def found(
    samples: Path, labels: Path | None = None, *names: str, limit: int = 100, chosen: bool = False
) -> FoundSamples:
    return find(samples, labels, names, are_chosen=chosen, limit=limit, scratch=samples.parent)


def pairs(answer: FoundSamples) -> list[tuple[str, int]]:
    return [(each.name, each.label) for each in answer.samples]


def test_folders_are_classes_in_the_order_of_their_names(tmp_path: Path) -> None:
    folder = made(tmp_path / "data", "dog/2.npy", "cat/10.npy", "cat/9.npy", "cat/.hidden.npy")
    (folder / "cat" / "readme.md").write_text("no sample")
    answer = found(folder)
    assert (answer.classes, answer.origin) == (("cat", "dog"), "folders")
    assert pairs(answer) == [("cat/9.npy", 0), ("cat/10.npy", 0), ("dog/2.npy", 1)]


def test_names_that_a_model_has_say_which_class_a_folder_is(tmp_path: Path) -> None:
    answer = found(made(tmp_path / "data", "dog/a.npy"), None, "background", "Cat", "Dog")
    assert (answer.origin, pairs(answer)) == ("names", [("dog/a.npy", 2)])


def test_names_of_a_model_that_do_not_fit_are_left_aside(tmp_path: Path) -> None:
    answer = found(made(tmp_path / "data", "zebra/a.npy", "ant/b.npy"), None, "Cat", "Dog")
    assert (answer.classes, answer.origin) == (("ant", "zebra"), "folders")


def test_names_that_were_chosen_have_to_fit(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="“zebra” is not among the 2 classes"):
        found(made(tmp_path / "data", "zebra/a.npy"), None, "Cat", "Dog", chosen=True)


def test_a_table_names_files_and_labels(tmp_path: Path) -> None:
    folder = made(tmp_path / "data", "a.npy", "deep/b.npy")
    labels = tmp_path / "labels.csv"
    labels.write_text("file,label\ndeep/b.npy,1\na.npy,0\n")
    answer = found(folder, labels)
    assert (answer.origin, pairs(answer)) == ("indices", [("deep/b.npy", 1), ("a.npy", 0)])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a.npy,0\ngone.npy,1\n", "gone.npy, which labels.csv lists, is not in data"),
        ("a.npy,0\nb.npy\n", "Line 2 of labels.csv has no label"),
    ],
)
def test_a_table_that_cannot_be_used_is_said(tmp_path: Path, text: str, sentence: str) -> None:
    folder, labels = made(tmp_path / "data", "a.npy"), tmp_path / "labels.csv"
    labels.write_text(text)
    with pytest.raises(RequestError, match=sentence):
        found(folder, labels)


def test_rows_of_an_array_have_a_label_each(tmp_path: Path) -> None:
    samples, labels = tmp_path / "x.npy", tmp_path / "y.npy"
    numpy.save(samples, numpy.arange(12, dtype=numpy.float32).reshape(4, 3))
    numpy.save(labels, numpy.array([2, 0, 1, 1]))
    answer = found(samples, labels)
    assert pairs(answer) == [("x.npy[0]", 2), ("x.npy[1]", 0), ("x.npy[2]", 1), ("x.npy[3]", 1)]
    assert numpy.load(answer.samples[2].source).tolist() == [[6.0, 7.0, 8.0]]


def test_labels_may_be_rows_with_a_one(tmp_path: Path) -> None:
    samples, labels = tmp_path / "x.npy", tmp_path / "y.npy"
    numpy.save(samples, numpy.zeros((2, 3)))
    numpy.save(labels, numpy.eye(3)[[2, 1]])
    assert [label for _, label in pairs(found(samples, labels))] == [2, 1]


def test_as_many_as_are_wanted_are_taken_evenly(tmp_path: Path) -> None:
    folder = made(tmp_path / "data", *(f"{name}/{place}.npy" for name in "ab" for place in range(5)))
    answer = found(folder, limit=4)
    assert [each.label for each in answer.samples] == [0, 0, 1, 1]
    assert answer.left_out == 6


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(3, "y.npy has 3 labels, and x.npy has 2 rows"), (None, "nothing tells their labels")],
)
def test_arrays_that_do_not_belong_together_are_said(
    tmp_path: Path, count: int | None, sentence: str
) -> None:
    samples, labels = tmp_path / "x.npy", tmp_path / "y.npy"
    numpy.save(samples, numpy.zeros((2, 3)))
    if count:
        numpy.save(labels, numpy.zeros(count, numpy.int64))
    with pytest.raises(RequestError, match=sentence):
        found(samples, labels if count else None)


def test_a_folder_without_classes_is_said(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="data holds no sample with a label"):
        found(made(tmp_path / "data", "a.npy"))
