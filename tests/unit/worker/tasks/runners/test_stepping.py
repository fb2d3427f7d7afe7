# SPDX-License-Identifier: Apache-2.0
"""Run metadata becomes rows with the names that the graph is drawn with."""

from types import SimpleNamespace

from cutaway.worker.tasks.runners.call_paths import CallTree
from cutaway.worker.tasks.runners.stepping import Names, medians, times
from helpers import graphs
from helpers.graphs import FLOAT


def _node(name: str, op: str, begin: int, end: int) -> SimpleNamespace:
    label = f"{name} = {op}(x, y)"
    return SimpleNamespace(
        node_name=name, timeline_label=label, op_start_rel_nanos=begin, op_end_rel_nanos=end
    )


def _stats(*nodes: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(dev_stats=[SimpleNamespace(node_stats=list(nodes))])


def test_the_turns_of_a_loop_are_summed_and_counted() -> None:
    found = times(_stats(_node("a", "_MklMatMul", 0, 1000), _node("a", "_MklMatMul", 0, 3000)))
    assert found == {("a", "MatMul"): (4e-6, 2)}


def test_what_tensorflow_needs_at_the_border_is_left_out() -> None:
    assert times(_stats(_node("x", "_Arg", 0, 9), _node("_SOURCE", "NoOp", 0, 9))) == {}


def test_rows_are_medians_with_the_slowest_first() -> None:
    runs = [{("a", "A"): (seconds, 1), ("b", "B"): (0.5, 2)} for seconds in (0.1, 9.0, 0.2)]
    found = medians(runs, [1.0, 3.0, 2.0], "how")
    assert [(row.node, row.seconds, row.calls) for row in found.rows] == [("b", 0.5, 2), ("a", 0.2, 1)]
    assert found.total == 2


def test_names_inside_loops_and_calls_are_those_of_the_graph() -> None:
    made = graphs.graph()
    graphs.node(made, "x", "Placeholder", dtype=FLOAT)
    body = graphs.function(made, "body", {"a": FLOAT}, {"r": FLOAT})
    graphs.node(body, "scope/turn", "Relu", "a", T=FLOAT)
    outer = graphs.function(made, "outer", {"a": FLOAT}, {"r": FLOAT})
    graphs.calling(graphs.node(outer, "while", "While", "a"), "body", "body")
    graphs.calling(graphs.node(made, "call", "StatefulPartitionedCall", "x"), "f", "outer")
    names = Names(CallTree(made))
    assert names.shown("while/body/_18/scope/turn") == "call/while/scope/turn"
    assert names.shown("call/while/body/_7/scope/turn") == "call/while/scope/turn"
    assert names.shown("while/enter/_21") == "while/enter/_21"
