# SPDX-License-Identifier: Apache-2.0
"""Runs one model barely and as a run, in turn, in this process: running_probe.py RUNNER PATH FOLDER.

Prints {"bare": seconds, "run": seconds}, the least of many warm calls, which other work on the machine disturbs
least. The run reads its inputs from a folder, tells of its outputs and writes them beside; the bare call is what a
script would write, its tensors made beforehand.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy

from cutaway.description.signatures import for_callers
from cutaway.sampling import run_record, stored
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks import running

RUNS = 60
_Arrays = Mapping[str, numpy.ndarray]


def litert(path: str, inputs: _Arrays) -> Callable[[], object]:
    """Set, invoke, get, as LiteRT's documentation has it."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_path=path, num_threads=1)
    interpreter.allocate_tensors()
    places = interpreter.get_input_details()
    outputs = interpreter.get_output_details()

    def call() -> object:
        for place, value in zip(places, inputs.values(), strict=True):
            interpreter.set_tensor(place["index"], value)
        interpreter.invoke()
        return [interpreter.get_tensor(place["index"]) for place in outputs]

    return call


def saved_model(path: str, inputs: _Arrays) -> Callable[[], object]:
    """The signature of a loaded SavedModel, called with constants."""
    import tensorflow

    loaded = tensorflow.saved_model.load(path)
    signature = loaded.signatures["serving_default"]
    given = {name: tensorflow.constant(value) for name, value in inputs.items()}

    def call() -> object:
        return loaded and {name: tensor.numpy() for name, tensor in signature(**given).items()}

    return call


def keras(path: str, inputs: _Arrays) -> Callable[[], object]:
    """A loaded Keras model as a compiled function."""
    import keras as library
    import tensorflow

    model = library.models.load_model(path, compile=False)
    function = tensorflow.function(lambda given: model(given, training=False), autograph=False)
    (value,) = inputs.values()
    given = tensorflow.constant(value)

    def call() -> object:
        return function(given).numpy()

    return call


BARE = {"litert": litert, "tensorflow": saved_model, "keras": keras}


def ours(path: str, folder: Path, models: Models, runner: str) -> object:
    """The task of a run, as a child does it for each."""
    call = Call(
        (path, (), ""),
        {"folder": str(folder), "runner": runner, "signature": ""},
        models,
        lambda _words, _fraction: None,
        lambda _part: None,
    )
    return running.run(call)


def made(path: str, models: Models) -> _Arrays:
    """Inputs for the default signature; dynamic axes are 1."""
    generator = numpy.random.default_rng(0)
    described = models.open((path, (), ""), lambda _words, _fraction: None).description
    inputs = {}
    for spec in for_callers(described.signatures)[0].inputs:
        kind = numpy.dtype(spec.dtype)
        shape = [size or 1 for size in spec.shape or ()]
        drawn: Any = generator.standard_normal(shape) if kind.kind == "f" else generator.integers(0, 9, shape)
        inputs[spec.name] = drawn.astype(kind)
    return inputs


def put(folder: Path, inputs: _Arrays) -> Path:
    """The new folder of a run, with its inputs."""
    folder.mkdir(parents=True)
    run_record.record(folder, "in", [stored.store(folder, name, each, "in") for name, each in inputs.items()])
    return folder


def _seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def main() -> None:
    """Measure in turn, after three of each that warm both."""
    kind, path, place = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    models = Models()
    inputs = made(path, models)
    bare = BARE[kind](path, inputs)
    runner = "litert" if kind == "litert" else "tensorflow"
    pairs: list[tuple[float, float]] = []
    for number in range(RUNS + 3):
        folder = put(place / str(number), inputs)
        pairs.append((_seconds(bare), _seconds(lambda at=folder: ours(path, at, models, runner))))  # type: ignore[misc]
    least = [min(each) for each in zip(*pairs[3:], strict=True)]
    print(json.dumps(dict(zip(("bare", "run"), least, strict=True))))


if __name__ == "__main__":
    main()
