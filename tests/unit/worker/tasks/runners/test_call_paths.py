# SPDX-License-Identifier: Apache-2.0
"""Tensors are found by the path that the graph is drawn with, and what is not executed is known beforehand."""

import pytest

from cutaway.wire.protobuf import Message
from cutaway.worker.tasks.runners.call_paths import CallTree
from helpers import graphs
from helpers.graphs import FLOAT


@pytest.fixture
def tree() -> CallTree:
    """Two calls of a function that calls another; a loop whose body and condition have a node of the same name."""
    return CallTree(_graph(), ["second:0", "loop:0"], ["fed:0"])


def _graph() -> Message:
    made = graphs.graph()
    graphs.node(made, "before", "Placeholder", dtype=FLOAT)
    graphs.node(made, "fed", "Relu", "before", T=FLOAT)
    inner = graphs.function(made, "inner", {"a": FLOAT}, {"r": FLOAT})
    graphs.node(inner, "scope/halves", "Split", "a", "a", T=FLOAT, num_split=2)
    graphs.node(inner, "dead", "Relu", "a", T=FLOAT)
    inner.ret["r"] = "scope/halves:output:1"
    outer = graphs.function(made, "outer", {"a": FLOAT}, {"r": FLOAT})
    graphs.calling(graphs.node(outer, "call", "PartitionedCall", "a"), "f", "inner")
    outer.ret["r"] = "call:output:0"
    for name in ("first", "second"):
        graphs.calling(graphs.node(made, name, "PartitionedCall", "fed"), "f", "outer")
    for role in ("cond", "body"):
        body = graphs.function(made, role, {"a": FLOAT}, {"r": FLOAT})
        graphs.node(body, "same", "Relu" if role == "body" else "Neg", "a", T=FLOAT)
        body.ret["r"] = f"same:{'activations' if role == 'body' else 'y'}:0"
    loop = graphs.node(made, "loop", "While", "fed")
    graphs.calling(graphs.calling(loop, "cond", "cond"), "body", "body")
    return made


def test_a_node_inside_calls_goes_by_the_calls_names(tree: CallTree) -> None:
    way = tree.find("second/call/scope/halves:1")
    assert way is not None
    assert [step.function for step in way.steps] == ["outer", "inner"]
    assert (way.node, way.output) == ("scope/halves", 1)
    assert tree.reference(way) == ("scope/halves:output:1", "float32")


def test_an_argument_and_a_result_are_tensors_too(tree: CallTree) -> None:
    argument, result = tree.find("second/call/a:0"), tree.find("second/r:0")
    assert argument is not None
    assert result is not None
    assert tree.reference(argument) == ("a", "float32")
    assert tree.reference(result) == ("call:output:0", "float32")


def test_the_body_of_a_loop_comes_before_its_condition(tree: CallTree) -> None:
    way = tree.find("loop/same:0")
    assert way is not None
    assert way.steps[0].attr == "body"


@pytest.mark.parametrize("path", ["nothing:0", "second/nothing:0", "first/call/scope", "", ":0", "/"])
def test_what_is_not_there_is_not_found(tree: CallTree, path: str) -> None:
    assert tree.find(path) is None


def test_an_output_that_a_node_lacks_has_no_reference(tree: CallTree) -> None:
    way = tree.find("loop/same:5")
    assert way is not None
    reference = tree.reference(way)
    assert reference is None or reference[0] == "same:activations:5"


@pytest.mark.parametrize(
    ("path", "within"),
    [
        ("first/call/dead:0", "the signature comes from first"),
        ("second/call/dead:0", "the function inner comes from dead"),
        ("before:0", "the signature comes from before"),
        ("second/call/scope/halves:0", ""),
        ("fed:0", ""),
    ],
)
def test_what_is_not_executed_is_told(tree: CallTree, path: str, within: str) -> None:
    way = tree.find(path)
    assert way is not None
    assert within in tree.dead(way)
    assert bool(tree.dead(way)) == bool(within)


def test_the_same_place_is_found_behind_the_call_that_is_executed(tree: CallTree) -> None:
    way = tree.find("first/call/scope/halves:1")
    assert way is not None
    other = tree.elsewhere(way)
    assert other is not None
    assert (other.steps[0].call, other.node, other.output) == ("second", "scope/halves", 1)


def test_without_a_signature_all_of_the_main_graph_counts() -> None:
    tree = CallTree(_graph())
    way = tree.find("before:0")
    assert way is not None
    assert not tree.dead(way)
