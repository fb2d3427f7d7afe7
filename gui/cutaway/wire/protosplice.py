# SPDX-License-Identifier: Apache-2.0
"""Changes single fields of a message in its bytes; all else, also what no descriptor knows, stays as it was written.

A gigabyte of weights inside a graph is never parsed and never copied in memory: what is new is small pieces, and
between them are views of the file. Wire format: https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cutaway.wire.protostrip import varint
from cutaway.wire.varints import Bytes, fields

_BYTES = 2


@dataclass(slots=True)
class Rope:
    """Bytes in pieces, some of them views of a mapped file. length: of all together."""

    pieces: list[Bytes] = field(default_factory=list)
    length: int = 0

    def add(self, piece: Bytes) -> None:
        """Put a piece behind the others."""
        if len(piece):
            self.pieces.append(piece)
            self.length += len(piece)

    def join(self, other: Rope) -> None:
        """Put all pieces of another rope behind the others."""
        self.pieces += other.pieces
        self.length += other.length

    def content(self) -> bytes:
        """All bytes as one; for what is known to be small."""
        return b"".join(self.pieces)


Change: TypeAlias = Callable[[memoryview], "Rope | None"]
"""Given the content of a field, gives what takes its place: a rope, or None where the field goes away."""


def rope(*pieces: Bytes) -> Rope:
    """A rope of these pieces."""
    made = Rope()
    for piece in pieces:
        made.add(piece)
    return made


def rewrite(data: memoryview, changes: Mapping[int, Change], added: Iterable[tuple[int, Rope]] = ()) -> Rope:
    """The message in `data` with its fields of length-delimited kind changed as told, and fields added at its end.

    changes: by field number. added: number and content. Raises ValueError where the bytes break the wire format.
    """
    made = Rope()
    run = 0
    position = 0
    for found in fields(data, 0, len(data)):
        change = changes.get(found.number)
        if change is not None:
            body = data[found.start : found.end]
            new = change(body)
            if new is None or not (len(new.pieces) == 1 and new.pieces[0] is body):
                made.add(data[run:position])
                run = found.end
                if new is not None:
                    _put(made, found.number, new)
        position = found.end
    made.add(data[run:])
    for number, content in added:
        _put(made, number, content)
    return made


def kept(body: memoryview) -> Rope:
    """What a change gives that leaves the field as it is."""
    return Rope([body], len(body))


def _put(made: Rope, number: int, content: Rope) -> None:
    made.add(varint(number << 3 | _BYTES) + varint(content.length))
    made.join(content)
