# SPDX-License-Identifier: Apache-2.0
"""What is changed in a message's bytes is what the protobuf library reads, and nothing else."""

import pytest

from cutaway.wire import protobuf
from cutaway.wire.protosplice import Rope, kept, rewrite, rope


def _graph() -> bytes:
    graph = protobuf.message_class("GraphDef")()
    for name in ("a", "b", "c"):
        graph.node.add(name=name, op="NoOp")
    graph.versions.producer = 7
    data: bytes = graph.SerializeToString()
    return data


def _parse(made: Rope) -> object:
    assert len(made.content()) == made.length
    return protobuf.message_class("GraphDef").FromString(made.content())


def _name(body: memoryview) -> str:
    name: str = protobuf.message_class("NodeDef").FromString(body).name
    return name


def test_without_changes_the_bytes_are_the_same_and_not_copied() -> None:
    data = memoryview(_graph())
    made = rewrite(data, {1: kept})
    assert made.pieces == [data]


def test_fields_are_replaced_removed_and_added_in_their_order() -> None:
    def change(body: memoryview) -> Rope | None:
        if _name(body) == "a":
            return None
        if _name(body) == "b":
            return rope(protobuf.message_class("NodeDef")(name="B" * 300).SerializeToString())
        return kept(body)

    new = protobuf.message_class("NodeDef")(name="d").SerializeToString()
    graph = _parse(rewrite(memoryview(_graph()), {1: change}, [(1, rope(new))]))
    assert [node.name for node in graph.node] == ["B" * 300, "c", "d"]  # type: ignore[attr-defined]
    assert graph.versions.producer == 7  # type: ignore[attr-defined]


def test_what_no_descriptor_knows_stays() -> None:
    unknown = bytes([0xFA, 0x7F, 3]) + b"new"  # field 2047, three bytes
    made = rewrite(memoryview(_graph() + unknown), {1: lambda _: None})
    assert made.content().endswith(unknown)


def test_bytes_that_break_the_wire_format_are_refused() -> None:
    with pytest.raises(ValueError, match="past the end"):
        rewrite(memoryview(_graph()[:-1]), {})
