# SPDX-License-Identifier: Apache-2.0
"""The last model stays open as long as its files stay what they were."""

from pathlib import Path

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
