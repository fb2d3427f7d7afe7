# SPDX-License-Identifier: Apache-2.0
"""The inputs of a signature are made in the folder of a run, or what is wrong with them is told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import pytest

from cutaway.description.running import FittedInputs, InputChoice
from cutaway.errors import RequestError
from cutaway.sampling import run_record, stored
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.in_process import InProcessTransport
from cutaway.session.jobs import Job


class Asking:
    """An engine in this process, and a model with one input of 32 × 32 × 3."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.loop = BlockingLoop()
        self.engine = Engine(lambda: InProcessTransport(self.loop), self.loop)
        self.source = Source(str(path))
        self.folder = folder
        description = self._ended(self.engine.describe(self.source)).result
        assert description is not None
        self.signature = description.signatures[0]
        self.name = self.signature.inputs[0].name

    def fit(
        self, choice: InputChoice | None = None, sizes: dict[int, int] | None = None, signature: str = ""
    ) -> FittedInputs:
        job = self.job({} if choice is None else {self.name: choice}, sizes, signature)
        assert job.error is None
        assert job.result is not None
        return job.result

    def job(
        self, choices: dict[str, InputChoice], sizes: dict[int, int] | None = None, signature: str = ""
    ) -> Job[FittedInputs]:
        dimensions = {self.name: sizes or {}}
        job = self.engine.fit(
            self.source, str(self.folder), signature, choices, dimensions=dimensions, seed=3
        )
        return self._ended(job)

    def _ended(self, job: Job[Any]) -> Job[Any]:
        self.loop.run_until(lambda: job.is_over)
        return job


@pytest.fixture
def asking(samples: Path, tmp_path: Path) -> Iterator[Asking]:
    found = Asking(samples / "resnet8_cifar10.h5", tmp_path)
    yield found
    found.engine.close()


def test_inputs_are_random_where_nothing_is_told(asking: Asking) -> None:
    found = asking.fit()
    (item,) = found.inputs
    assert not found.problems
    assert (item.value.name, item.value.dtype, item.value.shape) == (asking.name, "float32", (1, 32, 32, 3))
    assert item.source == "random, standard normal"
    assert item.statistics is not None
    assert item.statistics.count == 3072
    expected = numpy.random.default_rng(3).standard_normal((1, 32, 32, 3)).astype(numpy.float32)
    value = stored.load(asking.folder, item.value)
    assert isinstance(value, numpy.ndarray)
    assert numpy.array_equal(value, expected)
    assert run_record.read(asking.folder)["in"] == (item.value,)


def test_a_dynamic_dimension_is_chosen(asking: Asking) -> None:
    assert asking.fit(sizes={0: 4}).inputs[0].value.shape == (4, 32, 32, 3)


def test_a_file_brings_its_own_size_and_says_what_it_became(asking: Asking, tmp_path: Path) -> None:
    numpy.save(tmp_path / "in.npy", numpy.zeros((2, 32, 32, 3)))
    (item,) = asking.fit(InputChoice(str(tmp_path / "in.npy"))).inputs
    assert item.value.shape == (2, 32, 32, 3)
    assert item.source == "in.npy"
    assert item.notes == ("Converted from float64 to float32.",)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (InputChoice("value:[1, 2]"), "takes float32"),
        (InputChoice("nowhere.npy"), "does not exist"),
        (InputChoice("random", {"distribution": "x"}), "cannot be"),
    ],
)
def test_what_does_not_fit_is_told_at_the_input(asking: Asking, choice: InputChoice, words: str) -> None:
    found = asking.fit(choice)
    (problem,) = found.problems
    assert problem.name == asking.name
    assert words in problem.message
    assert problem.hint
    assert not found.inputs
    assert run_record.read(asking.folder)["in"] == ()


def test_an_input_with_a_default_may_be_left_out(asking: Asking) -> None:
    found = asking.fit(InputChoice("default"))
    assert not found.inputs
    assert not found.problems
    assert run_record.read(asking.folder)["in"] == ()


def test_an_input_or_signature_that_there_is_not_is_an_error(asking: Asking) -> None:
    for job in (asking.job({"other": InputChoice()}), asking.job({}, signature="other")):
        assert isinstance(job.error, RequestError)
        assert "called other" in job.error.message
        assert job.error.hint
