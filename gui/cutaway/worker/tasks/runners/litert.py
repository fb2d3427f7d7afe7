# SPDX-License-Identifier: Apache-2.0
"""Runs a .tflite with LiteRT, without TensorFlow: by its signatures, or by its inputs and outputs where it has none."""

from __future__ import annotations

import ctypes
import re
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy

from cutaway.description.running import Profile
from cutaway.description.signatures import Signature
from cutaway.errors import CutawayError, ModelError, RequestError
from cutaway.formats.noted import NotedModel
from cutaway.formats.opened import OpenModel
from cutaway.formats.tflite import TfliteModel
from cutaway.worker.tasks.runners import litert_arena, litert_loops, litert_profile
from cutaway.worker.tasks.runners.interface import Tapped, Value
from cutaway.worker.tasks.runners.values import to_array

PLAIN, XNNPACK = "none", "xnnpack"
"""Choices of delegate: one leaves every operator to LiteRT's own kernels, the other is what LiteRT takes by itself."""

_ENTRY = "tflite_plugin_create_delegate"
_RAISED = (ValueError, RuntimeError, TypeError, OverflowError)
"""What LiteRT's Python raises for models and inputs that it does not take."""


def load(model: OpenModel, signature: Signature, *, threads: int = 1, delegate: str = "") -> LiteRt:
    """An open .tflite, ready to run. Raises ModelError where LiteRT does not take it.

    threads: of the interpreter. delegate: `none` leaves every operator to LiteRT's own kernels, empty and `xnnpack`
    are XNNPACK, anything else is the path of a library with a delegate.
    """
    inner = model.inner if isinstance(model, NotedModel) else model
    if not isinstance(inner, TfliteModel):
        raise TypeError("LiteRT runs .tflite files")
    return LiteRt(inner, signature, threads=threads, delegate=delegate)


