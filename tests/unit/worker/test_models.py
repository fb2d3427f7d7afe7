# SPDX-License-Identifier: Apache-2.0
"""The last model stays open as long as its files stay what they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cutaway.description.model import ModelDescription, ModelFile
from cutaway.worker.models import Models, Source


class Opened:
    """As much of an open model as `Models` needs."""

    def __init__(self, source: Source) -> None:
        path = Path(source[0])
        files = (ModelFile(path.name, path.stat().st_size),)
        self.description = ModelDescription("tflite", source[0], source[0], files=files)
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


def opening() -> Models:
    return Models(lambda source, _: Opened(source))  # type: ignore[arg-type, return-value]


def unwatched(words: str, fraction: float | None) -> None:
    """Progress for nobody."""


def test_the_same_model_is_not_opened_again(tmp_path: Path) -> None:
    file = tmp_path / "m.tflite"
    file.write_bytes(b"x")
    models = opening()
    first = models.open((str(file), (), ""), unwatched)
    assert models.open((str(file), (), ""), unwatched) is first


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "m.tflite"
    file.write_bytes(b"x")
    models = opening()
    first = models.open((str(file), (), ""), unwatched)
    file.write_bytes(b"another")
    assert models.open((str(file), (), ""), unwatched) is not first
    assert first.is_closed  # type: ignore[attr-defined]


def test_another_choice_of_the_same_file_is_another_model(tmp_path: Path) -> None:
    file = tmp_path / "m.tflite"
    file.write_bytes(b"x")
    models = opening()
    first = models.open((str(file), (), ""), unwatched)
    assert models.open((str(file), ("serve",), ""), unwatched) is not first


def test_closing_lets_go(tmp_path: Path) -> None:
    file = tmp_path / "m.tflite"
    file.write_bytes(b"x")
    models = opening()
    first = models.open((str(file), (), ""), unwatched)
    models.close()
    assert first.is_closed  # type: ignore[attr-defined]
    assert models.open((str(file), (), ""), unwatched) is not first


def steps(done: list[str], name: str, count: int) -> Iterator[None]:
    for _ in range(count):
        done.append(name)
        yield


def test_what_is_left_for_later_is_done_in_steps() -> None:
    models, done = opening(), list[str]()
    models.later("a", steps(done, "old", 9))
    models.later("a", steps(done, "a", 2))
    models.later("b", steps(done, "b", 1))
    assert not done
    while models.go_on():
        pass
    assert done == ["a", "a", "b"]


def test_what_is_left_goes_with_the_model() -> None:
    models, done = opening(), list[str]()
    models.later("a", steps(done, "a", 2))
    models.close()
    assert not models.go_on()
    assert not done


def test_what_fails_is_not_tried_again() -> None:
    models = opening()
    models.later("a", (int(word) for word in ["no number"]))
    with pytest.raises(ValueError, match="no number"):
        models.go_on()
    assert not models.go_on()
