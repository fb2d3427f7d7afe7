# SPDX-License-Identifier: Apache-2.0
"""What is wrong with the structure of a graph."""

from cutaway.formats.graphchecks import check, short
from cutaway.formats.reach import Reach
from cutaway.wire.protobuf import Message
from helpers import graphs


def _codes(graph: Message) -> list[str]:
    return [finding.code for finding in check(graph, Reach(graph))]


def test_a_sound_graph_has_no_findings() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "NoOp")
    graphs.node(graph, "b", "Identity", "a:0", "^a")
    assert _codes(graph) == []


def test_a_loop_of_tensorflow_1_is_no_cycle() -> None:
    graph = graphs.graph()
    graphs.node(graph, "enter", "Enter")
    graphs.node(graph, "merge", "Merge", "enter", "next")
    graphs.node(graph, "next", "NextIteration", "merge")
    assert _codes(graph) == []


def test_nodes_out_of_order_are_no_cycle() -> None:
    graph = graphs.graph()
    graphs.node(graph, "b", "Relu", "a")
    graphs.node(graph, "a", "NoOp")
    assert _codes(graph) == []


def test_a_cycle_is_found() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "Relu", "b")
    graphs.node(graph, "b", "Relu", "a")
    finding = check(graph, Reach(graph))[0]
    assert (finding.code, finding.severity, finding.where) == ("cycle", "warning", "a")
    assert finding.message.startswith("2 nodes feed each other")


def test_names_that_are_missing_double_or_forbidden_are_found() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "NoOp")
    graphs.node(graph, "a", "NoOp")
    graphs.node(graph, "b b", "Relu", "ghost")
    assert _codes(graph) == ["duplicate-node", "invalid-name", "dangling-input"]


def _function(graph: Message, name: str, *called: str) -> None:
    body = graphs.function(graph, name, {}, {})
    for number, other in enumerate(called):
        graphs.calling(graphs.node(body, f"call{number}", "PartitionedCall"), "f", other)


def test_a_function_that_calls_itself_is_found() -> None:
    graph = graphs.graph()
    _function(graph, "f", "g")
    _function(graph, "g", "f")
    assert _codes(graph) == ["recursive-function"]


def test_functions_that_grow_without_measure_are_found_at_once() -> None:
    graph = graphs.graph()
    for number in range(5000):
        _function(graph, f"f{number}", f"f{number + 1}", f"f{number + 1}")
    _function(graph, "f5000")
    finding = check(graph, Reach(graph))[0]
    assert finding.code == "exploding-functions"
    assert "more than 10^18 nodes" in finding.message


def test_a_function_with_the_name_of_an_op_is_found() -> None:
    graph = graphs.graph()
    graphs.node(graphs.function(graph, "Add", {}, {}), "sum", "Add")
    assert _codes(graph) == ["function-named-as-op"]


def test_names_in_sentences_are_short_and_on_one_line() -> None:
    assert short("a\nb") == "a\N{REPLACEMENT CHARACTER}b"
    assert len(short("x" * 10_000)) == 201
    assert short("") == "(no name)"
