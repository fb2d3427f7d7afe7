# SPDX-License-Identifier: Apache-2.0
"""Runs OpenVINO IR with OpenVINO, which is there where the extra is installed; without TensorFlow."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy

from cutaway.description.running import Profile
from cutaway.description.signatures import Signature
from cutaway.errors import ModelError, RequestError
from cutaway.formats.opened import OpenModel
from cutaway.worker.tasks.runners.failing import first_line
from cutaway.worker.tasks.runners.interface import Tapped, Value

_ONLY_OUTPUTS = "OpenVINO gives the values of outputs alone."


def load(model: OpenModel, signature: Signature, *, threads: int = 1) -> OpenvinoRunning:
    """Open IR, ready to run. Raises ModelError where OpenVINO does not take it."""
    return OpenvinoRunning(Path(model.description.location), signature, max(1, threads))


class OpenvinoRunning:
    """A compiled model of OpenVINO; implements `interface.Running`."""

    def __init__(self, path: Path, signature: Signature, threads: int) -> None:
        import openvino

        self._path = path
        self._signature = signature
        # Processors with AMX would compute in bfloat16, which is no proof of what was written.
        self._options = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": threads}
        self._core = openvino.Core()
        self._compiled: Any = None
        with self._telling("does not load"):
            self._model: Any = self._core.read_model(str(path))
            if not self._unranked():
                self._compiled = self._core.compile_model(self._model, "CPU", self._options)

    @property
    def library(self) -> str:
        """Library and version."""
        import openvino

        return f"OpenVINO {str(openvino.__version__).partition('-')[0]}"

    def run(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """Answer once. Raises ModelError or RequestError."""
        with self._telling("cannot compute with these inputs"):
            given = {name: _fed(value) for name, value in inputs.items()}
            answers = self._fitted(given)(given)
            return {spec.name: _answer(answers[spec.name]) for spec in self._signature.outputs}

    def tap(self, inputs: Mapping[str, Value], tensors: Sequence[str]) -> dict[str, Tapped]:
        """Values inside are not given: OpenVINO fuses operators, and only outputs have values."""
        outputs = {spec.name for spec in self._signature.outputs}
        known = self.run(inputs) if outputs & set(tensors) else {}
        return {name: Tapped(known.get(name), "" if name in known else _ONLY_OUTPUTS) for name in tensors}

    def profile(self, inputs: Mapping[str, Value], repeat: int) -> Profile:
        """Not measured by operator. Raises RequestError."""
        begun = time.perf_counter()
        for _ in range(max(1, repeat)):
            self.run(inputs)
        taken = (time.perf_counter() - begun) / max(1, repeat) * 1000
        message = f"{self._path.name} is not profiled by operator; a run takes {taken:.1f} ms."
        raise RequestError(message, hint="Profile the model that it was made of.", path=self._path)

    def arena(self) -> int | None:
        """It tells of none."""
        return None

    def close(self) -> None:
        """Let go of the model."""
        del self._compiled

    def _unranked(self) -> list[str]:
        """Names of inputs that may have any number of axes, for which OpenVINO compiles nothing."""
        return [port.get_any_name() for port in self._model.inputs if port.partial_shape.rank.is_dynamic]

    def _fitted(self, given: Mapping[str, numpy.ndarray]) -> Any:  # noqa: ANN401 - a CompiledModel
        """What computes: made anew for the shapes of the values where the model takes any."""
        unranked = self._unranked()
        if not unranked:
            return self._compiled
        fixed = self._model.clone()
        fixed.reshape({name: list(given[name].shape) for name in unranked})
        return self._core.compile_model(fixed, "CPU", self._options)

    @contextmanager
    def _telling(self, words: str) -> Iterator[None]:
        """Tell what OpenVINO raises in a sentence that names the file; its own words are in the details."""
        try:
            yield
        except (RuntimeError, ValueError, TypeError) as error:
            message = f"{self._path.name} {words}: {said(str(error))}"
            hint = "The details have OpenVINO's own words."
            raise ModelError(message, hint=hint, path=self._path, details=str(error)) from None


def said(text: str) -> str:
    """What OpenVINO means: not where in its sources that was noticed, which it tells first."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    meant = [
        line
        for line in lines
        if not line.startswith(("Exception from", "Check '", "FrontEnd API", "Summary"))
    ]
    telling = [line for line in meant if line.startswith(("-- ", "- "))] or meant or lines
    return first_line(telling[0].lstrip("- ") if telling else "no reason was given")


def _fed(value: Value) -> numpy.ndarray:
    """Texts as str, as OpenVINO takes them."""
    if not isinstance(value, numpy.ndarray):
        raise TypeError("OpenVINO takes plain arrays, and this input is ragged or sparse")
    if value.dtype != object:
        return value
    texts = [each.decode("utf-8", "replace") if isinstance(each, bytes) else str(each) for each in value.flat]
    return numpy.array(texts).reshape(value.shape)


def _answer(value: Any) -> Value:  # noqa: ANN401 - an array
    found: numpy.ndarray = numpy.array(value)
    if found.dtype.kind not in "OUS":
        return found
    made: numpy.ndarray = numpy.empty(found.shape, object)
    made.reshape(-1)[:] = [each if isinstance(each, bytes) else str(each).encode() for each in found.flat]
    return made
