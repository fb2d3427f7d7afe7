# SPDX-License-Identifier: Apache-2.0
"""Cuts a graph off at its inputs: what computes them where nobody gives them is no part of it any more.

Signatures of TensorFlow 1 take what parsers of examples and iterators give, too; converters want placeholders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_NOTES = ("_output_shapes", "_input_shapes", "_handle_shapes")


def cut(
    graph_def: Any,  # noqa: ANN401 - a GraphDef
    fed: Mapping[str, Any],
    outputs: Sequence[str],
) -> tuple[Any, dict[str, str]]:
    """The graph with a placeholder for each input, kept where no output needs it; and their names, by the inputs'.

    fed: tensors of the graph as it was, by the name of the input. outputs: names of nodes. A placeholder bears the name
    of the node that it stands for, with the number of the tensor where the node gives several.
    """
    import tensorflow

    known = {node.name: node for node in graph_def.node}
    names: dict[str, str] = {}
    moved: dict[str, str] = {}
    for name, tensor in fed.items():
        node = tensor.op.name
        names[name] = node
        there = known.get(node)
        if tensor.op.type.startswith("Placeholder") and there is not None:
            continue
        if len(tensor.op.outputs) > 1:
            names[name] = _free(f"{node}_{tensor.value_index}", known)
            moved[f"{node}:{tensor.value_index}" if tensor.value_index else node] = names[name]
            there = None
        made = _placeholder(tensor, names[name])
        if there is None:
            known[names[name]] = made
            graph_def.node.append(made)
        else:
            there.CopyFrom(made)
    _rewire(graph_def, moved)
    return tensorflow.compat.v1.graph_util.extract_sub_graph(graph_def, [*outputs, *names.values()]), names


def _placeholder(tensor: Any, name: str) -> Any:  # noqa: ANN401 - a Tensor, a NodeDef
    import tensorflow

    with tensorflow.Graph().as_default() as graph:
        tensorflow.compat.v1.placeholder(tensor.dtype.base_dtype, tensor.shape, name="input")
        made = graph.as_graph_def().node[0]
    made.name = name
    return made


def _free(name: str, known: Mapping[str, Any]) -> str:
    while name in known:
        name = f"{name}_"
    return name


def _rewire(graph_def: Any, moved: Mapping[str, str]) -> None:  # noqa: ANN401 - a GraphDef
    """Have all that took a tensor take the placeholder instead."""
    if not moved:
        return
    for node in graph_def.node:
        for place, taken in enumerate(node.input):
            plain = taken.removesuffix(":0")
            if plain in moved:
                node.input[place] = moved[plain]


def resize(graph_def: Any, chosen: Mapping[str, Mapping[int, int]]) -> None:  # noqa: ANN401 - a GraphDef
    """Give placeholders the sizes that were chosen, by node and axis; 0 frees an axis."""
    if not chosen:
        return
    for node in graph_def.node:
        sizes = node.attr["shape"].shape.dim if node.name in chosen and "shape" in node.attr else ()
        for axis, dimension in enumerate(sizes):
            dimension.size = chosen[node.name].get(axis, dimension.size) or -1
    for nodes in (graph_def.node, *(function.node_def for function in graph_def.library.function)):
        forget_shapes(nodes)


def forget_shapes(nodes: Iterable[Any]) -> None:
    """Take away what was noted of shapes when the graph was traced, which other sizes make wrong."""
    for node in nodes:
        for note in _NOTES:
            if note in node.attr:
                del node.attr[note]
