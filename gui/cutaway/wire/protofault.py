# SPDX-License-Identifier: Apache-2.0
"""Finds what is wrong with bytes that the protobuf library refused, since it does not say itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cutaway.wire.varints import read_varint

_MOST_DEPTH = 100
"""What the protobuf library stands."""
_MOST_STEPS = 3_000_000
"""About a second: it is better to know less of a damaged file than to keep its owner waiting."""
_SIZES = {1: 8, 5: 4}
_START_GROUP, _END_GROUP, _BYTES = 3, 4, 2
_TYPE_STRING = 9


@dataclass(slots=True)
class _Frame:
    """A message that is being walked. descriptor: None inside a group, whose fields are not known."""

    descriptor: Any
    end: int
    name: str
    group: int = 0


class _FaultError(Exception):
    """Carries the words."""


def find(descriptor: Any, data: bytes | memoryview) -> str:  # noqa: ANN401 - descriptors have no common type
    """Words for the first breach of the format: "… at byte 17". The descriptor is that of the outermost message."""
    if not len(data):
        return "it is empty"
    stack = [_Frame(descriptor, len(data), descriptor.name)]
    position = 0
    try:
        for _ in range(_MOST_STEPS):
            while stack and position >= stack[-1].end:
                _close(stack.pop(), position)
            if not stack:
                return "its contents contradict each other"
            position = _step(stack, data, position)
    except _FaultError as fault:
        return str(fault)
    return "its contents break the rules of the protobuf format"


def _close(frame: _Frame, position: int) -> None:
    if frame.group:
        raise _FaultError(f"a group in {frame.name} is not closed at byte {position:,}")
    if position > frame.end:
        raise _FaultError(f"a field at the end of {_a(frame.name)} runs past its end at byte {frame.end:,}")


def _step(stack: list[_Frame], data: bytes | memoryview, position: int) -> int:
    """Walk one field and give the position behind it, or inside it where it is a message."""
    frame, start = stack[-1], position
    tag, position = _number(data, position)
    number, kind = tag >> 3, tag & 7
    if number == 0 or number >= 1 << 29:
        raise _FaultError(
            f"{_a(frame.name)} has a field with the forbidden number {number} at byte {start:,}"
        )
    if kind == 0:
        return _number(data, position)[1]
    if kind in _SIZES:
        return position + _SIZES[kind]
    if kind == _START_GROUP:
        _push(stack, _Frame(None, frame.end, frame.name, number), start)
        return position
    if kind == _END_GROUP:
        if frame.group != number:
            raise _FaultError(f"{_a(frame.name)} ends a group that it did not begin, at byte {start:,}")
        stack.pop()
        return position
    if kind != _BYTES:
        raise _FaultError(f"there is no wire type {kind}, which {_a(frame.name)} has at byte {start:,}")
    size, position = _number(data, position)
    return _bytes(stack, data, number, (start, position, position + size))


def _number(data: bytes | memoryview, position: int) -> tuple[int, int]:
    try:
        return read_varint(data, position, len(data))
    except ValueError:
        if position + 10 > len(data):
            raise _FaultError(f"it ends in the middle of a field, at byte {len(data):,}") from None
        raise _FaultError(f"a number at byte {position:,} takes more than 10 bytes") from None


def _bytes(stack: list[_Frame], data: bytes | memoryview, number: int, where: tuple[int, int, int]) -> int:
    """Walk a field that has a length: enter a message, check a string, pass over the rest."""
    frame = stack[-1]
    start, begin, end = where
    if end > frame.end:
        whole = "it" if frame.end == len(data) else f"the {frame.name} around it"
        raise _FaultError(
            f"{whole} ends {end - frame.end:,} bytes before a field that begins at byte {start:,} "
            f"and claims {end - begin:,} bytes"
        )
    field = frame.descriptor.fields_by_number.get(number) if frame.descriptor is not None else None
    if field is None:
        return end
    if field.message_type is not None:
        _push(stack, _Frame(field.message_type, end, field.message_type.name), start)
        return begin
    if field.type == _TYPE_STRING:
        _check_text(data[begin:end], f"the {field.name} of {_a(frame.name)}", begin)
    return end


def _push(stack: list[_Frame], frame: _Frame, start: int) -> None:
    if len(stack) >= _MOST_DEPTH:
        raise _FaultError(f"messages nest deeper than {_MOST_DEPTH} levels at byte {start:,}")
    stack.append(frame)


def _a(name: str) -> str:
    return f"an {name}" if name.startswith(("A", "E", "I", "O")) else f"a {name}"


def _check_text(data: bytes | memoryview, what: str, begin: int) -> None:
    try:
        str(data, "utf-8")
    except UnicodeDecodeError as error:
        raise _FaultError(f"{what} is not UTF-8 text at byte {begin + error.start:,}") from None
