# SPDX-License-Identifier: Apache-2.0
"""Runs an .onnx with ONNX Runtime, without TensorFlow."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy

from cutaway.description.running import Profile
from cutaway.description.signatures import Signature
from cutaway.errors import ModelError, RequestError
from cutaway.formats.opened import OpenModel
from cutaway.worker.tasks.runners.interface import Tapped, Value


def load(model: OpenModel, signature: Signature, *, threads: int = 1) -> OnnxRunning:
    """An open .onnx, ready to run. Raises ModelError where ONNX Runtime does not take it."""
    return OnnxRunning(Path(model.description.location), signature, max(1, threads))


class OnnxRunning:
    """A session of ONNX Runtime; implements `interface.Running`."""

    def __init__(self, path: Path, signature: Signature, threads: int) -> None:
        import onnxruntime

        self._path = path
        self._signature = signature
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        self._options = options
        with self._telling("does not load"):
            self._session: Any = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )

    @property
    def library(self) -> str:
        """Library and version."""
        import onnxruntime

        return f"ONNX Runtime {onnxruntime.__version__}"

    def run(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """Answer once. Raises ModelError or RequestError."""
        names = [spec.name for spec in self._signature.outputs]
        with self._telling("cannot compute with these inputs"):
            given = {name: _fed(value) for name, value in inputs.items()}
            answers = self._session.run(names, given)
        return dict(zip(names, (_answer(value) for value in answers), strict=True))

    def tap(self, inputs: Mapping[str, Value], tensors: Sequence[str]) -> dict[str, Tapped]:
        """Values of tensors by name or by `NODE:INDEX`, computed without fusing operators."""
        with self._telling("cannot be looked into"):
            names, session = self._opened(tensors)
            wanted = list(dict.fromkeys(names.values()))
            given = {name: _fed(value) for name, value in inputs.items()}
            values = dict(zip(wanted, session.run(wanted, given), strict=True)) if wanted else {}
        return {
            tensor: Tapped(_answer(values[names[tensor]]))
            if tensor in names
            else Tapped(None, "The main graph has no such tensor.")
            for tensor in tensors
        }

    def _opened(self, tensors: Sequence[str]) -> tuple[dict[str, str], Any]:
        """The model's own names of those tensors that it has, and a session that gives them as outputs."""
        import onnx
        import onnxruntime

        model = onnx.load(str(self._path))
        outputs = {
            f"{node.name}:{slot}": name for node in model.graph.node for slot, name in enumerate(node.output)
        }
        known = set(outputs.values()) | {port.name for port in model.graph.output}
        names = {tensor: outputs.get(tensor) or (tensor if tensor in known else "") for tensor in tensors}
        names = {tensor: name for tensor, name in names.items() if name}
        given = {port.name for port in model.graph.output}
        model.graph.output.extend(
            onnx.ValueInfoProto(name=name) for name in dict.fromkeys(names.values()) if name not in given
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._options.intra_op_num_threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        return names, session

    def profile(self, inputs: Mapping[str, Value], repeat: int) -> Profile:
        """Not measured by operator. Raises RequestError."""
        seconds = median(self._timed(inputs) for _ in range(max(1, repeat)))
        raise RequestError(
            f"{self._path.name} is not profiled by operator; a run takes {seconds * 1000:.1f} ms.",
            hint="Profile the model that it was made of.",
            path=self._path,
        )

    def arena(self) -> int | None:
        """It tells of none."""
        return None

    def close(self) -> None:
        """Let go of the session."""
        del self._session

    def _timed(self, inputs: Mapping[str, Value]) -> float:
        begun = time.perf_counter()
        self.run(inputs)
        return time.perf_counter() - begun

    @contextmanager
    def _telling(self, words: str) -> Iterator[None]:
        """Tell what ONNX Runtime raises in a sentence that names the file; its own words are in the details."""
        from onnxruntime.capi import onnxruntime_pybind11_state as state

        known: tuple[type[Exception], ...] = tuple(
            kind for kind in vars(state).values() if isinstance(kind, type) and issubclass(kind, Exception)
        )
        raised: tuple[type[Exception], ...] = (*known, ValueError, TypeError, RuntimeError)
        try:
            yield
        except raised as error:
            text = str(error)
            first = next((line.strip() for line in text.splitlines() if line.strip()), "no reason was given")
            raise ModelError(
                f"{self._path.name} {words}: {first.rstrip('.')}.",
                hint="The details have ONNX Runtime's own words.",
                path=self._path,
                details=text,
            ) from None


def _fed(value: Value) -> numpy.ndarray:
    """Texts as str, as ONNX Runtime takes them."""
    if not isinstance(value, numpy.ndarray):
        raise TypeError("ONNX takes plain arrays, and this input is ragged or sparse")
    if value.dtype != object:
        return value
    texts = [each.decode("utf-8", "replace") if isinstance(each, bytes) else str(each) for each in value.flat]
    found: numpy.ndarray = numpy.array(texts, object).reshape(value.shape)
    return found


def _answer(value: Any) -> Value:  # noqa: ANN401 - an array, or a list of a sequence
    found = numpy.asarray(value)
    if found.dtype.kind in "OU":
        texts = [str(each).encode() for each in found.flat]
        made: numpy.ndarray = numpy.empty(found.shape, object)
        made.reshape(-1)[:] = texts
        return made
    return found
