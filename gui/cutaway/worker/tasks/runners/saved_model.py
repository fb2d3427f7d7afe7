# SPDX-License-Identifier: Apache-2.0
"""Runs a signature of a SavedModel with TensorFlow 2's loader; tensors inside it are seen in a session of its graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from cutaway.description.findings import Finding
from cutaway.description.running import Profile
from cutaway.description.signatures import Signature
from cutaway.errors import ModelError
from cutaway.worker.tasks.runners import feeding
from cutaway.worker.tasks.runners.failing import Asked, told
from cutaway.worker.tasks.runners.graph import GraphRunning
from cutaway.worker.tasks.runners.interface import Tapped, Value
from cutaway.worker.tasks.runners.session import Sources
from cutaway.worker.tasks.runners.values import HANDLES, handle_note, to_tensor, to_value

_OPTIONAL = "default"


class SavedModelRunning:
    """A loaded SavedModel with one signature chosen. sources: gives what a session of its graph is made from."""

    def __init__(
        self,
        folder: Path,
        tags: Sequence[str],
        signature: Signature,
        sources: Callable[[], Sources],
        asked: Asked,
    ) -> None:
        import tensorflow

        self.notes: dict[str, str] = {}
        self.findings: tuple[Finding, ...] = ()
        self._signature = signature
        self._sources = sources
        self._asked = asked
        with told(asked):
            self._loaded: Any = tensorflow.saved_model.load(str(folder), tags=list(tags) or None)
            self._function: Any = self._loaded.signatures[signature.key]
            _, keywords = self._function.structured_input_signature
            self._specs: dict[str, Any] = dict(keywords)
        if set(self._specs) != {spec.name for spec in signature.inputs}:
            message = f"{asked.subject} was loaded with other inputs than the file declares."
            raise ModelError(message, path=asked.path, details=f"Loaded: {', '.join(self._specs)}.")

    @property
    def library(self) -> str:
        """See `Running`."""
        import tensorflow

        return f"TensorFlow {tensorflow.__version__}"

    def run(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """See `Running`."""
        with told(self._asked):
            found = self._function(**self._tensors(inputs))
            answer = {}
            for name, tensor in found.items():
                kind = tensor.dtype.name
                if kind in HANDLES:
                    self.notes[name] = handle_note(kind)
                else:
                    answer[name] = to_value(tensor)
            return answer

    def tap(self, inputs: Mapping[str, Value], tensors: Sequence[str]) -> dict[str, Tapped]:
        """See `Running`."""
        return self.in_session.tap(inputs, tensors)

    def profile(self, inputs: Mapping[str, Value], repeat: int) -> Profile:
        """See `Running`."""
        return self.in_session.profile(inputs, repeat)

    def arena(self) -> int | None:
        """None: TensorFlow reserves nothing beforehand."""
        return None

    def close(self) -> None:
        """Let go of the model."""
        self._loaded = self._function = None
        if "in_session" in self.__dict__:
            self.in_session.close()

    @cached_property
    def in_session(self) -> GraphRunning:
        """The same signature in a session, made when something inside it is asked for."""
        sources = self._sources()
        return GraphRunning(sources, self._signature, sources.meta.signature_def[self._signature.key])

    def _tensors(self, inputs: Mapping[str, Value]) -> dict[str, Any]:
        found = {}
        for name, spec in self._specs.items():
            value = inputs.get(name)
            if value is None:
                value = self._defaults.get(name)
            if value is None:
                raise feeding.missing(name, self._asked)
            found[name] = to_tensor(value, getattr(spec, "dtype", None))
        return found

    @cached_property
    def _defaults(self) -> dict[str, Value]:
        """Values of inputs that may be left out."""
        if not any(_OPTIONAL in spec.description for spec in self._signature.inputs):
            return {}
        declared = self._sources().meta.signature_def[self._signature.key]
        given, _ = feeding.ports(self._signature, declared)
        return {port.name: port.default for port in given if port.default is not None}
