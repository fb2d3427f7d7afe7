# SPDX-License-Identifier: Apache-2.0
"""Words for what is wrong with bytes that the protobuf library refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.wire import protofault
from cutaway.wire.protobuf import message_class
from helpers import graphs

GRAPH = message_class("GraphDef").DESCRIPTOR


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "it is empty"),
        (b"\x0a\x05ab", "it ends 3 bytes before a field that begins at byte 0 and claims 5 bytes"),
        (b"\x0a\x02\x0a\x05xxxxx", "the NodeDef around it ends 5 bytes before a field that begins at byte 2"),
        (b"\x0f", "there is no wire type 7, which a GraphDef has at byte 0"),
        (b"\x0c", "a GraphDef ends a group that it did not begin, at byte 0"),
        (b"\x0b\x08\x01", "a group in GraphDef is not closed at byte 3"),
        (b"\x02\x00", "a GraphDef has a field with the forbidden number 0 at byte 0"),
        (b"\x0a\x04\x0a\x02\xff\xfe", "the name of a NodeDef is not UTF-8 text at byte 4"),
        (b"\x18" + b"\xff" * 11, "a number at byte 1 takes more than 10 bytes"),
        (b"\x18\xff", "it ends in the middle of a field, at byte 2"),
    ],
)
def test_the_first_breach_is_named_with_its_place(data: bytes, words: str) -> None:
    assert words in protofault.find(GRAPH, data)


def test_too_deep_a_nesting_is_named() -> None:
    value = message_class("StructuredValue")()
    inner = value
    for _ in range(99):
        inner = inner.list_value.values.add()
    data = value.SerializeToString()
    assert "nest deeper than 100 levels" in protofault.find(value.DESCRIPTOR, data)


def test_a_field_that_runs_past_its_message_is_named() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "NoOp")
    data = bytearray(graph.SerializeToString())
    data[1] -= 1
    assert "at byte" in protofault.find(GRAPH, bytes(data))


@given(st.binary(max_size=200))
def test_any_bytes_get_words(data: bytes) -> None:
    assert protofault.find(GRAPH, data)
