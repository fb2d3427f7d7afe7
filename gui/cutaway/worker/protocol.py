# SPDX-License-Identifier: Apache-2.0
"""Frames between the program and its children, without any I/O: messages to bytes, bytes to messages.

A frame is `<4s I I>`: the mark, the length of the header, the length of all buffers; then the header, JSON in UTF-8
(lone surrogates allowed) that holds the message and the length of each buffer; then the buffers one after another.
Nothing executable crosses, and nothing is ever unpickled.

    child → program   hello     body: {"protocol": int, "version": str, "role": str}
    program → child   request   body: {"task": str, "source": [path, tags, version], "arguments": {…}}
                      cancel    the job is no longer wanted
    child → program   progress  body: {"words": str, "fraction": float | null}
                      partial   body: {"value": packed}    a part of the answer, before the rest
                      result    body: {"value": packed}
                      failure   body: {"error": as `CutawayError.as_json`}
                      log       body: {"level": str, "text": str}
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

VERSION = 1

MARK = b"\xc3ut\n"  # no text in UTF-8 begins with it, so that a stray print is told from a frame
_PREFIX = struct.Struct("<4sII")

HEADER_LIMIT = 64 * 1024 * 1024
"""20,000 variables take half a megabyte; what is read from JSON takes many times its room, in the window too."""

BUFFERS_LIMIT = 1024 * 1024 * 1024

Kind: TypeAlias = Literal["hello", "request", "cancel", "progress", "partial", "result", "failure", "log"]
_KINDS = frozenset(("hello", "request", "cancel", "progress", "partial", "result", "failure", "log"))

Buffer: TypeAlias = bytes | memoryview


class ProtocolError(Exception):
    """What came is no frame, or a frame beyond the limits; the stream cannot be read on."""


@dataclass(frozen=True, slots=True)
class Message:
    """job: the number that the request gave, 0 for messages about no job."""

    kind: Kind
    job: int = 0
    body: dict[str, Any] = field(default_factory=dict)
    buffers: tuple[Buffer, ...] = ()


def encode(message: Message) -> list[Buffer]:
    """The frame in pieces, to be written one after another; buffers are not copied.

    Raises ProtocolError for a message beyond the limits, ValueError or TypeError for a body that is no JSON.
    """
    sizes = [len(memoryview(buffer).cast("B")) for buffer in message.buffers]
    text = json.dumps(
        [message.kind, message.job, message.body, sizes], ensure_ascii=False, separators=(",", ":")
    )
    header = text.encode("utf-8", "surrogatepass")
    if len(header) > HEADER_LIMIT or sum(sizes) > BUFFERS_LIMIT:
        raise ProtocolError(f"a {message.kind} of {len(header)} and {sum(sizes)} bytes is too large")
    return [_PREFIX.pack(MARK, len(header), sum(sizes)) + header, *message.buffers]


class Decoder:
    """Takes bytes in any pieces and gives the messages that are complete."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._needed = _PREFIX.size

    def feed(self, data: Buffer) -> list[Message]:
        """The messages that `data` completes. Raises ProtocolError, after which the decoder gives nothing more."""
        self._pending += data
        messages, place = [], 0
        while len(self._pending) - place >= self._needed:
            header, buffers = self._lengths(place)
            self._needed = _PREFIX.size + header + buffers
            if len(self._pending) - place < self._needed:
                break
            with memoryview(self._pending) as pending:
                frame = memoryview(bytes(pending[place + _PREFIX.size : place + self._needed]))
            place += self._needed
            self._needed = _PREFIX.size
            messages.append(_message(frame[:header], frame[header:]))
        del self._pending[:place]
        return messages

    def _lengths(self, place: int) -> tuple[int, int]:
        mark, header, buffers = _PREFIX.unpack_from(self._pending, place)
        if mark != MARK:
            raise ProtocolError(f"a frame does not begin with {bytes(mark)!r}")
        if header > HEADER_LIMIT or buffers > BUFFERS_LIMIT:
            raise ProtocolError(f"a frame claims {header} and {buffers} bytes")
        return header, buffers


def _message(header: memoryview, rest: memoryview) -> Message:
    try:
        kind, job, body, sizes = json.loads(str(header, "utf-8", "surrogatepass"))
    except (ValueError, TypeError, RecursionError) as error:
        raise ProtocolError(f"the header of a frame is damaged: {error}") from error
    if kind not in _KINDS or type(job) is not int or not isinstance(body, dict):
        raise ProtocolError("the header of a frame holds no message")
    return Message(kind, job, body, tuple(_split(rest, sizes)))


def _split(rest: memoryview, sizes: Sequence[Any]) -> list[memoryview]:
    found, place = [], 0
    if not isinstance(sizes, list) or any(type(size) is not int or size < 0 for size in sizes):
        raise ProtocolError("the lengths of a frame's buffers are damaged")
    if sum(sizes) != len(rest):
        raise ProtocolError("the lengths of a frame's buffers do not add up")
    for size in sizes:
        found.append(rest[place : place + size])
        place += size
    return found
