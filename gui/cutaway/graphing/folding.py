# SPDX-License-Identifier: Apache-2.0
"""Folds a graph: tells what is in a group, level by level, so that a graph of any size costs what is looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os.path import commonprefix

import numpy

from cutaway.description.graph import Graph
from cutaway.graphing.bodies import Bodies
from cutaway.graphing.groups import Group, Instance, Item, add, none_of_any_kind
from cutaway.graphing.splitting import Splitting

_TRACE = re.compile(r"_\d+$")
_FEW = 3
"""So many unused constants, or functions that nothing calls, are shown by themselves."""


class Folding:
    """The groups of a graph. plain: constants and variables have boxes of their own."""

    def __init__(self, graph: Graph, *, plain: bool = False) -> None:
        self.bodies = Bodies(graph, plain=plain)
        self.columns = self.bodies.columns
        self._totals: dict[int, list[int]] = {}
        main = Instance(self.bodies.body(-1))
        self.root = Group("", "", "body", main, main.body.kept)

    def children(self, group: Group) -> list[Item]:
        """What is in a group: nodes, and groups that may be looked into in turn; the same list at every call."""
        if group.children is None:
            group.children = self._inside(group)
            for item in group.children:
                if isinstance(item, Group):
                    item.parent = group
        return group.children

    def _inside(self, group: Group) -> list[Item]:
        if group.form == "call" and group.items is None:
            return self._call(group)
        if group.form == "body" and group.items is None:
            group.items = self._body(group)
        splitting = Splitting(group)
        if group.items is not None:
            return splitting.split(group.items)
        return splitting.split(self._scopes(group, group.members, group.prefix))

    def _call(self, group: Group) -> list[Item]:
        """The inside of a call: the body of its function, or one group for each of several."""
        calls = self.columns.calls[group.node]
        if len(calls) == 1:
            body = Group(group.key, "", "body", self._entered(group, calls[0][0], ""), parent=group)
            body.members = body.inside.body.kept
            group.inside, group.members = body.inside, ()
            return self._inside(body)
        found: list[Item] = []
        numbered: dict[str, int] = {}
        for function, role in calls:
            numbered[role] = numbered.get(role, -1) + 1
            label = role if sum(each == role for _, each in calls) == 1 else f"{role} {numbered[role]}"
            inside = self._entered(group, function, label)
            key = f"{group.key}/{label}:"
            found.append(Group(key, label, "body", inside, inside.body.kept, node=-1, role=role))
        return found

    def _entered(self, group: Group, function: int, branch: str) -> Instance:
        outer = self._outer(group)
        name = self.columns.graph.names[group.node]
        path = f"{group.key}/{branch}:/" if branch else f"{group.key}/"
        return Instance(self.bodies.body(function), path, f"{outer.spelled}{name}/")

    @staticmethod
    def _outer(group: Group) -> Instance:
        """The instance that a call is made in."""
        return group.parent.inside if group.parent is not None else group.inside

    def _body(self, group: Group) -> list[Item]:
        """A whole body: its scopes, beside them what nothing uses, and in the main graph what nothing calls."""
        body = group.inside.body
        unused = set(body.leftover) if len(body.leftover) > _FEW else set()
        items = self._scopes(group, [node for node in group.members if node not in unused], 0)
        if unused:
            key = f"{group.inside.path}#unused"
            items.append(Group(key, "Unused", "leftover", group.inside, body.leftover, mark="#unused/"))
        if group is self.root:
            items += self._functions(alone=not items)
        return items

    def _functions(self, *, alone: bool) -> list[Item]:
        """Functions that the main graph does not call, in a group of their own where there are many."""
        found: list[Item] = []
        for number in self.bodies.uncalled:
            name = self.columns.graph.functions[number]
            inside = Instance(self.bodies.body(number), f"{name}:/", f"{name}/")
            found.append(Group(f"{name}:", spoken(name), "body", inside, inside.body.kept))
        if alone or len(found) <= _FEW:
            return found
        return [Group("#functions", "Functions", "functions", self.root.inside, (), items=found)]

    def _scopes(self, group: Group, members: Sequence[int], prefix: int) -> list[Item]:
        """Nodes by the next part of their names; a scope that holds one thing is that thing."""
        names = self.columns.scopes
        scopes: dict[str, list[int]] = {}
        bare: dict[str, list[int]] = {}
        for node in members:
            name = names[node]
            cut = name.find("/", prefix)
            if cut < 0:
                bare.setdefault(name[prefix:], []).append(node)
            else:
                scopes.setdefault(name[prefix:cut], []).append(node)
        items: list[Item] = []
        for part, nodes in bare.items():
            if part in scopes:  # a node that is called like a scope belongs to it
                scopes[part] += nodes
            else:
                items.extend(self._leaf(group, node) for node in nodes)
        items.extend(self._scope(group, nodes, prefix) for nodes in scopes.values())
        return items

    def _scope(self, group: Group, nodes: list[int], prefix: int) -> Item:
        if len(nodes) == 1:
            return self._leaf(group, nodes[0])
        names = self.columns.scopes
        listed = [names[node] for node in nodes]
        common = commonprefix([min(listed), max(listed)])  # noqa: RUF071 - cut at a slash below
        end = common.rfind("/") + 1
        if end <= prefix:  # one of them is called like the scope
            end = common.find("/", prefix) + 1 or len(common) + 1
        path = common[:end].rstrip("/")
        nodes.sort()
        key = f"{group.inside.path}{group.mark}{path}/"
        return Group(key, path[prefix:], "scope", group.inside, nodes, end, mark=group.mark)

    def _leaf(self, group: Group, node: int) -> Item:
        if node not in self.columns.calls:
            return node
        name = self.columns.graph.names[node]
        # What is inside is made when one looks into it.
        return Group(
            f"{group.inside.path}{name}()", name[group.prefix :], "call", group.inside, (), node=node
        )

    def kinds(self, item: Item) -> list[int]:
        """How many nodes of each kind are in an item, in called functions too."""
        if isinstance(item, int):
            found = none_of_any_kind()
            found[self.columns.kinds[self.columns.ops[item]]] = 1
            return found
        if not item._kinds:  # noqa: SLF001 - the group keeps what is found out about it here
            item._kinds = self._count(item)  # noqa: SLF001
        return item._kinds  # noqa: SLF001

    def _count(self, group: Group) -> list[int]:
        found = none_of_any_kind()
        if group.form == "call":
            for function, _ in self.columns.calls[group.node]:
                found = add(found, self.bodies.total(function))
            return found
        if group.form == "functions":
            for item in group.items or ():
                found = add(found, self.kinds(item))
            return found
        ops = self.columns.ops[list(group.members)]
        counted = ops[~numpy.isin(ops, self.columns.border)]
        found = numpy.bincount(self.columns.kinds[counted], minlength=len(found)).tolist()
        for node in self._calling(group.members):
            for function, _ in self.columns.calls[node]:
                found = add(found, self.bodies.total(function))
        return found

    def _calling(self, nodes: Sequence[int]) -> list[int]:
        calls = self.columns.calls
        return [node for node in nodes if node in calls] if calls else []


def spoken(function: str) -> str:
    """A function's name without what TensorFlow's tracing adds: `__inference_` before and a number behind."""
    return _TRACE.sub("", function.removeprefix("__inference_")) or function
