# SPDX-License-Identifier: Apache-2.0
"""Constants: headers without values, values in every way in which TensorFlow stores them."""

import numpy as np
import pytest

from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats.constants import Constants, list_constants, read_header, values
from cutaway.formats.nodes import Place
from cutaway.wire import protostrip
from cutaway.wire.protobuf import Decoded, Message, message_class
from helpers import graphs

BFLOAT16, BOOL, COMPLEX64, HALF, UINT64, FLOAT8 = 14, 10, 8, 19, 23, 24


def _values(tensor: Message) -> np.ndarray:
    return values(tensor, graphs.decoded(tensor))


def test_content_is_a_read_only_view() -> None:
    found = _values(graphs.tensor(graphs.FLOAT, [2, 1], np.array([1, 2], "<f4").tobytes()))
    assert (found.tolist(), found.dtype.name, found.flags.writeable) == ([[1.0], [2.0]], "float32", False)


@pytest.mark.parametrize(
    ("tensor", "expected"),
    [
        (graphs.tensor(graphs.FLOAT, [2], float_val=[1.5, -2]), [1.5, -2.0]),
        (graphs.tensor(graphs.INT64, [2], int64_val=[2**62, -1]), [2**62, -1]),
        (graphs.tensor(UINT64, [1], uint64_val=[2**64 - 1]), [2**64 - 1]),
        (graphs.tensor(BOOL, [2], bool_val=[True, False]), [True, False]),
        (graphs.tensor(COMPLEX64, [1], scomplex_val=[1, 2]), [1 + 2j]),
        (graphs.tensor(HALF, [1], half_val=[0x3C00]), [1.0]),
        (graphs.tensor(BFLOAT16, [1], half_val=[0x3F80]), [1.0]),
        (graphs.tensor(FLOAT8, [1], float8_val=b"\x3c"), [1.0]),
        (graphs.tensor(graphs.STRING, [2], string_val=[b"a", b"\xff"]), [b"a", b"\xff"]),
    ],
)
def test_values_in_fields_are_read(tensor: Message, expected: list[object]) -> None:
    assert _values(tensor).tolist() == expected


def test_the_last_stored_value_stands_for_the_rest() -> None:
    assert _values(graphs.tensor(graphs.INT32, [4], int_val=[1, 7])).tolist() == [1, 7, 7, 7]


def test_no_stored_value_stands_for_zeros() -> None:
    assert _values(graphs.tensor(graphs.FLOAT, [2])).tolist() == [0.0, 0.0]
    assert _values(graphs.tensor(graphs.STRING, [2])).tolist() == [b"", b""]


def test_one_value_for_many_takes_no_memory() -> None:
    found = _values(graphs.tensor(graphs.FLOAT, [1000, 1000], float_val=[3.0]))
    assert (found.shape, found[999, 999], found.strides) == ((1000, 1000), 3.0, (0, 0))


@pytest.mark.parametrize("name", ["float_val", "double_val", "int_val"])
def test_values_left_in_the_file_are_read_as_those_in_the_message(name: str) -> None:
    dtype = {"float_val": graphs.FLOAT, "double_val": 2, "int_val": graphs.INT32}[name]
    graph = graphs.graph()
    graphs.node(graph, "c", "Const", value=graphs.tensor(dtype, [2000], b"", **{name: range(2000)}))
    data = memoryview(graph.SerializeToString())
    stripped = protostrip.strip(data, protostrip.SCHEMAS["GraphDef"])
    message = message_class("GraphDef").FromString(stripped.join())
    found = values(message.node[0].attr["value"].tensor, Decoded(message, data, stripped.token))
    assert found.tolist() == list(range(2000))


def _constants(**tensors: Message) -> Constants:
    return Constants(graphs.decoded(None), "g.pb", tensors)


def test_a_constant_that_claims_more_than_memory_is_not_spread_out() -> None:
    with pytest.raises(RequestError, match=r"c in g\.pb is not spread out: its .* would take"):
        _constants(c=graphs.tensor(graphs.FLOAT, [1 << 60], float_val=[1])).array("c")


@pytest.mark.parametrize(
    ("tensor", "words"),
    [
        (graphs.tensor(graphs.FLOAT, [2], b"123456"), "no whole number of float32"),
        (graphs.tensor(graphs.FLOAT, [2], b"1234" * 3), "holds 2 values and 3 are stored"),
        (graphs.tensor(graphs.FLOAT, [4], b"1234" * 3), "holds 4 values and 3 are stored"),
        (graphs.tensor(graphs.FLOAT, [-2], float_val=[1]), "negative size"),
        (graphs.tensor(graphs.RESOURCE, [1]), "type resource has no values"),
        (graphs.tensor(COMPLEX64, [1], scomplex_val=[1, 2, 3]), "no imaginary part"),
    ],
)
def test_what_does_not_fit_together_is_damage(tensor: Message, words: str) -> None:
    with pytest.raises(DamagedFileError, match=words):
        _constants(c=tensor).array("c")


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(RequestError, match="There is no constant nothing"):
        _constants().array("nothing")


def test_scalars_and_small_ones_are_no_rows() -> None:
    graph = graphs.graph()
    graphs.node(graph, "scalar", "Const", value=graphs.tensor(graphs.FLOAT, [], float_val=[1]))
    graphs.node(graph, "axes", "Const", value=graphs.tensor(graphs.INT32, [2], int_val=[0, 1]))
    graphs.node(graph, "weights", "Const", value=graphs.tensor(graphs.FLOAT, [4], b"1234" * 4))
    places = [Place("f", node) for node in graph.node]
    variables, tensors = list_constants(places, graphs.decoded(graph), 16)
    assert [(one.name, one.shape, one.bytes, one.role) for one in variables] == [
        ("f/weights", (4,), 16, "weight")
    ]
    assert list(tensors) == ["f/weights"]


def test_a_header_tells_what_is_stored_not_what_is_claimed() -> None:
    tensor = graphs.tensor(graphs.FLOAT, [1 << 40], float_val=[1])
    assert read_header(tensor, graphs.decoded(tensor)) == ("float32", (1 << 40,), 4)
