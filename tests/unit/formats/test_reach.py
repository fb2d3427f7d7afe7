# SPDX-License-Identifier: Apache-2.0
"""What lies behind a tensor: nodes, the first where a name occurs twice, and the functions that they call."""

from cutaway.formats.reach import Reach
from helpers import graphs
from helpers.graphs import FLOAT


def test_of_nodes_with_one_name_the_first_counts() -> None:
    made = graphs.graph()
    graphs.node(made, "x", "Placeholder", dtype=FLOAT)
    graphs.node(made, "y", "Relu", "x")
    graphs.node(made, "x", "Const", "y")
    reach = Reach(made)
    assert reach.ops == {"x": "Placeholder", "y": "Relu"}
    assert reach.inputs == {"x": [], "y": ["x"]}
    assert list(reach.nodes) == ["x", "y"]


def test_a_walk_enters_cycles_once_and_follows_calls() -> None:
    made = graphs.graph()
    graphs.node(made, "a", "Relu", "b:1")
    graphs.node(made, "b", "PartitionedCall", "a", "^c")
    graphs.calling(made.node[1], "f", "body")
    graphs.node(made, "c", "NoOp")
    graphs.node(made, "other", "NoOp")
    body = graphs.function(made, "body", {"x": FLOAT}, {"y": FLOAT})
    graphs.calling(graphs.node(body, "again", "PartitionedCall", "x"), "f", "body")
    graphs.function(made, "unused", {}, {})
    found = Reach(made).behind(["a:0", "nowhere"])
    assert found.nodes == {"a", "b", "c"}
    assert found.functions == {"body"}
