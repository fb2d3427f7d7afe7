# SPDX-License-Identifier: Apache-2.0
"""Outputs that may be a classifier's are ranked, with the model's own labels or those of a file."""

import io
import zipfile
from pathlib import Path

import numpy
import pytest

from cutaway.description.ranked import Ranked
from cutaway.errors import MissingFileError
from cutaway.sampling import run_record, stored
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.in_process import InProcessTransport
from helpers.lite import Model


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A .tflite with a file of three labels behind it."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("labels.txt", "cat\ndog\nbird\n")
    (tmp_path / "m.tflite").write_bytes(Model().build() + raw.getvalue())
    return tmp_path / "m.tflite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run with scores of three and of four classes, a picture and a text."""
    values: dict[str, numpy.ndarray] = {
        "three": numpy.array([[0.1, 0.7, 0.2]], numpy.float32),
        "four": numpy.array([1, 4, 3, 2], numpy.uint8),
        "ten": numpy.zeros(10, numpy.float32),
        "picture": numpy.zeros((1, 8, 8, 3), numpy.float32),
        "text": numpy.array([b"a"], object),
    }
    run = tmp_path / "run"
    run_record.record(run, "out", [stored.store(run, name, value, "out") for name, value in values.items()])
    return run


def ranked(model: Path, folder: Path, labels: str = "", *, is_asked: bool = True) -> tuple[Ranked, ...]:
    loop = BlockingLoop()
    engine = Engine(lambda: InProcessTransport(loop), loop)
    try:
        job = engine.rank(Source(str(model)), str(folder), 2, labels=labels, is_asked=is_asked)
        loop.run_until(lambda: job.is_over)
        if job.error is not None:
            raise job.error
        assert job.result is not None
        return job.result
    finally:
        engine.close()


def test_outputs_are_named_by_the_models_own_labels(model: Path, folder: Path) -> None:
    three, four = ranked(model, folder, is_asked=False)
    assert (three.name, three.labels) == ("three", "labels.txt")
    assert [(score.index, score.label) for score in three.rows[0]] == [(1, "dog"), (2, "bird")]
    assert [(score.index, score.label) for score in four.rows[0]] == [(1, "cat"), (2, "dog")]


def test_all_that_may_be_scores_are_ranked_on_request(model: Path, folder: Path) -> None:
    assert [found.name for found in ranked(model, folder)] == ["three", "four", "ten"]


def test_a_file_of_labels_counts_instead(model: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "words.json").write_text('["a", "b", "c"]', encoding="utf-8")
    found = ranked(model, folder, labels=str(tmp_path / "words.json"), is_asked=False)
    assert found[0].labels == "words.json"
    assert found[0].rows[0][0].label == "b"
    with pytest.raises(MissingFileError):
        ranked(model, folder, labels=str(tmp_path / "nowhere.txt"))
