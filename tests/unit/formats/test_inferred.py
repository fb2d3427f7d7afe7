# SPDX-License-Identifier: Apache-2.0
"""How a graph without signatures is called: guessed, and ranked."""

from cutaway.formats.inferred import infer_signatures
from cutaway.formats.reach import Reach
from cutaway.wire.protobuf import Message
from helpers import graphs


def _inferred(graph: Message) -> list[tuple[list[str], list[str]]]:
    return [
        ([spec.name for spec in signature.inputs], [spec.name for spec in signature.outputs])
        for signature in infer_signatures(Reach(graph))
    ]


def test_placeholders_feed_and_unused_results_are_given() -> None:
    graph = graphs.graph()
    graphs.node(graph, "keep", "PlaceholderWithDefault", "one", dtype=graphs.FLOAT)
    graphs.node(graph, "one", "Const", dtype=graphs.FLOAT)
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT, shape=[-1, 3])
    graphs.node(graph, "y", "Mul", "x", "keep", T=graphs.FLOAT)
    signature = infer_signatures(Reach(graph))[0]
    assert _inferred(graph) == [(["x", "keep"], ["y"])]
    assert signature.inputs[0].shape == (None, 3)
    assert (signature.outputs[0].tensor, signature.outputs[0].dtype) == ("y:0", "float32")
    assert (signature.origin, signature.rank) == ("inferred", 0)


def test_leftovers_of_training_come_second() -> None:
    graph = graphs.graph()
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "save/Identity", "Identity", "x", T=graphs.FLOAT)
    graphs.node(graph, "lr", "Const", dtype=graphs.FLOAT)
    graphs.node(graph, "probs", "Softmax", "x", T=graphs.FLOAT)
    assert _inferred(graph) == [(["x"], ["probs"]), (["x"], ["save/Identity", "lr"])]


def test_what_gives_nothing_is_no_result() -> None:
    graph = graphs.graph()
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "check", "Assert", "x")
    graphs.node(graph, "init", "NoOp")
    graphs.node(graph, "y", "Relu", "x", T=graphs.FLOAT)
    assert _inferred(graph) == [(["x"], ["y"])]


def test_results_of_a_converted_graph_are_what_they_return() -> None:
    graph = graphs.graph()
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "main", "_Retval", "x:0", T=graphs.FLOAT)
    output = infer_signatures(Reach(graph))[0].outputs[0]
    assert (output.name, output.tensor, output.dtype) == ("main", "x:0", "float32")


def test_every_output_of_the_last_node_is_given() -> None:
    graph = graphs.graph()
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "parts", "Split", "x", num_split=2, T=graphs.FLOAT)
    assert _inferred(graph) == [(["x"], ["parts", "parts:1"])]


def test_without_placeholders_the_nodes_that_bring_data_in_feed() -> None:
    graph = graphs.graph()
    node = graphs.node(graph, "next", "IteratorGetNext")
    node.attr["output_types"].list.type.extend([graphs.FLOAT, graphs.INT64])
    graphs.node(graph, "y", "Relu", "next", T=graphs.FLOAT)
    assert _inferred(graph)[0] == (["next", "next:1"], ["y"])


def test_a_graph_in_a_ring_has_no_results() -> None:
    graph = graphs.graph()
    graphs.node(graph, "a", "Relu", "b", T=graphs.FLOAT)
    graphs.node(graph, "b", "Relu", "a", T=graphs.FLOAT)
    assert _inferred(graph) == [([], [])]


def test_what_does_not_depend_on_inputs_is_a_leftover() -> None:
    graph = graphs.graph()
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "weight", "VariableV2", dtype=graphs.FLOAT)
    graphs.node(graph, "weight/Adam/read", "Identity", "weight", T=graphs.FLOAT)
    graphs.node(graph, "y", "Relu", "x", T=graphs.FLOAT)
    assert _inferred(graph) == [(["x"], ["y"]), (["x"], ["weight/Adam/read"])]


def test_what_tells_the_branch_is_a_leftover() -> None:
    graph = graphs.graph()
    graphs.node(graph, "trains", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "cond/Switch", "Switch", "trains", "trains", T=graphs.FLOAT)
    graphs.node(graph, "cond/switch_t", "Identity", "cond/Switch:1", T=graphs.FLOAT)
    graphs.node(graph, "cond/pred_id", "Identity", "trains", T=graphs.FLOAT)
    graphs.node(graph, "y", "Relu", "trains", T=graphs.FLOAT)
    found = _inferred(graph)
    assert found == [(["trains"], ["y"]), (["trains"], ["cond/switch_t", "cond/pred_id"])]


def test_what_savers_are_fed_is_no_input() -> None:
    graph = graphs.graph()
    graphs.node(graph, "save/filename", "PlaceholderWithDefault", "one", dtype=graphs.FLOAT)
    graphs.node(graph, "one", "Const", dtype=graphs.FLOAT)
    graphs.node(graph, "save/Identity", "Identity", "save/filename", T=graphs.FLOAT)
    graphs.node(graph, "next", "IteratorGetNext", "one")
    graphs.node(graph, "y", "Relu", "next", T=graphs.FLOAT)
    found = _inferred(graph)
    assert found[0] == (["next"], ["y"])
