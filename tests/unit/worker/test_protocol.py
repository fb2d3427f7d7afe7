# SPDX-License-Identifier: Apache-2.0
"""Frames: whatever the pieces they come in, they mean the same; what is no frame is refused."""

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.worker import protocol
from cutaway.worker.protocol import Decoder, Message, ProtocolError, encode

any_text = st.text(st.characters(), max_size=30)  # lone surrogates too, as in paths that are no UTF-8
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | any_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=12,
)
messages = st.builds(
    Message,
    st.sampled_from(["request", "result", "progress"]),
    st.integers(0, 2**40),
    st.dictionaries(any_text, values, max_size=4),
    st.lists(st.binary(max_size=60), max_size=3).map(tuple),
)


def joined(found: list[Message]) -> bytes:
    return b"".join(bytes(piece) for message in found for piece in encode(message))


def plain(message: Message) -> Message:
    return Message(message.kind, message.job, message.body, tuple(map(bytes, message.buffers)))


@given(st.lists(messages, max_size=4), st.data())
def test_messages_survive_whatever_the_pieces_are(sent: list[Message], data: st.DataObject) -> None:
    stream = joined(sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    decoder, received = Decoder(), []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        received += decoder.feed(stream[start:end])
    assert [plain(message) for message in received] == sent


@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_the_decoder(data: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        Decoder().feed(data)


@given(messages, st.data())
def test_a_damaged_frame_is_refused_or_still_a_message(message: Message, data: st.DataObject) -> None:
    stream = bytearray(joined([message]))
    place = data.draw(st.integers(0, len(stream) - 1))
    stream[place] ^= data.draw(st.integers(1, 255))
    try:
        found = Decoder().feed(bytes(stream))
    except ProtocolError:
        return
    assert all(isinstance(item, Message) for item in found)


def test_a_frame_that_claims_too_much_is_refused_before_it_has_come() -> None:
    claim = struct.pack("<4sII", protocol.MARK, protocol.HEADER_LIMIT + 1, 0)
    with pytest.raises(ProtocolError):
        Decoder().feed(claim)


def test_buffers_that_do_not_add_up_are_refused() -> None:
    header = b'["result",1,{},[3]]'
    with pytest.raises(ProtocolError):
        Decoder().feed(struct.pack("<4sII", protocol.MARK, len(header), 2) + header + b"ab")


@pytest.mark.parametrize(
    "header", [b"[]", b"7", b'["shout",1,{},[]]', b'["log","1",{},[]]', b"\xff", b"[" * 9]
)
def test_headers_that_hold_no_message_are_refused(header: bytes) -> None:
    with pytest.raises(ProtocolError):
        Decoder().feed(struct.pack("<4sII", protocol.MARK, len(header), 0) + header)


def test_numbers_that_json_lacks_cross() -> None:
    sent = Message("result", 1, {"value": [float("inf"), float("-inf")]})
    assert Decoder().feed(joined([sent])) == [sent]


def test_buffers_are_written_as_they_are() -> None:
    buffer = memoryview(bytearray(b"weights"))
    assert encode(Message("result", 1, {}, (buffer,)))[1] is buffer
