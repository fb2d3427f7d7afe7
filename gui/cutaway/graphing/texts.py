# SPDX-License-Identifier: Apache-2.0
"""What is written into boxes, and how much room that takes: an estimate, since fonts are known to the window alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from cutaway.graphing.bodies import MOST
from cutaway.graphing.folding import Folding, spoken
from cutaway.graphing.groups import Group
from cutaway.graphing.visible import Shown

CHARACTER = 7.0
"""Pixels that a character of the body font takes on average, and one of the smaller second line at most."""
CAPITAL = 2.2
"""What a capital takes beyond that."""
NARROWEST, WIDEST = 72.0, 244.0
MARGIN = 26.0
NODE_HEIGHT, GROUP_HEIGHT = 40.0, 48.0
LONGEST = 30
"""Characters of a label; longer ones lose their middle."""


@dataclass(frozen=True, slots=True)
class Text:
    """label: the first line. note: the second. constants, variables, attached: what belongs to the box without one."""

    label: str
    note: str
    constants: int
    variables: int
    attached: list[int]

    @property
    def width(self) -> float:
        """Width of a box that shows both lines."""
        widest = max(_breadth(self.label), _breadth(self.note))
        return min(max(widest + MARGIN, NARROWEST), WIDEST)

    @property
    def head(self) -> float:
        """Width of an open group's head, in which both lines stand beside one another."""
        return (len(self.label) + len(self.note)) * CHARACTER + 2 * MARGIN


def _breadth(text: str) -> float:
    return len(text) * CHARACTER + sum(map(str.isupper, text)) * CAPITAL


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text without its middle where it is long: the end of a name tells most, its beginning where it belongs."""
    if len(text) <= longest:
        return text
    head = longest // 3
    return f"{text[:head]}…{text[head + 1 - longest :]}"


def cut(text: str, longest: int = LONGEST) -> str:
    """The text without its end where it is long: a note says what counts first."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip(' ,·')}…"


class Texts:
    """Texts of boxes. layers: classes of Keras layers by name, for scopes called like them. unit: what a node is."""

    def __init__(self, folding: Folding, layers: dict[str, str], unit: str) -> None:
        self.folding = folding
        self.layers = layers
        self.unit = unit

    def counted(self, count: int) -> str:
        """So many nodes, in words."""
        if count >= MOST:
            return f"billions of {self.unit}s"
        return f"{count:,} {self.unit}{'' if count == 1 else 's'}"

    def of(self, shown: Shown, around: Group) -> Text:
        """What is written into a box. around: the group it is drawn in."""
        attached = self._attached(shown)
        variables = sum(node in shown.within.body.attachments.variables for node in attached)
        constants = len(attached) - variables
        group = shown.group
        if group is None:
            label, note = self._node(shown.node, around)
        else:
            label, note = self._group(group)
        return Text(shortened(label), cut(note), constants, variables, attached)

    def _attached(self, shown: Shown) -> list[int]:
        """Nodes attached to a node, or to all of a folded group; sources alone, not what only hands them on."""
        of = shown.within.body.attachments.of
        if isinstance(shown.item, int):
            return of.get(shown.item, [])
        if shown.item.form == "call":
            return of.get(shown.item.node, [])
        if shown.open or shown.item.form == "body" or not of:
            return []
        return list(dict.fromkeys(node for member in shown.item.members for node in of.get(member, ())))

    def _node(self, node: int, around: Group) -> tuple[str, str]:
        columns = self.folding.columns
        op = columns.op(node)
        name = columns.scopes[node][around.prefix :] or columns.scopes[node].rpartition("/")[2]
        if op == "_Arg":
            return name, "argument"
        if op == "_Retval":
            return name.removesuffix(":result"), "result"
        if op.isupper() or op.startswith("CUSTOM:"):  # operators of TensorFlow Lite are known by what they do
            return op, shortened(name)
        return name, op

    def _leading_ops(self, group: Group) -> str:
        """The ops that there are most of in a group, with their number."""
        ops = self.folding.columns.ops[list(group.members)]
        numbers, counts = numpy.unique(ops, return_counts=True)
        names = self.folding.columns.graph.op_names
        ranked = sorted(zip((-counts).tolist(), (names[number] for number in numbers.tolist()), strict=True))
        return ", ".join(f"{-count:,} {op}" for count, op in ranked[:2])

    def _group(self, group: Group) -> tuple[str, str]:
        columns = self.folding.columns
        words = self.counted(sum(self.folding.kinds(group)))
        if group.form == "call":
            names = dict.fromkeys(spoken(columns.graph.functions[f]) for f, _ in columns.calls[group.node])
            return group.label, f"{words} · {', '.join(names)}"
        if group.form == "functions":
            return group.label, f"{len(group.items or ())} functions"
        if group.repeat > 1:
            return group.label, f"×{group.repeat:,} · {words}"
        if group.form == "stretch":
            return group.label, f"{words}: {self._leading_ops(group)}"
        layer = self.layers.get(group.label.rpartition("/")[2])
        return group.label, f"{layer} · {words}" if layer else words
