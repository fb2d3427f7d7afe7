# SPDX-License-Identifier: Apache-2.0
"""Takes the weights out of a graph while TensorFlow rewrites it, which holds ten copies of the graph meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_LEAST_BYTES = 1 << 16
_TAKING = frozenset(
    {
        *("Conv1D", "Conv2D", "Conv3D", "DepthwiseConv2dNative", "Conv2DBackpropInput"),
        *("MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3", "Einsum", "Gather", "GatherV2"),
    }
)
_SCALING = frozenset({"Mul", "Div", "RealDiv"})
"""Folded into the kernel of a convolution before them."""


def without_weights(graph_def: Any, *, folds: bool = False) -> tuple[Any, dict[str, Any]]:  # noqa: ANN401 - GraphDefs
    """A copy with placeholders for large constants, and their tensors by the names of the nodes.

    folds: constants are computed with meanwhile. Then only those go that no operator takes without what is given at
    each run; what can be computed once, such as a transposed or a scaled kernel, is left to TensorFlow. The graph that
    was given loses the values.
    """
    weights: dict[str, Any] = {}
    large = [node for node in graph_def.node if _is_large(node)]
    if folds:
        graph = _Graph(graph_def.node)
        large = [node for node in large if graph.is_kernel(node)]
    for node in large:
        tensor = node.attr["value"].tensor
        kept = type(tensor)()
        kept.CopyFrom(tensor)
        weights[node.name] = kept
        node.op = "Placeholder"
        node.attr["shape"].shape.CopyFrom(tensor.tensor_shape)
        del node.attr["value"]
    light = type(graph_def)()
    light.CopyFrom(graph_def)  # the message itself keeps what it once held
    return light, weights


def with_weights(graph_def: Any, weights: dict[str, Any]) -> None:  # noqa: ANN401 - a GraphDef
    """Put the constants back where they are still used; `weights` is emptied."""
    for node in graph_def.node:
        tensor = weights.pop(node.name, None)
        if tensor is not None:
            node.op = "Const"
            del node.attr["shape"]
            node.attr["value"].tensor.CopyFrom(tensor)
    weights.clear()


class _Graph:
    """Who takes from whom, and what depends on constants alone."""

    def __init__(self, nodes: Sequence[Any]) -> None:
        self._takers: Mapping[str, list[Any]] = defaultdict(list)
        for node in nodes:
            for name in _given(node):
                self._takers[name].append(node)
        self._fixed: set[str] = set()
        waiting = [node for node in nodes if node.op == "Const"]
        while waiting:
            node = waiting.pop()
            if node.name not in self._fixed and all(name in self._fixed for name in _given(node)):
                self._fixed.add(node.name)
                waiting += self._takers[node.name]

    def is_kernel(self, constant: Any) -> bool:  # noqa: ANN401 - a NodeDef
        """Whether all that take it take something else, too, that is no constant."""
        return all(
            taker.op in _TAKING and taker.name not in self._fixed and not self._is_scaled(taker)
            for taker in self._ends(constant.name)
        )

    def _ends(self, name: str) -> Iterator[Any]:
        """What takes a node, also by way of others that give the same."""
        for taker in self._takers[name]:
            if taker.op == "Identity":
                yield from self._ends(taker.name)
            else:
                yield taker

    def _is_scaled(self, node: Any) -> bool:  # noqa: ANN401 - a NodeDef
        """Whether what it gives is multiplied with a constant."""
        return any(
            taker.op in _SCALING and any(name in self._fixed for name in _given(taker))
            for taker in self._takers[node.name]
        )


def _is_large(node: Any) -> bool:  # noqa: ANN401 - a NodeDef
    return node.op == "Const" and len(node.attr["value"].tensor.tensor_content) >= _LEAST_BYTES


def _given(node: Any) -> list[str]:  # noqa: ANN401 - a NodeDef
    """Names of the nodes that it takes values from."""
    return [name.partition(":")[0] for name in node.input if not name.startswith("^")]
