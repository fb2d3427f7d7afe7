# SPDX-License-Identifier: Apache-2.0
"""Runs Keras models; what layers give, and how long each takes, is seen by calling the model layer by layer."""

from __future__ import annotations

import inspect
import time
from collections.abc import Mapping, Sequence
from typing import Any

from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription
from cutaway.description.running import Profile
from cutaway.description.signatures import Signature
from cutaway.errors import ModelError
from cutaway.worker.tasks.runners import feeding, stepping
from cutaway.worker.tasks.runners.failing import Asked, told
from cutaway.worker.tasks.runners.interface import Tapped, Value
from cutaway.worker.tasks.runners.keras_layers import Watched, layer_paths, watched
from cutaway.worker.tasks.runners.keras_loading import Loader
from cutaway.worker.tasks.runners.values import to_tensor, to_value

HOW = (
    "Each layer was timed while the model was called layer by layer, the median of {runs} run{s}. "
    "As a whole the model is compiled and takes less: compare the layers with each other, not with the total of a run."
)


class KerasRunning:
    """A Keras model, loaded by Keras 3 or by tf-keras."""

    def __init__(self, description: ModelDescription, signature: Signature, loader: Loader) -> None:
        import tensorflow

        self.notes: dict[str, str] = {}
        self.findings: tuple[Finding, ...] = ()
        self._asked: Asked = loader.asked
        self._signature = signature
        self._library = loader.name
        self._model: Any = loader.load(description)
        self._specs = self._in_order()
        self._arguments = frozenset(inspect.signature(self._model.call).parameters)
        self._function: Any = tensorflow.function(self._call, autograph=False)

    @property
    def library(self) -> str:
        """See `Running`."""
        import tensorflow

        return f"{self._library} on TensorFlow {tensorflow.__version__}"

    def run(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """See `Running`."""
        with told(self._asked):
            return self._answer(self._function(self._tensors(inputs)))

    def tap(self, inputs: Mapping[str, Value], tensors: Sequence[str]) -> dict[str, Tapped]:
        """See `Running`. Tensors are layers by their path, `LAYER` or `MODEL/LAYER:INDEX`.

        The index counts what the layer gives, at all of its calls one after another.
        """
        with told(self._asked):
            known = layer_paths(self._model)
            paths = {tensor: _path(tensor, known) for tensor in tensors}
            wanted = {path: known[path] for path, _ in paths.values() if path in known}
            tensors_given = self._tensors(inputs)
            with watched(wanted) as seen:
                self._call(tensors_given)
            for (name, _), tensor in zip(self._specs, tensors_given, strict=True):
                seen[name] = Watched([tensor])
            return {tensor: _tapped(path, index, seen, known) for tensor, (path, index) in paths.items()}

    def profile(self, inputs: Mapping[str, Value], repeat: int) -> Profile:
        """See `Running`."""
        with told(self._asked):
            tensors = self._tensors(inputs)
            leaves = layer_paths(self._model, leaves=True)
            self._call(tensors)
            runs, totals = [], []
            for _ in range(max(repeat, 1)):
                with watched(leaves) as seen:
                    begun = time.perf_counter()
                    self._call(tensors)
                    totals.append(time.perf_counter() - begun)
                runs.append(
                    {
                        (path, type(leaves[path]).__name__): (each.seconds, each.calls)
                        for path, each in seen.items()
                        if each.calls
                    }
                )
            how = HOW.format(runs=len(runs), s="s" if len(runs) != 1 else "")
            return stepping.medians(runs, totals, how)

    def arena(self) -> int | None:
        """None: TensorFlow reserves nothing beforehand."""
        return None

    def close(self) -> None:
        """Let go of the model."""
        self._model = self._function = None

    # --- inputs and outputs ---

    def _call(self, tensors: Sequence[Any]) -> Any:  # noqa: ANN401 - tensors
        more = {"training": False} if "training" in self._arguments else {}
        if len(tensors) > 1 and {name for name, _ in self._specs} <= self._arguments:  # of a class of its own
            return self._model(
                **{name: each for (name, _), each in zip(self._specs, tensors, strict=True)}, **more
            )
        return self._model(tensors[0] if len(tensors) == 1 else list(tensors), **more)

    def _in_order(self) -> list[tuple[str, Any]]:
        """Names of the signature's inputs with the types that the model takes, in the model's order."""
        made = list(getattr(self._model, "inputs", None) or ())
        names = [spec.name for spec in self._signature.inputs]
        if not made:
            return [(spec.name, spec.dtype) for spec in self._signature.inputs]
        if len(made) != len(names):
            message = (
                f"{self._asked.model} was loaded with {len(made)} inputs, and its file declares {len(names)}."
            )
            raise ModelError(message, path=self._asked.path)
        own = [str(tensor.name).partition(":")[0] for tensor in made]
        ordered = own if set(own) == set(names) else names
        return [(name, tensor.dtype) for name, tensor in zip(ordered, made, strict=True)]

    def _tensors(self, inputs: Mapping[str, Value]) -> list[Any]:
        import tensorflow

        found = []
        for name, dtype in self._specs:
            if name not in inputs:
                raise feeding.missing(name, self._asked)
            tensor = to_tensor(inputs[name])
            wanted = tensorflow.dtypes.as_dtype(dtype)
            same = tensor.dtype == wanted or tensorflow.string in (tensor.dtype, wanted)
            found.append(tensor if same else tensorflow.cast(tensor, wanted))
        return found

    def _answer(self, given: Any) -> dict[str, Value]:  # noqa: ANN401 - tensors in any structure
        import tensorflow

        names = [spec.name for spec in self._signature.outputs]
        if isinstance(given, dict) and set(given) == set(names):
            return {name: to_value(given[name]) for name in names}
        flat = tensorflow.nest.flatten(given)
        if len(flat) != len(names):
            names = [*names, *(f"output_{place}" for place in range(len(names), len(flat)))]
        return {name: to_value(tensor) for name, tensor in zip(names, flat, strict=False)}


def _path(tensor: str, known: Mapping[str, Any]) -> tuple[str, int]:
    path, _, index = tensor.rpartition(":")
    return (path, int(index)) if tensor not in known and index.isdecimal() else (tensor, 0)


def _tapped(path: str, index: int, seen: Mapping[str, Watched], known: Mapping[str, Any]) -> Tapped:
    if path not in seen:
        return Tapped(None, "The model has no such layer.")
    values = seen[path].values
    if not values and type(known[path]).__name__ == "InputLayer":
        return Tapped(None, "It passes on what the model around it is given: look at the layer before.")
    if not values:
        return Tapped(None, "It is not executed for these inputs.")
    if index >= len(values):
        return Tapped(
            None, f"The layer gives {len(values)} value{'s' if len(values) != 1 else ''}, not {index + 1}."
        )
    return Tapped(to_value(values[index]))
