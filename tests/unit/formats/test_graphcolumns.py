# SPDX-License-Identifier: Apache-2.0
"""A graph in columns: edges of the main graph and of function bodies, with outputs numbered as tensors are."""

from cutaway.description.graph import CONTROL, Graph
from cutaway.formats.graphcolumns import read_columns
from helpers import graphs


def _edges(graph: Graph) -> set[tuple[str, int, str, int]]:
    columns = zip(graph.edge_from, graph.edge_output, graph.edge_to, graph.edge_input, strict=True)
    return {
        (graph.names[source], output, graph.names[target], slot) for source, output, target, slot in columns
    }


def test_edges_of_the_main_graph_carry_outputs_slots_and_control() -> None:
    graph = graphs.graph()
    graphs.node(graph, "s", "Split", num_split=2, T=graphs.FLOAT)
    graphs.node(graph, "a", "Add", "s", "s:1", "^s", T=graphs.FLOAT)
    found = read_columns(graph)
    assert _edges(found) == {("s", 0, "a", 0), ("s", 1, "a", 1), ("s", CONTROL, "a", 2)}
    assert [found.op_names[op] for op in found.ops] == ["Split", "Add"]
    assert list(found.function_of) == [-1, -1]


def test_bodies_number_outputs_by_argument() -> None:
    graph = graphs.graph()
    body = graphs.function(graph, "f", {"x": graphs.FLOAT}, {"y": graphs.FLOAT})
    graphs.node(body, "n", "FusedBatchNormV3", "x", T=graphs.FLOAT, U=graphs.FLOAT)
    graphs.node(body, "r", "Relu", "n:batch_variance:0", T=graphs.FLOAT)
    body.ret["y"] = "r:activations:0"
    found = read_columns(graph)
    assert _edges(found) == {("x", 0, "n", 0), ("n", 2, "r", 0), ("r", 0, "y", 0)}
    assert [found.op_names[op] for op in found.ops] == ["_Arg", "FusedBatchNormV3", "Relu", "_Retval"]
    assert (found.functions, set(found.function_of)) == (["f"], {0})


def test_outputs_behind_a_list_are_counted_past_it() -> None:
    graph = graphs.graph()
    called = graphs.function(graph, "two", {}, {"a": graphs.FLOAT, "b": graphs.FLOAT})
    called.signature.output_arg[0].number_attr = "N"
    body = graphs.function(graph, "f", {}, {"y": graphs.FLOAT})
    graphs.node(body, "t", "two", N=3)
    body.ret["y"] = "t:b:0"
    assert _edges(read_columns(graph)) == {("t", 3, "y", 0)}


def test_inputs_that_lead_nowhere_are_noted_and_not_followed() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "Relu", "ghost:1", "^ghost")
    body = graphs.function(graph, "f", {}, {})
    graphs.node(body, "b", "Relu", "nothing")
    found = read_columns(graph)
    assert found.dangling == [("a", "ghost:1"), ("a", "^ghost"), ("f/b", "nothing")]
    assert len(found.edge_from) == 0


def test_a_cycle_and_a_node_that_feeds_itself_are_edges_like_others() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "Relu", "b")
    graphs.node(graph, "b", "Relu", "a", "b")
    assert _edges(read_columns(graph)) == {("b", 0, "a", 0), ("a", 0, "b", 0), ("b", 0, "b", 1)}


def test_calls_are_noted_with_the_attribute_that_names_the_function() -> None:
    graph = graphs.graph()
    for name in ("f", "g"):
        graphs.function(graph, name, {"x": graphs.FLOAT}, {})
    branch = graphs.node(graph, "branch", "If")
    graphs.calling(graphs.calling(branch, "then_branch", "g"), "else_branch", "f")
    graphs.node(graph, "direct", "f")
    graphs.calling(graphs.node(graph, "lost", "PartitionedCall"), "f", "nobody")
    graphs.calling(graphs.node(graph, "no_caller", "Relu"), "f", "g")
    assert read_columns(graph).calls == [(0, 0, "else_branch"), (0, 1, "then_branch"), (1, 0, "f")]


def test_calls_inside_a_function_are_noted_too() -> None:
    graph = graphs.graph()
    outer = graphs.function(graph, "outer", {"x": graphs.FLOAT}, {})
    graphs.function(graph, "inner", {"x": graphs.FLOAT}, {})
    graphs.calling(graphs.node(outer, "call", "PartitionedCall", "x"), "f", "inner")
    found = read_columns(graph)
    assert [(found.names[node], function, role) for node, function, role in found.calls] == [("call", 1, "f")]
