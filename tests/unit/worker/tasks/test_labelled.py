# SPDX-License-Identifier: Apache-2.0
"""Classes read off the answers of two models: accuracy, confusion, and samples on which they differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy
import pytest

from cutaway.description.labelled import Labelled
from cutaway.errors import RequestError
from cutaway.sampling import run_record, stored
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.labelled import classify

Scores = Sequence[float]


def run(folder: Path, values: dict[str, object], dtype: str) -> str:
    folder.mkdir()
    kept = [stored.store(folder, name, numpy.array(value, dtype), "out") for name, value in values.items()]
    run_record.record(folder, "out", kept)
    return str(folder)


def told(
    place: Path,
    answers: Sequence[tuple[int, object, object]],
    *,
    dtypes: tuple[str, str] = ("float32", "float32"),
    extra: dict[str, object] | None = None,
    **more: object,
) -> Labelled:
    """The answer for samples: label, and what the first and the second say."""
    folders = [
        [
            run(place / f"{number}a", {**(extra or {}), "y": first}, dtypes[0]),
            run(place / f"{number}b", {**(extra or {}), "z": second}, dtypes[1]),
        ]
        for number, (_, first, second) in enumerate(answers)
    ]
    asked: dict[str, object] = {
        "folders": folders,
        "samples": [[f"/s/{number}.png", f"{number}.png", each[0]] for number, each in enumerate(answers)],
        "outputs": [*([name, name] for name in extra or {}), ["y", "z"]],
        "quantization": [{}, {}],
        "classes": ["a", "b", "c"],
        "origin": "folders",
        "words": "samples",
        "notes": [],
        **more,
    }
    return classify(Call(("", (), ""), asked, Models(), lambda _words, _fraction: None, lambda _part: None))


def hot(place: int, size: int = 3) -> list[list[float]]:
    return [[float(number == place) for number in range(size)]]


def test_accuracy_confusion_and_where_they_differ(tmp_path: Path) -> None:
    found = told(
        tmp_path, [(0, hot(0), hot(0)), (1, hot(1), hot(2)), (2, hot(0), hot(2)), (1, hot(0), hot(2))]
    )
    assert (found.first.right, found.second.right, found.first.accuracy) == (2, 2, 0.5)
    assert found.first.matrix(3) == [[1, 0, 0], [1, 1, 0], [1, 0, 0]]
    assert found.second.confusion == ((0, 0, 1), (1, 2, 2), (2, 2, 1))
    assert (found.differ, found.only_first, found.only_second) == (3, 1, 1)
    assert [(each.sample.name, each.first, each.second) for each in found.disagreements] == [
        ("1.png", 1, 2),
        ("2.png", 0, 2),
        ("3.png", 0, 2),
    ]


def test_the_other_way_round_gives_the_mirror(tmp_path: Path) -> None:
    answers: list[tuple[int, object, object]] = [
        (0, hot(0), hot(1)),
        (1, hot(1), hot(1)),
        (2, hot(0), hot(2)),
    ]
    (tmp_path / "there").mkdir()
    (tmp_path / "back").mkdir()
    there = told(tmp_path / "there", answers)
    back = told(tmp_path / "back", [(label, second, first) for label, first, second in answers])
    assert (there.first, there.second) == (back.second, back.first)
    assert (there.differ, there.only_first) == (back.differ, back.only_second)


def test_a_lone_score_tells_two_classes_also_where_it_is_quantised(tmp_path: Path) -> None:
    scales = [{}, {"z": [[1 / 256], [-128]]}]
    found = told(
        tmp_path,
        [(1, [[0.5]], [[0]]), (0, [[0.49]], [[-1]])],
        dtypes=("float32", "int8"),
        classes=["no", "yes"],
        quantization=scales,
    )
    assert (found.count, found.first.right, found.second.right) == (2, 2, 2)


def test_a_class_for_the_background_moves_the_names(tmp_path: Path) -> None:
    names = ["background", "a", "b", "c"]
    found = told(tmp_path, [(1, hot(0), hot(2))], classes=names, origin="names")
    assert (found.first.right, found.name(found.disagreements[0].second)) == (1, "c")


def test_the_output_with_as_many_scores_as_classes_counts(tmp_path: Path) -> None:
    found = told(tmp_path, [(0, hot(0), hot(0))], extra={"boxes": [[0.1] * 7]})
    assert (found.first_output, found.second_output) == ("y", "z")


def test_pictures_are_no_scores(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="No output of the models can be scores"):
        told(tmp_path, [(0, [[[1.0, 2.0], [3.0, 4.0]]], [[[1.0, 2.0], [3.0, 4.0]]])])
