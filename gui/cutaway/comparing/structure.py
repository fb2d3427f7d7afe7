# SPDX-License-Identifier: Apache-2.0
"""Which layer, node or operator of one model is which of another: by name, what was fused, kind and neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from cutaway.comparing import units
from cutaway.comparing.units import Unit
from cutaway.comparing.values import Weights
from cutaway.description.comparison import Match, NodePair, Structure

Level: TypeAlias = Literal["layers", "nodes"]
_ORDER = ("layers", "nodes", "operators", "exported")
"""The earlier first: what a converter fused, or made several of, has names out of those that it was given."""
_EXPORTED = ("onnx", "openvino")


def compare(first: Weights, second: Weights) -> Structure:
    """Layers with layers where both tell some, else what computes in each. Raises ModelError."""
    if first.model.description.layers and second.model.description.layers:
        return alike(units.layers(first.model.description), units.layers(second.model.description), "layers")
    return matched(units_of(first), units_of(second))


def matched(first: tuple[str, list[Unit]], second: tuple[str, list[Unit]]) -> Structure:
    """Match what `units_of` gives of each."""
    (kind, ones), (other_kind, others) = first, second
    if not ones or not others:
        return Structure("none")
    if kind == other_kind:
        return alike(ones, others, "layers" if kind == "layers" else "nodes")
    if _ORDER.index(kind) < _ORDER.index(other_kind):
        return across(ones, others)
    return turned(across(others, ones))


def units_of(side: Weights) -> tuple[str, list[Unit]]:
    """What computes in a model as its map shows it, and whether that is layers, operators or nodes."""
    described = side.model.description
    graph = side.model.graph()
    if graph is None:
        return "layers", units.layers(described)
    if described.format == "tflite":
        return "operators", units.operators(graph)
    if described.format in _EXPORTED:
        return "exported", units.exported(graph)
    return "nodes", units.nodes(graph, described)


def turned(found: Structure) -> Structure:
    """The same, seen from the other side."""
    pairs = tuple(
        NodePair(each.second, each.first, each.other_kind, each.match, each.kind) for each in found.pairs
    )
    return replace(
        found,
        pairs=pairs,
        only_first=found.only_second,
        only_second=found.only_first,
        first_total=found.second_total,
        second_total=found.first_total,
    )


def alike(first: Sequence[Unit], second: Sequence[Unit], level: Level) -> Structure:
    """Match units of one level: by name, by kind and shape, by the neighbours that are matched, by kind alone."""
    state = _State(first, second)
    state.by(lambda unit, _: unit.name, "name")
    state.by(lambda unit, _: units.stem(unit.name) or None, "name")
    state.by(lambda unit, _: (unit.kind, unit.detail) if unit.detail else None, "shape")
    while state.by(_placed, "path"):  # each pair that is found tells of its neighbours
        pass
    state.by(lambda unit, _: unit.kind, "shape")
    pairs = tuple(
        NodePair((first[row].name,), (second[column].name,), first[row].kind, how, second[column].kind)
        for row, (column, how) in sorted(state.pairs.items())
    )
    return _structure(level, pairs, first, second)


Known: TypeAlias = dict[int, int]
"""By the place of a unit the number of the pair it is in."""


def _placed(unit: Unit, known: Known) -> Hashable:
    """Its kind and what feeds it, where all of that is matched."""
    if not unit.before or any(place not in known for place in unit.before):
        return None
    return unit.kind, tuple(known[place] for place in unit.before)


class _State:
    """Pairs so far: by the place in the first that in the second, and why."""

    def __init__(self, first: Sequence[Unit], second: Sequence[Unit]) -> None:
        self.first, self.second = first, second
        self.pairs: dict[int, tuple[int, Match]] = {}
        self._known: tuple[Known, Known] = ({}, {})

    def by(self, key: Callable[[Unit, Known], Hashable], how: Match) -> int:
        """Match those whose keys are the same and stand once in each; gives how many there were."""
        ones, others = self._once(self.first, key, 0), self._once(self.second, key, 1)
        found = [(row, others[text]) for text, row in ones.items() if text in others]
        for row, column in found:
            number = len(self.pairs)
            self.pairs[row] = (column, how)
            self._known[0][row] = self._known[1][column] = number
        return len(found)

    def _once(
        self, side: Sequence[Unit], key: Callable[[Unit, Known], Hashable], number: int
    ) -> dict[Hashable, int]:
        known = self._known[number]
        keyed: dict[Hashable, list[int]] = defaultdict(list)
        for place, unit in enumerate(side):
            if place not in known:
                keyed[key(unit, known)].append(place)
        return {text: places[0] for text, places in keyed.items() if text is not None and len(places) == 1}


def across(first: Sequence[Unit], second: Sequence[Unit]) -> Structure:
    """Match units of two formats by the names that the second fused: each with those of the first it came from.

    What no name tells comes of what its neighbours come of: an activation that was set apart, an output renamed.
    """
    sources = _named(first, second)
    while _beside(first, second, sources):  # each that is found tells of those behind it
        pass
    _fold(first, sources)
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, origins in sorted(sources.items()):
        found[tuple(sorted(origins))].append(place)
    pairs = tuple(
        NodePair(
            tuple(first[source].name for source in origins),
            tuple(second[place].name for place in places),
            first[origins[0]].kind,
            "fused",
            second[places[0]].kind,
        )
        for origins, places in sorted(found.items())
    )
    return _structure("nodes", pairs, first, second)


def _named(first: Sequence[Unit], second: Sequence[Unit]) -> dict[int, set[int]]:
    """By the place of a unit of the second those of the first that its name tells."""
    named: dict[str, list[int]] = defaultdict(list)
    for place, unit in enumerate(first):
        for name in {unit.name, *(name for piece in unit.pieces for name in units.spellings(piece))}:
            named[name].append(place)
    found = {}
    for place, unit in enumerate(second):
        whole = named.get(units.stem(unit.name))
        sources = set(whole or (source for piece in unit.pieces for source in _sources(piece, named)))
        if sources:
            found[place] = sources
    return found


def _sources(piece: str, named: dict[str, list[int]]) -> list[int]:
    """Units of the whole name, else of the layer that is deepest in it."""
    for name in units.spellings(piece):
        if name in named:
            return named[name]
    *scopes, op = piece.split("/")
    return next((named[part] for part in (*reversed(scopes), op) if part in named), [])


def _beside(first: Sequence[Unit], second: Sequence[Unit], sources: dict[int, set[int]]) -> bool:
    """Match what is fed by units that are matched, where one alone can be it; whether anything was found."""
    taken = {source for origins in sources.values() for source in origins}
    found: dict[int, set[int]] = {}
    for place, unit in enumerate(second):
        if place in sources or not unit.before or any(each not in sources for each in unit.before):
            continue
        feeding = {source for each in unit.before for source in sources[each]}
        kind = units.plain_kind(unit.kind)
        behind = [
            source
            for source, each in enumerate(first)
            if source not in taken and _is_kind(each, kind) and not feeding.isdisjoint(each.before)
        ]
        inside = [each for each in feeding if units.plain_kind(first[each].kind) == kind]
        if len(behind) == 1:
            found[place] = {behind[0]}
            taken.add(behind[0])
        elif not behind and len(inside) == 1:
            found[place] = {inside[0]}
        elif not behind and (kind in units.ACTIVATIONS or not units.stem(unit.name)):
            found[place] = (
                feeding  # an activation that is inside a layer or operator; what an exporter put between
            )
    sources.update(found)
    return bool(found)


def _is_kind(unit: Unit, kind: str) -> bool:
    """Whether a unit is of that kind, as `plain_kind` spells it; an activation of Keras may be any."""
    own = units.plain_kind(unit.kind)
    return own == kind or (own == "activation" and kind in units.ACTIVATIONS)


def _fold(first: Sequence[Unit], sources: dict[int, set[int]]) -> None:
    """Count a normalisation that the second does not have to what it follows: every converter folds it into that."""
    taken = {source for origins in sources.values() for source in origins}
    for number, unit in enumerate(first):
        if number in taken or units.plain_kind(unit.kind) not in units.NORMALISING:
            continue
        for origins in sources.values():
            if not origins.isdisjoint(unit.before):
                origins.add(number)


def _structure(
    level: Level, pairs: tuple[NodePair, ...], first: Sequence[Unit], second: Sequence[Unit]
) -> Structure:
    taken = {name for pair in pairs for name in pair.first}
    also = {name for pair in pairs for name in pair.second}
    return Structure(
        level,
        pairs,
        tuple((unit.name, unit.kind) for unit in first if unit.name not in taken),
        tuple((unit.name, unit.kind) for unit in second if unit.name not in also),
        len(first),
        len(second),
    )
