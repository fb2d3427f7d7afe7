# SPDX-License-Identifier: Apache-2.0
"""The arena of an interpreter is as large as the place that its tensors lie in."""

from pathlib import Path
from types import SimpleNamespace

import numpy

from cutaway.formats import tflite_file
from cutaway.wire.files import map_file
from cutaway.worker.tasks.runners import litert_arena
from helpers.lite import FLOAT, STRING, Graph, Model, Tensor


def reading(folder: Path, graph: Graph, buffers: tuple[bytes, ...] = ()) -> tflite_file.TfliteFile:
    path = Model([graph], buffers=buffers).write(folder / "m.tflite")
    return tflite_file.read(map_file(path), path.name, path)


def interpreter(places: dict[int, numpy.ndarray]) -> SimpleNamespace:
    """What tells where tensors lie; those that are not told of are inside a delegate."""

    def tensor(_self: object, index: int, _subgraph: int) -> numpy.ndarray:
        if index not in places:
            raise ValueError("Invalid tensor")
        return places[index]

    return SimpleNamespace(_interpreter=SimpleNamespace(tensor=tensor))


def test_it_goes_from_the_first_tensor_to_the_last(tmp_path: Path) -> None:
    room = numpy.zeros(100, numpy.uint8)
    file = reading(tmp_path, Graph())
    places = {0: room[:24], 1: room[16:40], 2: room[64:88]}
    assert litert_arena.extent(interpreter(places), file, 0) == 88


def test_what_lies_far_away_is_not_in_it(tmp_path: Path) -> None:
    room = numpy.zeros(1 << 18, numpy.uint8)
    file = reading(tmp_path, Graph())
    places = {0: room[:24], 1: room[24:48], 2: room[-8:]}
    assert litert_arena.extent(interpreter(places), file, 0) == 48


def test_constants_strings_and_what_a_delegate_has_are_left_out(tmp_path: Path) -> None:
    tensors = [
        Tensor("x"),
        Tensor("weights", buffer=1),
        Tensor("text", (1,), STRING),
        Tensor("z", (2,), FLOAT),
    ]
    file = reading(tmp_path, Graph(tensors, outputs=(3,)), (bytes(24),))
    room = numpy.zeros(1000, numpy.uint8)
    places = {0: room[:24], 1: room[500:524], 2: room[900:]}
    assert litert_arena.extent(interpreter(places), file, 0) == 24


def test_where_none_can_be_seen_nothing_is_told(tmp_path: Path) -> None:
    assert litert_arena.extent(interpreter({}), reading(tmp_path, Graph()), 0) is None