class LiteRt:
    """A loaded .tflite with one signature chosen; implements `interface.Running`."""

    def __init__(
        self, model: TfliteModel, signature: Signature, *, threads: int = 1, delegate: str = ""
    ) -> None:
        self.model = model
        self.signature = signature
        self.threads = max(1, threads)
        self.name = Path(model.description.path).name
        self._is_plain = delegate == PLAIN
        self._delegates = [_delegate(delegate)] if delegate not in ("", PLAIN, XNNPACK) else None
        self._shapes: list[tuple[int | None, ...]] = []
        self._arena: int | None = None
        self._content = bytes(model.file.flat.data) if model.is_member else None
        with self._telling():
            self._loaded = Loaded(self.interpreter(plain=self._is_plain), signature)

    @property
    def library(self) -> str:
        """Library and version."""
        return f"LiteRT {_version()}"

    def interpreter(self, *, plain: bool, preserve: bool = False) -> Any:  # noqa: ANN401 - LiteRT has no types
        """A new interpreter of the file. plain: without XNNPACK. preserve: all tensors keep their values."""
        from ai_edge_litert.interpreter import Interpreter, OpResolverType

        kernels = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES if plain else OpResolverType.AUTO
        source = (
            {"model_path": self.model.description.location}
            if self._content is None
            else {"model_content": self._content}
        )
        return Interpreter(
            **source,
            num_threads=self.threads,
            experimental_delegates=None if plain else self._delegates,
            experimental_op_resolver_type=kernels,
            experimental_preserve_all_tensors=preserve,
        )

    def run(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """Answer once, from the state that the model starts in. Raises ModelError or RequestError."""
        with self._telling():
            return self._loaded.run(inputs)

    def tap(self, inputs: Mapping[str, Value], tensors: Sequence[str]) -> dict[str, Tapped]:
        """Values of tensors by name, by `SUBGRAPH/INDEX` or by `NODE:INDEX`, computed without fusing operators."""
        with self._telling():
            answered = self._loaded.run(inputs)
            kept = Loaded(self.interpreter(plain=True, preserve=True), self.signature)
            note = _difference(answered, kept.run(inputs))
        return {tensor: self._tapped(kept, tensor, note) for tensor in tensors}

    def profile(self, inputs: Mapping[str, Value], repeat: int) -> Profile:
        """Time by operator, each measured alone: LiteRT's Python package has no profiler."""
        with self._telling():
            total = statistics.median(self._timed(inputs) for _ in range(max(repeat, 3)))
            kept = Loaded(self.interpreter(plain=True, preserve=True), self.signature)
            kept.run(inputs)
            return litert_profile.measure(self.model, kept.interpreter, kept.subgraph, self.threads, total)

    def arena(self) -> int | None:
        """Bytes of the interpreter's arena for tensors between operators, from its first to its last."""
        shapes = self._loaded.shapes
        if self._arena is None or shapes != self._shapes:
            with self._telling():
                self._loaded.allocate()
                self._arena = litert_arena.extent(
                    self._loaded.interpreter, self.model.file, self._loaded.subgraph
                )
            self._shapes = shapes
        return self._arena

    def close(self) -> None:
        """Let go of the interpreter."""
        del self._loaded

    def _timed(self, inputs: Mapping[str, Value]) -> float:
        begun = time.perf_counter()
        self._loaded.run(inputs)
        return time.perf_counter() - begun

    def _tapped(self, kept: Loaded, tensor: str, note: str) -> Tapped:
        subgraph, index = self._place(tensor, kept.subgraph)
        constant = self._constant(subgraph, index)
        if constant is not None:
            return Tapped(constant, "It is a constant of the file.")
        try:
            value = to_array(kept.interpreter._interpreter.GetTensor(index, subgraph))  # noqa: SLF001 - see Loaded
        except _RAISED:
            return Tapped(None, "It is not executed for these inputs, or stands for a variable.")
        if subgraph == kept.subgraph:
            return Tapped(value, note)
        told = self._turns(kept, subgraph, index) or Tapped(
            value, "The value is that of the last turn or call."
        )
        return Tapped(told.value, f"{told.note} {note}".strip())

    def _turns(self, kept: Loaded, subgraph: int, index: int) -> Tapped | None:
        """The values of all turns, where there is one way into the loop and its subgraphs run by themselves."""
        found = litert_loops.ways(self.model.file, kept.subgraph, subgraph)
        if len(found) != 1 or not litert_loops.has_loop(found[0]):
            return None

        def read(tensor: int) -> numpy.ndarray:
            return numpy.array(to_array(kept.interpreter._interpreter.GetTensor(tensor, kept.subgraph)))  # noqa: SLF001 - see Loaded

        try:
            return litert_loops.turns(
                self.model.file, found[0], index, read, lambda: self.interpreter(plain=True, preserve=True)
            )
        except _RAISED:  # a loop that reads variables, for instance, which belong to the model as a whole
            return None

    def _constant(self, subgraph: int, index: int) -> numpy.ndarray | None:
        buffer = int(self.model.file.subgraphs[subgraph].tensors["buffer"][index])
        if not buffer or not self.model.file.buffer(buffer):
            return None
        try:
            return self.model.array(f"{subgraph}/{index}")
        except CutawayError:
            return None

    def _place(self, tensor: str, subgraph: int) -> tuple[int, int]:
        """Subgraph and index of a tensor. Raises RequestError."""
        graphs = self.model.file.subgraphs
        exact = re.fullmatch(r"(\d+)/(\d+)", tensor)
        if exact and int(exact[1]) < len(graphs) and int(exact[2]) < len(graphs[int(exact[1])].names):
            return int(exact[1]), int(exact[2])
        order = [subgraph, *(number for number in range(len(graphs)) if number != subgraph)]
        for number in order:
            if tensor in graphs[number].names:
                return number, graphs[number].names.index(tensor)
        name, _, slot = tensor.rpartition(":")
        for number in order:
            found = _output_of(graphs[number], name, int(slot) if slot.isdecimal() else 0)
            if found is not None:
                return number, found
        raise RequestError(
            f"{self.name} has no tensor called {tensor}.",
            hint="`cutaway graph PATH --search TEXT` lists the tensors of a model.",
            path=self.model.description.path,
        )

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell what LiteRT raises in a sentence that names the file; its own words are in the details."""
        try:
            yield
        except _RAISED as error:
            raise self._explained(error) from None

    def _explained(self, error: Exception) -> CutawayError:
        text, path = str(error), self.model.description.path
        for pattern, message, hint in _KNOWN:
            if found := re.search(pattern, text):
                return ModelError(
                    message.format(*found.groups(), name=self.name), hint=hint, path=path, details=text
                )
        if isinstance(error, ValueError) and re.search(
            r"Cannot set tensor|Dimension mismatch|Got value of type", text
        ):
            message = f"The inputs do not fit {self.name}: {_first(text)}"
            return RequestError(message, hint="Compare them with the signature.", path=path, details=text)
        return ModelError(
            f"{self.name} could not be run: {_first(text)}",
            hint="The details have LiteRT's own words.",
            path=path,
            details=text,
        )


def _delegate(library: str) -> Any:  # noqa: ANN401 - LiteRT has no types
    """A delegate out of a library. Raises RequestError where there is none in it."""
    from ai_edge_litert.interpreter import load_delegate

    name = Path(library).name
    try:
        if not hasattr(ctypes.CDLL(library), _ENTRY):
            raise RequestError(
                f"{name} is no delegate: it has no function {_ENTRY}.",
                hint="Choose a library that was built as an external delegate of LiteRT.",
                path=library,
            )
        return load_delegate(library)
    except (*_RAISED, OSError) as error:
        raise RequestError(
            f"{name} cannot be loaded as a delegate: {_first(str(error))}",
            hint="It has to be a library for this machine, and what it drives has to be there.",
            path=library,
            details=str(error),
        ) from None


@cache
def _version() -> str:
    return version("ai-edge-litert")


class Loaded:
    """An interpreter and how a signature's names lead to its tensors. shapes: of the inputs of its last run.

    What LiteRT's Python tells in public knows only the first subgraph, so the wrapped interpreter is asked.
    """

    def __init__(self, interpreter: Any, signature: Signature) -> None:  # noqa: ANN401 - LiteRT has no types
        self.interpreter = interpreter
        self.signature = signature
        declared = interpreter._get_full_signature_list()  # noqa: SLF001
        self._runner = interpreter.get_signature_runner(signature.key) if signature.key in declared else None
        self.subgraph = (
            interpreter._interpreter.GetSubgraphIndexFromSignature(signature.key)  # noqa: SLF001
            if self._runner
            else 0
        )
        self._is_allocated = False
        self.shapes: list[tuple[int | None, ...]] = []

    def allocate(self) -> None:
        """Plan the arena, where that was not done yet."""
        if not self._is_allocated:
            self.interpreter._interpreter.AllocateTensors()  # noqa: SLF001 - a runner of a signature counts as a view
            self._is_allocated = True

    def run(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """Answer once; the state of variables is what it was in the beginning."""
        self.allocate()
        self.shapes = [value.shape for value in inputs.values()]
        self.interpreter._interpreter.ResetVariableTensors()  # noqa: SLF001 - likewise
        if self._runner is not None:
            given = {name: _feed(value) for name, value in inputs.items()}
            return {name: to_array(value) for name, value in self._runner(**given).items()}
        return self._by_index(inputs)

    def _by_index(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        inner = self.interpreter
        places = inner.get_input_details()
        values = [_feed(inputs[spec.name]) for spec in self.signature.inputs]
        is_resized = False
        for place, value in zip(places, values, strict=True):
            if tuple(place["shape"]) != value.shape:
                inner.resize_tensor_input(place["index"], value.shape)
                is_resized = True
        if is_resized:
            inner.allocate_tensors()
        for place, value in zip(places, values, strict=True):
            inner.set_tensor(place["index"], value)
        inner.invoke()
        outputs = zip(self.signature.outputs, inner.get_output_details(), strict=True)
        return {spec.name: to_array(inner.get_tensor(place["index"])) for spec, place in outputs}


def _feed(value: Value) -> numpy.ndarray:
    if not isinstance(value, numpy.ndarray):
        raise TypeError("LiteRT takes plain arrays, and this input is ragged or sparse.")
    return value


def _output_of(graph: Any, name: str, slot: int) -> int | None:  # noqa: ANN401 - a Subgraph
    """The tensor that an operator gives, which the graph calls by the name of its first output."""
    for outputs in (graph.operator_outputs[index] for index in range(len(graph.operators["code"]))):
        if outputs and 0 <= outputs[0] < len(graph.names) and graph.names[outputs[0]] == name:
            return outputs[slot] if slot < len(outputs) else None
    return None


def _difference(plain: Mapping[str, Value], kept: Mapping[str, Value]) -> str:
    """What it changed that operators were not fused, where it changed something."""
    most = 0.0
    for name, value in plain.items():
        other = kept.get(name)
        if not isinstance(value, numpy.ndarray) or not isinstance(other, numpy.ndarray):
            continue
        if value.dtype.kind in "fiub" and value.shape == other.shape and value.size:
            gap = numpy.abs(value.astype(numpy.float64) - other.astype(numpy.float64))
            most = max(most, float(numpy.nanmax(gap, initial=0.0)))
    if not most:
        return ""
    return f"Computed without fused operators, with which the outputs differ by up to {most:.2g}."


def _first(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "LiteRT gave no reason")
    return line if line.endswith((".", "!", "?")) else f"{line}."


_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        r"Select TensorFlow op\(s\)",
        "{name} needs operators of TensorFlow (Flex), which LiteRT's Python package does not have.",
        "Convert it again with built-in operators only, or run it in an app that brings the Flex delegate.",
    ),
    (
        r"Encountered unresolved custom op: ([^\s.]+)",
        "{name} needs the custom operator {0}, which LiteRT does not have.",
        "It runs only where its authors' library is linked in (MediaPipe, for instance).",
    ),
    (
        r"Didn't find op for builtin opcode '([^']+)' version '(\d+)'",
        "{name} needs version {1} of the operator {0}, which this LiteRT does not have.",
        "Convert it again, or update LiteRT.",
    ),
    (
        r"hashtable need to be initialized",
        "{name} looks up a table that nothing has filled: its converter left out what fills it.",
        "Convert it again from a signature that does not look up a table.",
    ),
)
