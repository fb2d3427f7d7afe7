# SPDX-License-Identifier: Apache-2.0
"""What the groups of a graph hold: their nodes, and the variables and constants that these use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cached_property

from cutaway.description.drawing import SEVERAL, GroupFacts
from cutaway.description.picture import NODE, Picture
from cutaway.graphing.attaching import CONSTANTS, VARIABLES
from cutaway.graphing.groups import Group
from cutaway.graphing.inside import nodes_in, visible_groups
from cutaway.graphing.looking import Look, nobody
from cutaway.worker.tasks.graph_index import Index

_MOST_OPS = 6
_MOST_WEIGHTS = 20_000
_VARIABLES = VARIABLES | {"_Arg"}
_HANDED_ON = frozenset({"_Arg", "_Retval"})


class GroupWeights:
    """Weights of groups whose nodes take them without an edge, as operators of TensorFlow Lite do."""

    def __init__(self, index: Index, opened: Collection[str]) -> None:
        self._index = index
        self._opened = opened

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return visible_groups(self._index.map.folding, self._opened)

    def of(self, key: str) -> list[str]:
        """Names of all that the nodes of a group take, each once."""
        index = self._index
        if not index.weights.are_told or key not in self._groups:
            return []
        known = index.group_weights.get(key)
        if known is None:
            nodes = nodes_in(index.map.folding, self._groups[key], nobody)
            names = (name for node in nodes for name in index.weights.of(node))
            known = index.group_weights[key] = list(dict.fromkeys(names))
        return known


class Devices:
    """Where the file asks for boxes to run. made: the picture that they are in."""

    def __init__(self, index: Index, made: Picture) -> None:
        self._index = index
        self._made = made

    def of_boxes(self) -> list[str]:
        """A device for each box, as a picture wants them; nothing where no node asks for any."""
        index, boxes = self._index, self._made.boxes
        told = index.devices
        if not told:
            return []
        groups = visible_groups(index.map.folding, self._made.opened)
        return [
            told.get(boxes.node[box], "")
            if boxes.form[box] == NODE or key not in groups
            else self._of(groups[key])
            for box, key in enumerate(boxes.keys)
        ]

    def _of(self, group: Group) -> str:
        known = self._index.group_devices.get(group.key)
        if known is None:
            nodes = nodes_in(self._index.map.folding, group, nobody)
            found = {self._index.devices.get(node, "") for node in nodes} - {""}
            known = SEVERAL if len(found) > 1 else next(iter(found), "")
            self._index.group_devices[group.key] = known
        return known


def group_facts(index: Index, group: Group, look: Look) -> GroupFacts:
    """All that a chosen group tells of itself."""
    graph, folding = index.graph, index.map.folding
    ops: Counter[str] = Counter()
    weights: dict[str, None] = {}
    variables: set[str] = set()
    constants: set[str] = set()
    for node in nodes_in(folding, group, look):
        op = graph.op_names[graph.ops[node]]
        if op not in _HANDED_ON:
            ops[op] += 1
        body = folding.bodies.body(int(graph.function_of[node]))
        attached = body.attachments.of.get(node, ())
        for each in attached:
            name = index.weights.named(each)
            weights[name] = None
            if each in body.attachments.variables and graph.op_names[graph.ops[each]] in _VARIABLES:
                variables.add(name)
            elif graph.op_names[graph.ops[each]] in CONSTANTS:
                constants.add(name)
        if op in CONSTANTS:
            weights[graph.names[node]] = None
        weights.update(dict.fromkeys(index.weights.of(node)))
        if len(weights) > _MOST_WEIGHTS:
            break
    known = tuple(name for name in weights if index.weights.knows(name))
    total = sum(folding.kinds(group))
    return GroupFacts(
        group.key,
        group.label,
        total,
        tuple(ops.most_common(_MOST_OPS)),
        known,
        len(variables),
        len(constants),
    )
