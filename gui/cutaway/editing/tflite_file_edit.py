# SPDX-License-Identifier: Apache-2.0
"""Puts what is new in front of a .tflite file's tables, and corrects the few places that are counted from its start."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from cutaway.editing.draft import Draft
from cutaway.editing.refusals import Refusal
from cutaway.editing.tflite_edit import edited, fresh
from cutaway.editing.tflite_packing import repacked
from cutaway.formats import tflite_schema as schema
from cutaway.formats.tflite_file import TfliteFile
from cutaway.wire import flatfront
from cutaway.wire.protosplice import Rope

_ALIGN, _PAGE = 64, 4096
_LARGE_OPTIONS = 9
"""Slot of Operator: where in the file custom options are that are too large for the flatbuffer."""
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_TAIL = 66_000


def rewritten(file: TfliteFile, draft: Draft) -> Rope:
    """The file with the signatures of the draft. Raises Refusal."""
    flat = file.flat
    beyond = list(_beyond(file))
    try:
        made = flatfront.front(edited(file, draft), _PAGE if beyond else _ALIGN)
    except ValueError:
        message = f"{flat.name} is too large for another table in front of it."
        raise Refusal(message, hint="Keep its weights in a file of their own.") from None
    patches = [(at, struct.pack("<Q", value + len(made))) for at, value in beyond]
    packed = repacked(file, draft)
    end = len(flat.data) if packed is None else packed[0]
    if packed is None:
        patches += [(at, struct.pack("<I", value + len(made))) for at, value in _packed(flat.data)]
    rope = Rope()
    rope.add(struct.pack("<I", flatfront.root_at(made)) + bytes(flat.data[4 : flatfront.HEAD]))
    rope.add(made)
    done = flatfront.HEAD
    for at, new in sorted(patches):
        rope.add(flat.data[done:at])
        rope.add(new)
        done = at + len(new)
    rope.add(flat.data[done:end])
    if packed is not None:
        rope.add(packed[1])
    return rope


def _beyond(file: TfliteFile) -> Iterator[tuple[int, int]]:
    """Places of 64-bit numbers that say where in the file something is, with what they say."""
    flat = fresh(file)
    for table in flat.tables(flat.root(), schema.MODEL_BUFFERS):
        value = flat.scalar(table, 1, "Q")
        if value > 1:  # 0 and 1 say that there is no data
            yield flat.field(table, 1), value
    for graph in flat.tables(flat.root(), schema.MODEL_SUBGRAPHS):
        for operator in flat.tables(graph, schema.GRAPH_OPERATORS):
            value = flat.scalar(operator, _LARGE_OPTIONS, "Q")
            if value > 1:
                yield flat.field(operator, _LARGE_OPTIONS), value


def _packed(data: memoryview) -> Iterator[tuple[int, int]]:
    """Places of 32-bit numbers in the zip archive behind the tables that say where its members are."""
    start = max(len(data) - _TAIL, 0)
    end = bytes(data[start:]).rfind(_END)
    if end < 0 or start + end + 22 > len(data):
        return
    end += start
    count, size, first = struct.unpack_from("<HII", data, end + 10)
    if first + size > end:
        return
    at = end - size
    if first != at:
        return  # counted from the archive's own start, as some tools do
    yield end + 16, first
    for _ in range(count):
        if bytes(data[at : at + 4]) != _ENTRY:
            return
        yield at + 42, struct.unpack_from("<I", data, at + 42)[0]
        at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))
