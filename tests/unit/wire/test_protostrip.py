# SPDX-License-Identifier: Apache-2.0
"""The wire scanner keeps structure and leaves payloads behind; whatever it cannot do it says."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.wire import protostrip
from cutaway.wire.protobuf import Message, message_class
from cutaway.wire.protostrip import SCHEMAS, StripError, TooManyFieldsError, reference, strip, varint
from cutaway.wire.varints import read_varint
from helpers import graphs


def _stripped(message: Message, name: str = "GraphDef") -> tuple[Message, bytes, memoryview]:
    data = memoryview(message.SerializeToString())
    found = strip(data, SCHEMAS[name])
    assert len(found.join()) == found.length
    return message_class(name).FromString(found.join()), found.token, data


def test_a_graph_of_small_things_comes_back_as_it_was() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "Const", value=graphs.tensor(graphs.FLOAT, [1], b"1234"))
    graphs.node(graph, "b", "Identity", "a", "^a", T=graphs.FLOAT)
    assert _stripped(graph)[0] == graph


@pytest.mark.parametrize("field", ["float_val", "int_val", "double_val"])
def test_packed_values_become_a_reference_that_names_their_field(field: str) -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "Const", value=graphs.tensor(graphs.FLOAT, [3000], b"", **{field: [7] * 3000}))
    message, token, data = _stripped(graph)
    found = reference(message.node[0].attr["value"].tensor.tensor_content, token)
    assert found is not None
    number = message_class("TensorProto").DESCRIPTOR.fields_by_name[field].number
    again = message_class("TensorProto").FromString(
        varint(number << 3 | 2)
        + varint(found.length)
        + bytes(data[found.offset : found.offset + found.length])
    )
    assert (found.field, list(getattr(again, field))) == (number, [7] * 3000)


def test_payloads_in_functions_of_saved_models_are_left_behind_too() -> None:
    graph = graphs.graph()
    body = graphs.function(graph, "f", {}, {"y": graphs.FLOAT})
    graphs.node(body, "c", "Const", value=graphs.tensor(graphs.FLOAT, [1000], b"x" * 4000))
    saved = message_class("SavedModel")(saved_model_schema_version=1)
    saved.meta_graphs.add().CopyFrom(graphs.meta_graph(graph))
    message, token, data = _stripped(saved, "SavedModel")
    node = message.meta_graphs[0].graph_def.library.function[0].node_def[0]
    found = reference(node.attr["value"].tensor.tensor_content, token)
    assert found is not None
    assert bytes(data[found.offset :][: found.length]) == b"x" * 4000


def test_a_long_string_attribute_stays_in_its_own_field() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "XlaCallModule", module="m" * 5000)
    message, token, _ = _stripped(graph)
    found = reference(message.node[0].attr["module"].s, token)
    assert found is not None
    assert found.length == 5000


def test_a_payload_that_looks_like_a_reference_is_none() -> None:
    forged = struct.pack("<16sIQQ", b"0" * 16, 4, 0, 1 << 40)
    assert reference(forged, b"1" * 16) is None


def test_a_tensor_with_values_in_two_places_is_left_to_the_full_parser() -> None:
    tensor = graphs.tensor(graphs.FLOAT, [2000], b"1234" * 1000, float_val=[1.0])
    graph = graphs.graph()
    graphs.node(graph, "a", "Const", value=tensor)
    with pytest.raises(StripError, match="two places"):
        strip(memoryview(graph.SerializeToString()), SCHEMAS["GraphDef"])


def test_nodes_are_counted_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protostrip, "MOST_FIELDS", 50)
    with pytest.raises(TooManyFieldsError):
        strip(memoryview(b"\x0a\x00" * 60), SCHEMAS["GraphDef"])


def test_nesting_has_an_end() -> None:
    value = b"\x12" + varint(2000) + b"x" * 2000  # AttrValue.s
    for _ in range(protostrip.MOST_DEPTH):
        for tag in (b"\x12", b"\x12", b"\x52"):  # an entry, in NameAttrList.attr, in AttrValue.func
            value = tag + varint(len(value)) + value
    for tag in (b"\x12", b"\x2a"):  # an entry, in NodeDef.attr
        value = tag + varint(len(value)) + value
    node = value
    with pytest.raises(StripError, match="too deep"):
        strip(memoryview(b"\x0a" + varint(len(node)) + node), SCHEMAS["GraphDef"])


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_result_or_in_a_strip_error(data: bytes) -> None:
    try:
        found = strip(memoryview(data), SCHEMAS["SavedModel"])
    except (StripError, TooManyFieldsError):
        return
    assert found.join() == data


@given(st.integers(0, 2**64 - 1))
def test_numbers_survive_their_variable_length(number: int) -> None:
    raw = varint(number)
    assert read_varint(raw, 0, len(raw)) == (number, len(raw))
