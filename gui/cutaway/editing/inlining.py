# SPDX-License-Identifier: Apache-2.0
"""Puts the bodies of functions in the place of their calls, so that a tensor inside can be given or taken by callers.

Nodes keep their names behind the path of the calls, `CALL/INNER CALL/NODE`, and compute what they computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from cutaway.editing.refusals import Refusal
from cutaway.editing.savedmodel_source import MetaSource
from cutaway.editing.savedmodel_tensors import Spot, callee
from cutaway.wire.protobuf import Message


@dataclass
class Scope:
    """A body that was put in place of its call. given: how the caller names the argument of a place."""

    function: Message
    prefix: str
    given: Callable[[int], str]
    calls: dict[str, Scope] = field(default_factory=dict)
    call: Message = None

    def arguments(self) -> dict[str, int]:
        """Places of the arguments by name."""
        return {argument.name: place for place, argument in enumerate(self.function.signature.input_arg)}

    def result(self, output: str) -> str:
        """What a call of it gives under `output:0` (a function called as an op), or `output:PLACE`."""
        name, _, number = output.partition(":")
        listed = [argument.name for argument in self.function.signature.output_arg]
        place = listed.index(name) if name in listed and name != "output" else int(number or 0)
        return self.tensor(self.function.ret[listed[place]])

    def tensor(self, ref: str) -> str:
        """A tensor of this body as the whole names it."""
        name, _, output = ref.partition(":")
        if not output and name in self.arguments():
            return self.given(self.arguments()[name])
        inner = self.calls.get(name)
        return inner.result(output) if inner is not None else f"{self.prefix}{ref}"

    def controls(self, name: str) -> list[str]:
        """The nodes to wait for in place of one of this body."""
        inner = self.calls.get(name)
        if inner is None:
            return [f"{self.prefix}{name}"]
        ends = list(dict.fromkeys(inner.function.control_ret.values()))
        return [each for end in ends for each in inner.controls(end)]


class Inlined:
    """A call of the main graph with the calls on the way to some tensors opened."""

    def __init__(self, source: MetaSource, call: Message, given: list[str], spots: Iterable[Spot]) -> None:
        self.source = source
        self.opened = {spot.path[:depth] for spot in spots for depth in range(1, len(spot.path) + 1)}
        self.nodes: dict[str, Message] = {}
        self.scopes: dict[tuple[str, ...], Scope] = {}
        self.call = str(call.name)
        self._root = self._open(call, "", lambda place: given[place], (self.call,))

    def _open(
        self, call: Message, prefix: str, given: Callable[[int], str], path: tuple[str, ...]
    ) -> Scope | None:
        """Open a call if it is on the way, else leave it as a node."""
        name = callee(self.source, call)
        if path not in self.opened or not name:
            return None
        scope = Scope(self.source.whole_function(name), f"{prefix}{call.name}/", given, call=call)
        self.scopes[path] = scope
        for node in scope.function.node_def:
            refs = [ref for ref in node.input if not ref.startswith("^")]

            def inner_given(place: int, refs: list[str] = refs) -> str:
                return scope.tensor(refs[place])

            opened = self._open(node, scope.prefix, inner_given, (*path, node.name))
            if opened is not None:
                scope.calls[node.name] = opened
        return scope

    def tensor(self, spot: Spot) -> str:
        """A tensor inside, as the whole names it."""
        return self.scopes[spot.path].tensor(spot.ref)

    def result(self, place: int) -> str:
        """What the call gives at a place."""
        return (
            self._root.result(f"output:{place}") if self._root is not None else f"{self.call}:output:{place}"
        )

    def ends(self) -> list[str]:
        """Nodes that have to run whatever is asked for."""
        if self._root is None:
            return []
        ends = dict.fromkeys(self._root.function.control_ret.values())
        return [each for end in ends for each in self._root.controls(end)]

    def needed(self, refs: Iterable[str], feeds: dict[str, str], ends: Iterable[str]) -> Iterator[Message]:
        """The nodes that compute these tensors, with `feeds` in place of some."""
        table = {node.name: node for node in self._nodes(feeds)}
        waiting = [*(ref.partition(":")[0] for ref in refs if ":" in ref), *ends]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in seen or name not in table:
                continue
            seen.add(name)
            waiting += [ref.removeprefix("^").partition(":")[0] for ref in table[name].input]
        yield from (node for name, node in table.items() if name in seen)

    def _nodes(self, feeds: dict[str, str]) -> Iterator[Message]:
        for scope in self.scopes.values():
            before = [ref for ref in scope.call.input if ref.startswith("^")]
            outer = self._around(scope)
            waits = [f"^{name}" for ref in before if outer is not None for name in outer.controls(ref[1:])]
            for node in scope.function.node_def:
                if node.name in scope.calls:
                    continue
                made = type(node).FromString(node.SerializeToString())
                made.name = f"{scope.prefix}{node.name}"
                refs = []
                for ref in node.input:
                    if ref.startswith("^"):
                        refs += [f"^{name}" for name in scope.controls(ref[1:])]
                    else:
                        tensor = scope.tensor(ref)
                        refs.append(feeds.get(tensor, tensor))
                del made.input[:]
                made.input.extend([*refs, *waits])
                yield made

    def _around(self, scope: Scope) -> Scope | None:
        for each in self.scopes.values():
            if any(inner is scope for inner in each.calls.values()):
                return each
        return None


def check_fed(refs: Iterable[str], nodes: Iterable[Message], missing: dict[str, str], signature: str) -> None:
    """Refuse where something needs an argument that callers do not give. missing: such tensors and their names."""
    used = {ref for node in nodes for ref in node.input} | set(refs)
    name = next((name for ref, name in missing.items() if ref in used), None)
    if name is not None:
        message = f"The outputs of {signature} cannot be computed without feeding {name}."
        raise Refusal(message, hint="Take it as an input, too.", signature=signature)
