# SPDX-License-Identifier: Apache-2.0
"""Large weights are taken out of a graph and put back as they were; what can be folded stays."""

import pytest

from cutaway.wire.protobuf import Message
from cutaway.worker.tasks.converters.weighing_less import with_weights, without_weights
from helpers import graphs


def constant(graph: Message, name: str, size: int = 1 << 17) -> None:
    """So many bytes."""
    node = graphs.node(graph, name, "Const", dtype=graphs.FLOAT)
    tensor = node.attr["value"].tensor
    tensor.dtype, tensor.tensor_content = graphs.FLOAT, bytes(size)
    tensor.tensor_shape.dim.add().size = size // 4


def layer(*, scaled: bool = False) -> Message:
    """A convolution with a kernel behind an Identity, as freezing leaves it."""
    graph = graphs.graph()
    constant(graph, "kernel")
    constant(graph, "scale", 8)
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "read", "Identity", "kernel")
    graphs.node(graph, "conv", "Conv2D", "x", "read", "^scale")
    if scaled:
        graphs.node(graph, "scaled", "Mul", "conv", "scale")
    return graph


def taken(graph: Message) -> list[str]:
    """What goes where constants are folded."""
    return list(without_weights(graph, folds=True)[1])


@pytest.mark.parametrize("folds", [False, True])
def test_large_weights_go_and_come_back(*, folds: bool) -> None:
    graph = layer()
    before = graph.SerializeToString(deterministic=True)
    light, weights = without_weights(graph, folds=folds)
    assert [node.op for node in light.node][:2] == ["Placeholder", "Const"]
    assert light.node[0].attr["shape"].shape.dim[0].size == 1 << 15
    assert light.ByteSize() < 1000
    assert list(weights) == ["kernel"]
    with_weights(light, weights)
    assert light.SerializeToString(deterministic=True) == before
    assert not weights


@pytest.mark.parametrize("op", ["Transpose", "Split", "Add"])
def test_what_something_else_takes_too_stays(op: str) -> None:
    graph = layer()
    graphs.node(graph, "other", op, "read", "scale")
    assert taken(graph) == []
    assert list(without_weights(graph)[1]) == ["kernel"]


def test_kernels_that_will_be_scaled_stay() -> None:
    assert taken(layer(scaled=True)) == []


def test_what_takes_constants_alone_is_folded() -> None:
    graph = graphs.graph()
    constant(graph, "first")
    constant(graph, "second")
    graphs.node(graph, "product", "MatMul", "first:0", "second:0")
    assert taken(graph) == []
