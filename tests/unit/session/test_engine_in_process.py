# SPDX-License-Identifier: Apache-2.0
"""The engine with the server in the same process: every question with its answer, over real frames."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cutaway.description.model import ModelDescription
from cutaway.description.statistics import Plane, Statistics, Tiles, ValueTable
from cutaway.errors import RequestError
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Document, DocumentState, Source
from cutaway.session.engine import Engine
from cutaway.session.in_process import InProcessTransport
from cutaway.session.jobs import Job, JobState

KERNEL = "conv2d_7/kernel:0"


class Asking:
    """An engine in this process, and a model to ask about."""

    def __init__(self, path: Path) -> None:
        self.loop = BlockingLoop()
        self.engine = Engine(lambda: InProcessTransport(self.loop), self.loop)
        self.source = Source(str(path))

    def answer(self, job: Job[Any]) -> Any:  # noqa: ANN401 -- whatever was asked for
        self.loop.run_until(lambda: job.is_over)
        assert job.error is None
        return job.result


@pytest.fixture
def resnet(samples: Path) -> Iterator[Asking]:
    """A small real model with convolutions."""
    asking = Asking(samples / "resnet8_cifar10.h5")
    yield asking
    asking.engine.close()


def test_a_description(resnet: Asking) -> None:
    found = resnet.answer(resnet.engine.describe(resnet.source))
    assert isinstance(found, ModelDescription)
    assert found.format == "keras_h5"
    assert len(found.variables) == 48


def test_statistics_come_one_by_one_and_together(resnet: Asking) -> None:
    job = resnet.engine.statistics(resnet.source, [KERNEL, "dense/bias:0"])
    parts: list[tuple[str, Statistics]] = []
    job.partial.connect(parts.append)
    found = resnet.answer(job)
    assert found == dict(parts)
    assert found[KERNEL].count == 3 * 3 * 64 * 64


def test_a_plane_is_thinned_to_the_limit(resnet: Asking) -> None:
    job = resnet.engine.plane(resnet.source, KERNEL, row_axis=2, column_axis=3, fixed={0: 1, 1: 1}, limit=32)
    found = resnet.answer(job)
    assert isinstance(found, Plane)
    assert (found.rows, found.columns, found.row_step) == (32, 32, 2)
    assert len(found.values) == 32 * 32 * 4


def test_filters_side_by_side(resnet: Asking) -> None:
    found = resnet.answer(resnet.engine.tiles(resnet.source, KERNEL, 10))
    assert isinstance(found, Tiles)
    assert (found.rows, found.columns, found.count, found.total) == (3, 3, 10, 64 * 64)
    assert found.labels[0] == "in 0 · out 0"


def test_filters_of_three_channels_become_one_tile_each(resnet: Asking) -> None:
    found = resnet.answer(resnet.engine.tiles(resnet.source, "conv2d/kernel:0", 4))
    assert (found.rows, found.columns, found.count, found.total) == (3, 3, 12, 48)
    assert len(found.values) == 12 * 9 * 4
    assert found.labels[1] == "in 1 · out 0"


def test_a_window_of_values(resnet: Asking) -> None:
    job = resnet.engine.table(resnet.source, KERNEL, fixed={0: 2, 1: 2}, rows=range(10, 12), columns=range(5))
    found = resnet.answer(job)
    assert isinstance(found, ValueTable)
    assert (found.first_row, found.total_rows, found.total_columns) == (10, 64, 64)
    assert [len(row) for row in found.cells] == [5, 5]


def test_a_vector_stands_upright(resnet: Asking) -> None:
    job = resnet.engine.table(resnet.source, "dense/bias:0", fixed={}, rows=range(100), columns=range(100))
    assert resnet.answer(job).total_rows == 10


def test_values_are_saved(resnet: Asking, tmp_path: Path) -> None:
    file = tmp_path / "bias.npy"
    job = resnet.engine.save(resnet.source, "dense/bias:0", file, kind="npy", overwrite=False)
    assert resnet.answer(job) == file.stat().st_size


def test_a_file_of_another_kind_than_its_name_is_not_written(resnet: Asking, tmp_path: Path) -> None:
    job = resnet.engine.save(
        resnet.source, "dense/bias:0", tmp_path / "bias.csv", kind="npy", overwrite=False
    )
    resnet.loop.run_until(lambda: job.is_over)
    assert isinstance(job.error, RequestError)
    assert list(tmp_path.iterdir()) == []


def test_an_asset_can_be_looked_into(samples: Path) -> None:
    asking = Asking(samples / "half_plus_two")
    (asset,) = asking.answer(asking.engine.describe(asking.source)).assets
    assert len(asking.answer(asking.engine.content(asking.source, asset.name, 5))) == 5
    asking.engine.close()


def test_a_graph_in_columns(samples: Path) -> None:
    asking = Asking(samples / "keyword_ds_cnn.pb")
    described = asking.answer(asking.engine.describe(asking.source))
    graph = asking.answer(asking.engine.graph(asking.source))
    assert len(graph.names) == described.graph.nodes
    assert len(graph.edge_from) == len(graph.edge_to)
    asking.engine.close()


def test_a_document_loads_through_it(resnet: Asking) -> None:
    document = Document(resnet.source, resnet.engine)
    resnet.answer(document.load())
    assert document.state is DocumentState.READY
    job = document.take_statistics([KERNEL])
    assert job is not None
    resnet.answer(job)
    assert document.statistics.keys() == {KERNEL}


def test_a_cancelled_job_ends_and_the_next_is_answered(resnet: Asking) -> None:
    job = resnet.engine.statistics(resnet.source, [KERNEL])
    job.cancel()
    assert job.state is JobState.CANCELLED
    assert resnet.answer(resnet.engine.statistics(resnet.source, [KERNEL]))


def test_engines_tell_of_every_job(resnet: Asking) -> None:
    told: list[str] = []
    resnet.engine.job_added.connect(lambda job: told.append(job.title))
    resnet.answer(resnet.engine.statistics(resnet.source, [KERNEL, "dense/bias:0"]))
    assert told == ["Statistics of 2 variables"]
    assert resnet.engine.jobs == []


def test_watchers_may_ask_and_cancel_while_jobs_are_given_out(resnet: Asking) -> None:
    """What happens inside `changed` must neither lose a job nor begin one twice."""
    asked: list[Job[Any]] = []
    resnet.engine.job_added.connect(lambda job: job.changed.connect(meddle))

    def meddle(job: Job[Any]) -> None:
        if job.state is JobState.RUNNING and not job.words and len(asked) < 3:
            asked.append(resnet.engine.content(resnet.source, "none", 1))
            asked.append(resnet.engine.statistics(resnet.source, [KERNEL]))
            asked[-1].cancel()

    resnet.answer(resnet.engine.describe(resnet.source))
    resnet.loop.run_until(lambda: all(job.is_over for job in asked))
    assert {job.state for job in asked} == {JobState.FAILED, JobState.CANCELLED}
    assert resnet.engine.jobs == []
