# SPDX-License-Identifier: Apache-2.0
"""Goes through the loops of a .tflite by hand, turn by turn: an interpreter keeps only what the last turn computed.

The subgraphs of a loop are run by themselves, in interpreters that never prepare what is around them: preparing a loop
takes the memory of its subgraphs' inputs away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy

from cutaway.formats import tflite_schema
from cutaway.formats.tflite_file import TfliteFile
from cutaway.formats.tflite_graph import code, spelled
from cutaway.worker.tasks.runners.interface import Tapped
from cutaway.worker.tasks.runners.recording import Record
from cutaway.worker.tasks.runners.values import to_array

_LOOPS = frozenset({"WHILE", "STABLEHLO_WHILE"})
_PLAIN = frozenset({"CALL", "STABLEHLO_COMPOSITE"})
_MOST_DEPTH, _MOST_STEPS = 16, 10_000

Read = Callable[[int], numpy.ndarray]
"""Gives the value of a tensor of the subgraph that was run last, by its index."""


class Hop(NamedTuple):
    """An operator that runs subgraphs. called: their numbers, by slot. slot: of the one that the way goes into."""

    subgraph: int
    operator: int
    op: str
    called: tuple[int, ...]
    slot: int


def ways(file: TfliteFile, begin: int, end: int) -> list[tuple[Hop, ...]]:
    """All ways from one subgraph into another, by the operators that run it; at most two of them."""
    found: list[tuple[Hop, ...]] = []
    waiting: list[tuple[int, tuple[Hop, ...]]] = [(begin, ())]
    for _ in range(_MOST_STEPS):  # a file may have subgraphs call one another without end
        if not waiting or len(found) > 1:
            break
        subgraph, way = waiting.pop()
        for hop in _hops(file, subgraph) if len(way) < _MOST_DEPTH else ():
            if hop.called[hop.slot] == end:
                found.append((*way, hop))
            else:
                waiting.append((hop.called[hop.slot], (*way, hop)))
    return found


def has_loop(way: Sequence[Hop]) -> bool:
    """Whether what is at its end may be run several times."""
    return any(hop.op in _LOOPS for hop in way)


def turns(file: TfliteFile, way: Sequence[Hop], tensor: int, read: Read, make: Callable[[], Any]) -> Tapped:
    """The values of a tensor at the end of the way, one after another.

    read: values of the subgraph that the way begins in. make: gives a new interpreter that keeps all tensors.
    Raises what LiteRT raises.
    """
    record = Record()
    _follow(file, way, tensor, read, make, record)
    return record.told(looped=True)


def _follow(
    file: TfliteFile, way: Sequence[Hop], tensor: int, read: Read, make: Callable[[], Any], record: Record
) -> None:
    if not way:
        record.add(read(tensor))
        return
    hop, *rest = way
    given = [read(index) for index in file.subgraphs[hop.subgraph].operator_inputs[hop.operator]]
    steps = _Steps(file, make())
    for called in _runs(hop, given, steps):
        if called == hop.called[hop.slot]:
            _follow(file, rest, tensor, lambda index, of=called: steps.read(of, index), make, record)  # type: ignore[misc]


def _runs(hop: Hop, given: list[numpy.ndarray], steps: _Steps) -> Iterator[int]:
    """Run what the operator runs; after each run the number of the subgraph."""
    if hop.op in _LOOPS:
        condition, body = hop.called
        while True:
            goes_on = bool(steps.run(condition, given)[0].all())
            yield condition
            if not goes_on:
                return
            given = steps.run(body, given)
            yield body
    elif hop.op == "IF":
        taken = hop.called[0 if given[0].all() else 1]
        steps.run(taken, given[1:])
        yield taken
    elif hop.op in _PLAIN:
        steps.run(hop.called[0], given)
        yield hop.called[0]


def _hops(file: TfliteFile, subgraph: int) -> Iterator[Hop]:
    graph = file.subgraphs[subgraph]
    for operator, number in enumerate(graph.operators["code"].tolist()):
        op = spelled(code(file, number))
        if op not in tflite_schema.CALLS:
            continue
        at = int(graph.operators["options2" if op.startswith("STABLEHLO") else "options"][operator])
        if not at:
            continue
        options = file.flat.table(at)
        called = tuple(file.flat.scalar(options, slot, "i") for slot in tflite_schema.CALLS[op])
        if all(0 < each < len(file.subgraphs) for each in called):
            yield from (Hop(subgraph, operator, op, called, slot) for slot in range(len(called)))


class _Steps:
    """Runs single subgraphs of one interpreter."""

    def __init__(self, file: TfliteFile, interpreter: Any) -> None:  # noqa: ANN401 - LiteRT has no types
        self._file = file
        self._owner = interpreter
        self._inner = interpreter._interpreter  # noqa: SLF001 - in public there is only the first subgraph
        self._shapes: dict[int, list[tuple[int, ...]]] = {}

    def run(self, subgraph: int, given: Sequence[numpy.ndarray]) -> list[numpy.ndarray]:
        """What it gives."""
        graph = self._file.subgraphs[subgraph]
        shapes = [value.shape for value in given]
        if self._shapes.get(subgraph) != shapes:
            for index, shape in zip(graph.inputs, shapes, strict=True):
                self._inner.ResizeInputTensor(index, numpy.array(shape, numpy.int32), False, subgraph)
            self._inner.AllocateTensors(subgraph)
            self._shapes[subgraph] = shapes
        for index, value in zip(graph.inputs, given, strict=True):
            self._inner.SetTensor(index, value, subgraph)
        self._inner.Invoke(subgraph)
        return [self.read(subgraph, index) for index in graph.outputs]

    def read(self, subgraph: int, index: int) -> numpy.ndarray:
        """A value of the last run, copied: the next one writes over it."""
        return numpy.array(to_array(self._inner.GetTensor(index, subgraph)))
