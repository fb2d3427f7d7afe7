# SPDX-License-Identifier: Apache-2.0
"""The largest scores come first, with the labels that belong to them."""

from pathlib import Path

import numpy
import pytest

from cutaway.errors import RequestError
from cutaway.sampling.ranking import of_text, read_labels, top

SCORES = numpy.array([0.1, 0.6, numpy.nan, 0.3], numpy.float32)


def test_the_largest_come_first() -> None:
    ((first, second),) = top(SCORES, 2)
    assert (first.index, second.index) == (1, 3)
    assert first.value == pytest.approx(0.6)
    assert first.label == ""


def test_every_row_of_a_batch_is_ranked() -> None:
    rows = top(numpy.eye(3), 1)
    assert [row[0].index for row in rows] == [0, 1, 2]


def test_equal_scores_keep_their_order_and_more_than_there_are_is_all() -> None:
    assert [score.index for score in top(numpy.zeros(3), 10)[0]] == [0, 1, 2]
    assert [score.index for score in top(numpy.array([5, 7, 7], numpy.int8), 2)[0]] == [1, 2]
    assert [score.index for score in top(numpy.array([-numpy.inf, numpy.inf]), 2)[0]] == [1, 0]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("a", "b", "c", "d"), "b"),
        (("background", "a", "b", "c", "d"), "b"),
        (("a", "b", "c"), "a"),
        (("a", "b"), ""),
        ((), ""),
    ],
)
def test_labels_count_where_there_are_as_many(labels: tuple[str, ...], expected: str) -> None:
    assert top(SCORES, 1, labels)[0][0].label == expected


@pytest.mark.parametrize(
    "array", [numpy.array(1.0), numpy.zeros((2, 0)), numpy.array([b"a"], object), numpy.array([1j])]
)
def test_what_has_no_classes_is_told(array: numpy.ndarray) -> None:
    with pytest.raises(RequestError, match="no classes"):
        top(array, 1)


@pytest.mark.parametrize(
    "text",
    [
        "cat\ndog\n",
        "cat\r\ndog",
        "0 cat\n1 dog\n",
        "0: cat\n1: dog\n",
        '["cat", "dog"]',
        '{"0": "cat", "1": "dog"}',
        '{"0": ["n02", "cat"], "1": ["n03", "dog"]}',
        '{"cat": 0, "dog": 1}',
        '[{"name": "cat"}, {"label": "dog"}]',
    ],
)
def test_labels_are_read_as_people_write_them(tmp_path: Path, text: str) -> None:
    (tmp_path / "labels.txt").write_text(text, encoding="utf-8", newline="")
    assert read_labels(tmp_path / "labels.txt") == ("cat", "dog")


@pytest.mark.parametrize("text", ["[1", "{}", '{"a": "b"}', '{"99999999999": "a"}'])
def test_a_file_without_labels_is_told(text: str) -> None:
    with pytest.raises(RequestError, match="labels"):
        of_text(text.encode(), "labels.json")
