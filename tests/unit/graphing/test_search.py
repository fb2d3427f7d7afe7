# SPDX-License-Identifier: Apache-2.0
"""Searching finds what looking at every node finds."""

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutaway.errors import CancelledError, RequestError
from cutaway.graphing.search import Search
from helpers import shaped_graphs

words = st.sampled_from(["n1", "BLOCK_1", "a/b", "relu", "conv2d", "zzz", "n", "/n2"])


@settings(max_examples=40)
@given(st.integers(0, 1000), words)
def test_a_word_is_found_in_names_and_ops(seed: int, word: str) -> None:
    graph = shaped_graphs.scattered(Random(seed), 40, 2)
    found = Search(graph).find(word)
    expected = {
        node
        for node, name in enumerate(graph.names)
        if word.lower() in name.lower() or word.lower() in graph.op_names[graph.ops[node]].lower()
    }
    assert set(found.nodes) == expected
    assert found.total == len(expected)


def test_a_regular_expression_is_found_in_names() -> None:
    graph = shaped_graphs.residual(1_000)
    pattern = r"block_\d*7/conv$"
    found = Search(graph).find(f"name:/{pattern}/")
    assert set(found.nodes) == {node for node, name in enumerate(graph.names) if re.search(pattern, name)}


def test_all_terms_must_hold() -> None:
    graph = shaped_graphs.residual(1_000)
    found = Search(graph).find("op:relu name:tower_2")
    assert found.total > 0
    assert all(
        graph.names[node].startswith("tower_2/") and graph.names[node].endswith("relu")
        for node in found.nodes
    )


def test_the_node_that_is_called_so_comes_first() -> None:
    made = shaped_graphs.Growing()
    for name in ("conv/kernel", "a/my_conv", "a/conv_1", "a/conv"):
        made.node(name, "Add")
    graph = made.graph()
    assert [graph.names[node] for node in Search(graph).find("conv").nodes] == [
        "a/conv",
        "a/conv_1",
        "a/my_conv",
        "conv/kernel",
    ]


def _detailed() -> tuple[Search, list[int]]:
    """Two nodes, and the nodes whose type was asked for so far."""
    made = shaped_graphs.Growing()
    made.node("x", "Placeholder")
    made.node("y", "Relu")
    asked: list[int] = []

    def dtype(node: int) -> str:
        asked.append(node)
        return ("float32", "INT8\nfloat16")[node]

    return Search(made.graph(), {"dtype": dtype, "shape": ("?,4", "?,4,4").__getitem__}), asked


def test_fields_of_the_details_are_searched() -> None:
    search, _ = _detailed()
    assert list(search.find("dtype:int8").nodes) == [1]
    assert list(search.find("shape:?,4").nodes) == [0]
    assert search.find("float32").total == 0  # without a field it is about the name or the op


def test_details_are_asked_once_and_only_where_nothing_else_rules_a_node_out() -> None:
    search, asked = _detailed()
    assert list(search.find("dtype:float16 op:relu").nodes) == [1]
    assert asked == [1]
    search.find("dtype:float32")
    search.find("dtype:float")
    assert asked == [1, 0]


def test_details_that_were_read_ahead_are_at_hand_for_the_first_search() -> None:
    search, asked = _detailed()
    assert len(list(search.ahead())) == 1
    assert asked == [0, 1]
    assert list(search.find("dtype:float32").nodes) == [0]
    assert asked == [0, 1]


def test_a_search_may_come_before_all_is_read() -> None:
    search, asked = _detailed()
    steps = search.ahead()
    assert list(search.find("dtype:float16 op:relu").nodes) == [1]
    list(steps)
    assert asked == [1, 0]


def test_what_is_learned_later_is_found() -> None:
    shapes = ["unknown"]
    made = shaped_graphs.Growing()
    made.node("x", "Relu")
    search = Search(made.graph(), {"shape": lambda _node: shapes[0]})
    assert search.find("shape:2,3").total == 0
    shapes[0] = "2,3"
    assert search.find("shape:2,3").total == 0
    search.forget("shape")
    assert search.find("shape:2,3").total == 1


def test_reading_details_can_be_cancelled() -> None:
    def cancel() -> None:
        raise CancelledError("The work was cancelled.")

    search, _ = _detailed()
    with pytest.raises(CancelledError):
        search.find("dtype:int8", look=cancel)


def test_functions_are_searched_by_name() -> None:
    graph = shaped_graphs.functions(20)
    found = Search(graph).find("function:step_7")
    assert found.total > 0
    assert {graph.functions[graph.function_of[node]] for node in found.nodes} == {"__inference_step_7"}


def test_no_more_are_listed_than_asked_for() -> None:
    found = Search(shaped_graphs.residual(1_000)).find("relu", limit=5)
    assert len(found.nodes) == 5
    assert found.total > 100


def test_a_tensor_is_a_word_like_any_other() -> None:
    made = shaped_graphs.Growing()
    made.node("serving_default:0", "_Arg")
    assert Search(made.graph()).find("default:0").total == 1


def test_a_broken_expression_is_refused_with_a_reason() -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        Search(shaped_graphs.loop()).find("/(/")


def test_nothing_is_found_in_nothing() -> None:
    assert Search(shaped_graphs.Growing().graph()).find("x").total == 0
    assert Search(shaped_graphs.loop()).find("  ").total == 0
