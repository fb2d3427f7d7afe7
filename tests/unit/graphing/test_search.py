# SPDX-License-Identifier: Apache-2.0
"""Searching finds what looking at every node finds."""

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutaway.errors import RequestError
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


def test_fields_of_the_details_are_searched() -> None:
    made = shaped_graphs.Growing()
    made.node("x", "Placeholder")
    made.node("y", "Relu")
    search = Search(made.graph(), {"dtype": ["float32", "int8"], "shape": ["? × 4", "? × 4 × 4"]})
    assert list(search.find("dtype:int8").nodes) == [1]
    assert list(search.find('shape:"4 × 4"').nodes) == [1]
    assert list(search.find("float32").nodes) == [0]


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
