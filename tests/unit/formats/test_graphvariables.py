# SPDX-License-Identifier: Apache-2.0
"""Variables that a graph declares."""

from cutaway.description.variables import Variable
from cutaway.formats.graphvariables import declared, trainable_names, with_trainable
from cutaway.formats.nodes import VARIABLES, take_census
from cutaway.wire.protobuf import Message, message_class
from helpers import graphs


def _trained(*names: str, whole: str = "") -> Message:
    meta = graphs.meta_graph()
    for name in names:
        variable = message_class("VariableDef")(variable_name=name)
        variable.save_slice_info_def.full_name = whole
        meta.collection_def["trainable_variables"].bytes_list.value.append(variable.SerializeToString())
    return meta


def test_nodes_of_variables_are_variables_without_values() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "VariableV2", dtype=graphs.FLOAT, shape=[2, 3])
    graphs.node(graph, "b", "VarHandleOp", dtype=graphs.INT64, shape=[], shared_name="step")
    graphs.node(graphs.function(graph, "f", {}, {}), "c", "VarHandleOp", dtype=graphs.FLOAT, shape=[9])
    found = declared(take_census(graph, VARIABLES), frozenset({"a"}))
    assert [(one.name, one.dtype, one.shape, one.bytes, one.trainable, one.available) for one in found] == [
        ("step", "int64", (), 8, False, False),
        ("a", "float32", (2, 3), 24, True, False),
    ]


def test_what_is_trained_stands_in_a_collection() -> None:
    assert trainable_names(graphs.meta_graph()) is None
    assert trainable_names(_trained("a:0", "b/c:0")) == frozenset({"a", "b/c"})
    assert trainable_names(_trained("w/part_0:0", "w/part_1:0", whole="w")) == frozenset({"w"})


def test_what_cannot_be_parsed_is_passed_over() -> None:
    meta = _trained("a:0")
    meta.collection_def["trainable_variables"].bytes_list.value.append(b"\xff")
    assert trainable_names(meta) == frozenset({"a"})


def test_only_weights_are_trained() -> None:
    weight = Variable("w", "w", "float32", (1,), 4, "weight")
    slot = Variable("w/Adam", "w/Adam", "float32", (1,), 4, "optimizer")
    found = with_trainable((weight, slot), frozenset({"w"}))
    assert [variable.trainable for variable in found] == [True, None]
    assert with_trainable((weight,), None) == (weight,)
