# SPDX-License-Identifier: Apache-2.0
"""Runs a graph by feeds and fetches in a session: TensorFlow 1's SavedModels, MetaGraphs, frozen graphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from cutaway.description.findings import Finding
from cutaway.description.running import Profile
from cutaway.description.signatures import Signature
from cutaway.errors import CutawayError
from cutaway.worker.tasks.runners import feeding, stepping
from cutaway.worker.tasks.runners.failing import told
from cutaway.worker.tasks.runners.interface import Tapped, Value
from cutaway.worker.tasks.runners.session import GraphSession, Sources
from cutaway.worker.tasks.runners.taps import Taps

T = TypeVar("T")


class GraphRunning:
    """A graph and one way to call it. declared: the SignatureDef behind the signature, where the file has one."""

    def __init__(self, sources: Sources, signature: Signature, declared: Any = None) -> None:  # noqa: ANN401
        self.notes: dict[str, str] = {}
        self.findings = tuple(_findings(sources))
        self._sources = sources
        self._signature = signature
        self._given, self._answered = feeding.ports(signature, declared)
        self._session = GraphSession(sources)
        self._fetched = self._fetches(self._session)

    @property
    def library(self) -> str:
        """See `Running`."""
        import tensorflow

        return f"TensorFlow {tensorflow.__version__}"

    def run(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """See `Running`."""
        with told(self._sources.asked):
            fed = feeding.feeds(self._session, self._given, inputs, self._sources.asked)
            if self._signature.origin == "inferred":
                found = self._guessed(fed)
            else:
                found = self._session.run(self._fetched, fed)
            return feeding.values(self._answered, found)

    def tap(self, inputs: Mapping[str, Value], tensors: Sequence[str]) -> dict[str, Tapped]:
        """See `Running`."""
        with told(self._sources.asked):
            session, taps = self._tapping
            fed = feeding.feeds(session, self._given, inputs, self._sources.asked)
            return taps.values(fed, tensors)

    def profile(self, inputs: Mapping[str, Value], repeat: int) -> Profile:
        """See `Running`."""
        with told(self._sources.asked):
            fed = feeding.feeds(self._session, self._given, inputs, self._sources.asked)
            return stepping.profile(self._session, self._fetched, fed, repeat)

    def arena(self) -> int | None:
        """None: sessions reserve nothing beforehand."""
        return None

    def close(self) -> None:
        """Let go of the sessions."""
        self._session.close()
        if "_tapping" in self.__dict__:
            self._tapping[0].close()

    @cached_property
    def _tapping(self) -> tuple[GraphSession, Taps]:
        """A session in which nothing is optimised away, made when the first tensor is asked for."""
        session = GraphSession(self._sources, plain=True)
        outputs = [tensor for port in self._answered for tensor in port.tensors]
        inputs = [tensor for port in self._given for tensor in port.tensors]
        return session, Taps(session, outputs, inputs)

    def _fetches(self, session: GraphSession) -> dict[str, list[Any]]:
        with told(self._sources.asked):
            found, self.notes = feeding.fetches(session, self._answered)
        return found

    def _guessed(self, fed: Mapping[Any, Any]) -> dict[str, Any]:
        """Outputs that were guessed: where they cannot all be had at once, those that can."""
        import tensorflow

        try:
            found: dict[str, Any] = self._session.run(self._fetched, fed)
        except tensorflow.errors.OpError as error:
            return self._one_by_one(fed, error)
        return found

    def _one_by_one(self, fed: Mapping[Any, Any], first: Exception) -> dict[str, Any]:
        import tensorflow

        from cutaway.worker.tasks.runners.failing import explain

        found = {}
        for name, tensors in self._fetched.items():
            try:
                found[name] = self._session.run(tensors, fed)
            except tensorflow.errors.OpError as error:
                self.notes[name] = explain(error, self._sources.asked).message
        if not found:
            raise first
        return found


def first_that_loads(ways: Sequence[tuple[str, Callable[[], T]]]) -> tuple[T, tuple[Finding, ...]]:
    """The first way to load a model that works, and why those before it did not. Raises the first one's error."""
    failed: list[tuple[str, CutawayError]] = []
    for words, load in ways:
        try:
            made = load()
        except CutawayError as error:
            failed.append((words, error))
        else:
            return made, tuple(_fell_back(each, error, words) for each, error in failed)
    (_, first), *rest = failed
    for words, other in rest:
        first.details = f"{first.details}\n\n{words}: {other.message}\n{other.details}".strip()
    raise first


def _fell_back(words: str, error: CutawayError, instead: str) -> Finding:
    return Finding(
        "other-loader", "info", f"{words} did not load it, so it was run by {instead}. {error.message}"
    )


def _findings(sources: Sources) -> list[Finding]:
    meta = sources.meta
    if meta is None or sources.checkpoint or (not sources.stored and "variables" not in meta.collection_def):
        return []
    if "variables" not in meta.collection_def:
        return []
    message = (
        "The checkpoint is missing, so the variables were given the values that training begins with: "
        "what the model answers means nothing."
    )
    return [Finding("missing-variables", "warning", message)]
