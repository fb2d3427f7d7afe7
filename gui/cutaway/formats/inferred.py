# SPDX-License-Identifier: Apache-2.0
"""Guesses how a graph without signatures is called: what it is fed by, and which of its ends are results."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any, NamedTuple

from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.formats.nodes import PLACEHOLDERS, node_of, output_count, output_dtype, output_shape
from cutaway.formats.optable import op_table
from cutaway.formats.reach import Reach
from cutaway.wire.protobuf import Message

_SOURCES = frozenset(
    {"_Arg", "IteratorGetNext", "IteratorV2", "RecordInput", "QueueDequeueManyV2", "QueueDequeueV2"}
)
_LEFTOVERS = frozenset(
    {
        "Const",
        "Assert",
        "Print",
        "PrintV2",
        "CheckNumerics",
        "Timestamp",
        "ReadVariableOp",
        "VarIsInitializedOp",
        "IsVariableInitialized",
    }
)
_HANDLES = frozenset({"variant", "resource"})
_BRANCHING = frozenset({"Switch", "RefSwitch"})
_TRAINING = re.compile(
    r"(^|/)(save(_\d+)?|init(_\w+)?|gradients(_\d+)?|report_uninitialized\w*|train\w*|global_step|Optimizer\w*|"
    r"(Merge)?Summary(_\d+)?|metrics?)(/|$)",
    re.IGNORECASE,
)
_SAVING = re.compile(r"save(_\d+)?/")
_MOST = 100
_MOST_TENSORS = 16


class _End(NamedTuple):
    """A node whose results nobody in the graph uses. rank: 0 a likely result, 1 a leftover."""

    rank: int
    node: Any


def infer_signatures(reach: Reach) -> tuple[Signature, ...]:
    """The likely way to call a graph, and where there are leftovers, a second one that gives them.

    Inputs are the placeholders, those with a default last; without any, or none but a saver's, what brings data in.
    """
    placeholders = [reach.nodes[name] for name, op in reach.ops.items() if op in PLACEHOLDERS]
    sources = [reach.nodes[name] for name, op in reach.ops.items() if op in _SOURCES]
    fed = [node for node in placeholders if not _SAVING.match(node.name[:1000])]
    consumed: set[str] = set()
    ordered: set[str] = set()
    for name in chain.from_iterable(reach.inputs.values()):
        if name.startswith("^"):
            ordered.add(name[1:])
        else:
            consumed.add(name if name in reach.nodes else node_of(name))
    fed.sort(key=lambda node: node.op == "PlaceholderWithDefault")
    inputs = tuple(spec for node in (fed or sources)[:_MOST] for spec in _specs(node))
    unused = [node for name, node in reach.nodes.items() if name not in consumed]
    moved = _moved(reach, fed or sources)
    ends = [
        _End(1 if node.name not in moved or _is_inner(reach, node) else _rank(node, ordered), node)
        for node in unused
        if _can_end(node)
    ]
    likely = [end.node for end in ends if end.rank == 0]
    leftovers = [end.node for end in ends if end.rank]
    if not likely:
        likely, leftovers = leftovers, []
    found = [Signature("inferred", "inferred", inputs, _outputs(likely), description=_WORDS)]
    if leftovers:
        found.append(
            Signature(
                "inferred_rest", "inferred", inputs, _outputs(leftovers), rank=1, description=_REST_WORDS
            )
        )
    return tuple(found)


_WORDS = "Read off the graph: its placeholders, and the ends that look like results."
_REST_WORDS = "Ends of the graph that look like leftovers of training and of saving."


def _can_end(node: Message) -> bool:
    """Whether a node gives anything, as far as one knows."""
    if node.op in PLACEHOLDERS:
        return False
    table = op_table()
    return node.op == "_Retval" or node.op not in table or bool(table.outputs(node.op))


def _moved(reach: Reach, given: list[Any]) -> set[str]:
    """Names of the nodes that depend on what is fed; of all, where nothing is."""
    if not given:
        return set(reach.nodes)
    takers: dict[str, list[str]] = {}
    for name, inputs in reach.inputs.items():
        for each in inputs:
            if not each.startswith("^"):
                takers.setdefault(each if each in reach.nodes else node_of(each), []).append(name)
    found = {node.name for node in given}
    waiting = list(found)
    while waiting:
        new = [name for name in takers.get(waiting.pop(), ()) if name not in found]
        found.update(new)
        waiting += new
    return found


def _is_inner(reach: Reach, node: Message) -> bool:
    """Whether it is for the graph alone: a handle, or what tells which branch of TensorFlow 1's `cond` is taken."""
    if output_dtype(node) in _HANDLES:
        return True
    if node.op in _BRANCHING or (node.op == "Identity" and node.name.endswith("/pred_id")):
        return True
    return node.op == "Identity" and any(
        reach.ops.get(node_of(name)) in _BRANCHING for name in reach.inputs.get(node.name, ())
    )


def _rank(node: Message, ordered: set[str]) -> int:
    op = node.op
    if (
        op in _LEFTOVERS
        or node.name in ordered
        or "Summary" in op
        or op.startswith(("Assign", "Restore", "Save"))
    ):
        return 1
    return 1 if _TRAINING.search(node.name[:1000]) else 0


def _outputs(nodes: list[Any]) -> tuple[TensorSpec, ...]:
    return tuple(spec for node in nodes[:_MOST] for spec in _specs(node))


def _specs(node: Message) -> list[TensorSpec]:
    """The tensors that a node gives; the first bears the node's own name."""
    if node.op == "_Retval":
        tensor = node.input[0] if node.input else ""
        return [TensorSpec(node.name, tensor, output_dtype(node), None)]
    return [
        TensorSpec(
            f"{node.name}:{index}" if index else node.name,
            f"{node.name}:{index}",
            output_dtype(node, index),
            output_shape(node, index),
        )
        for index in range(min(max(output_count(node), 1), _MOST_TENSORS))
    ]
