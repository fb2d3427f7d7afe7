# SPDX-License-Identifier: Apache-2.0
"""What a run costs beyond the bare call, how soon it answers against a script, and 100 MB in and out."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks import measure, running_probe
from benchmarks.results import Result
from cutaway.description.running import InputChoice, RunAnswer
from cutaway.description.signatures import for_callers
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.engine import Engine
from cutaway.session.run_folders import RunFolders
from cutaway.session.running import grant, runner_of

if TYPE_CHECKING:
    from typing import Self

    from cutaway.description.model import ModelDescription
    from cutaway.session.jobs import Job

T = TypeVar("T")
_BARE = (
    ("LiteRT", "litert", "micro_speech_quantized.tflite"),
    ("TensorFlow", "tensorflow", "basic_pitch"),
    ("Keras", "keras", "sleep_stages.keras"),
)
_LEAST, _SHARE = 0.002, 0.1
_CLICKS = 5
_ROWS = 25_000  # of 1,024 float32: 102 MB
_MOST_FOR_100_MB = 3.0


def everything(folder: Path, samples: Path) -> Iterator[Result]:
    """All figures of running."""
    yield from _overheads(folder, samples)
    yield from _answers(samples / "basic_pitch")
    yield from _large(folder)


def _overheads(folder: Path, samples: Path) -> Iterator[Result]:
    """A run with its inputs read and its outputs written, against the call alone in the same process."""
    for title, kind, name in _BARE:
        place = folder / f"overhead-{kind}"
        command = measure.python(running_probe.__file__, kind, str(samples / name), str(place))
        found = json.loads(_output(command))
        bare, run = found["bare"], found["run"]
        bound = max(_LEAST, _SHARE * bare) * 1e3
        note = f"{name}: {run * 1e3:.1f} ms, the bare call {bare * 1e3:.1f} ms"
        yield Result(f"{title}: a run beyond the bare call", (run - bare) * 1e3, "ms", bound, note=note)


def _answers(model: Path) -> Iterator[Result]:
    """From the click on Run to the answer, inputs made and outputs stored, against a script that does the same."""
    with _Window(model) as window:
        window.warm()
        first = window.click()
        again = statistics.median(window.click() for _ in range(_CLICKS))
    script = measure.repeated(measure.python("-c", _SCRIPT, str(model)), 3).wall
    note = f"{model.name}: {again * 1e3:.0f} ms, the script {script:.1f} s"
    yield Result("from click to answer, against a script", script / again, "×", 10, at_least=True, note=note)
    yield Result(
        "the first run of a model, against a script", script / first, "×", note=f"it is loaded: {first:.2f} s"
    )


def _large(folder: Path) -> Iterator[Result]:
    made = folder / "plus_one"
    command = measure.python(str(Path(__file__).with_name("made.py")), "saved_model_plus_one", str(made))
    measure.once(command)
    with _Window(made) as window:
        window.warm()
        window.click({0: _ROWS})
        seconds = statistics.median(window.click({0: _ROWS}) for _ in range(_CLICKS))
    note = "random values made, stored, run, answered, measured and stored"
    yield Result("100 MB in and out", seconds, "s", _MOST_FOR_100_MB, note=note)


class _Window:
    """Runs a model as the window does: a reader makes the inputs, a warm child runs it."""

    def __init__(self, model: Path) -> None:
        self._loop = BlockingLoop()
        self._engine = Engine(self._loop.transport, self._loop, front=1, back=0)
        self._folders = RunFolders()
        self._source = Source(str(model))
        self._described: ModelDescription = self._wait(self._engine.describe(self._source))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._engine.close()
        self._folders.close()

    def warm(self) -> None:
        """Have the library imported, as it is after the first paint."""
        runner = runner_of(self._described)
        self._engine.warm_runner(runner)
        self._loop.run_until(lambda: self._engine.runner_state(runner) == "ready")

    def click(self, sizes: Mapping[int, int] | None = None) -> float:
        """Seconds of a run with random inputs. sizes: of dynamic axes of the first input."""
        signature = for_callers(self._described.signatures)[0]
        dimensions = {signature.inputs[0].name: sizes} if sizes else {}
        choices = {spec.name: InputChoice("random") for spec in signature.inputs}
        folder = self._folders.make()
        begun = time.perf_counter()
        fitted = self._wait(
            self._engine.fit(self._source, folder, signature.key, choices, dimensions=dimensions)
        )
        answer = self._run(folder, signature.key)
        seconds = time.perf_counter() - begun
        if fitted.problems or not answer.outputs:
            raise measure.FailedRunError(f"{self._source.path} gave no answer")
        self._folders.remove(folder)
        return seconds

    def _run(self, folder: str, key: str) -> RunAnswer:
        allowed = grant(self._described, self._folders)
        return self._wait(self._engine.run(self._source, runner_of(self._described), allowed, folder, key))

    def _wait(self, job: Job[T]) -> T:
        self._loop.run_until(lambda: job.is_over)
        if job.error is not None:
            raise measure.FailedRunError(job.error.message)
        return job.result  # type: ignore[return-value]  # it has one where it did not fail


_SCRIPT = """
import sys, numpy, tensorflow
signature = (loaded := tensorflow.saved_model.load(sys.argv[1])).signatures["serving_default"]
random = numpy.random.default_rng(0)
_, specs = signature.structured_input_signature
given = {
    name: tensorflow.constant(random.standard_normal([size or 1 for size in spec.shape]).astype("float32"))
    for name, spec in specs.items()
}
for name, value in signature(**given).items():
    print(name, value.shape, value.numpy().mean())
"""


def _output(command: measure.Command) -> bytes:
    environment = {**measure.environment(), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    if done.returncode:
        raise measure.FailedRunError(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout
