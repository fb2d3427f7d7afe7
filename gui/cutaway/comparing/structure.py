# SPDX-License-Identifier: Apache-2.0
"""Which layer, node or operator of one model is which of another: by name, what was fused, kind and neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from cutaway.comparing import names, units
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
        return "operators", units.operators(graph, side.shape)
    if described.format in _EXPORTED:
        return "exported", units.exported(graph)
    return "nodes", units.nodes(graph, described, side.shape)


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
    """Match units of one level: by name, by kind and shape, by neighbours that are matched, by kind alone."""
    state = _State(first, second)
    state.by(lambda unit, *_: unit.name, "name")
    state.by(lambda unit, *_: units.stem(unit.name) or None, "name")
    state.by(lambda unit, *_: (unit.kind, unit.shape()) if unit.shape() else None, "shape")
    state.spread()
    state.by(lambda unit, *_: unit.kind, "shape")
    pairs = tuple(
        NodePair((first[row].name,), (second[column].name,), first[row].kind, how, second[column].kind)
        for row, (column, how) in sorted(state.pairs.items())
    )
    return _structure(level, pairs, first, second)


Known: TypeAlias = dict[int, int]
"""By the place of a unit the number of the pair it is in."""


def _placed(unit: Unit, known: Known, _ahead: Sequence[int]) -> Hashable:
    """Its kind and what feeds it, where all of that is matched."""
    if not unit.before or any(place not in known for place in unit.before):
        return None
    return unit.kind, tuple(known[place] for place in unit.before)


def _leading(unit: Unit, known: Known, ahead: Sequence[int]) -> Hashable:
    """Its kind and what it feeds, where all of that is matched."""
    if not ahead or any(place not in known for place in ahead):
        return None
    return unit.kind, tuple(sorted(known[place] for place in ahead))


Key: TypeAlias = Callable[[Unit, Known, Sequence[int]], Hashable]
"""Of a unit, the pairs that are known, and what it feeds; None where nothing can be told."""
Places: TypeAlias = tuple[set[int], set[int]]


class _State:
    """Pairs so far: by the place in the first that in the second, and why."""

    def __init__(self, first: Sequence[Unit], second: Sequence[Unit]) -> None:
        self._sides = first, second
        self._ahead = _ahead(first), _ahead(second)
        self.pairs: dict[int, tuple[int, Match]] = {}
        self._known: tuple[Known, Known] = ({}, {})

    def by(self, key: Key, how: Match, among: Places | None = None) -> list[tuple[int, int]]:
        """Match those whose keys are the same and stand once in each; gives their places.

        among: looked for in these alone, by their places in the first and in the second.
        """
        ones, others = (self._once(key, side, among[side] if among else None) for side in (0, 1))
        found = [(row, others[text]) for text, row in ones.items() if text in others]
        for row, column in found:
            number = len(self.pairs)
            self.pairs[row] = (column, how)
            self._known[0][row] = self._known[1][column] = number
        return found

    def spread(self) -> None:
        """Match by neighbours. Each pair tells of those beside it, and only these are looked at again."""
        among: Places | None = None
        while True:
            found = [*self.by(_placed, "path", among), *self.by(_leading, "path", among)]
            if not found:
                return
            among = (
                self._beside(0, {row for row, _ in found}),
                self._beside(1, {column for _, column in found}),
            )

    def _beside(self, side: int, places: set[int]) -> set[int]:
        units, ahead = self._sides[side], self._ahead[side]
        return {each for place in places for each in (*units[place].before, *ahead.get(place, ()))}

    def _once(self, key: Key, side: int, among: set[int] | None) -> dict[Hashable, int]:
        known, units, ahead = self._known[side], self._sides[side], self._ahead[side]
        keyed: dict[Hashable, list[int]] = defaultdict(list)
        for place in range(len(units)) if among is None else sorted(among):
            if place not in known:
                keyed[key(units[place], known, ahead.get(place, ()))].append(place)
        return {text: places[0] for text, places in keyed.items() if text is not None and len(places) == 1}


def _ahead(side: Sequence[Unit]) -> Mapping[int, list[int]]:
    """By the place of a unit those of the units that it feeds."""
    found: dict[int, list[int]] = defaultdict(list)
    for place, unit in enumerate(side):
        for source in unit.before:
            found[source].append(place)
    return found


def across(first: Sequence[Unit], second: Sequence[Unit]) -> Structure:
    """Match units of two formats by the names that the second fused: each with those of the first it came from.

    What no name tells comes of what its neighbours come of: an activation that was set apart, an output renamed.
    """
    sources = _named(first, second)
    _spread(first, second, sources)
    _called(second, sources)
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
    ways = [_by_names(second, named, is_again=is_again) for is_again in (False, True)]
    return max(ways, key=lambda way: len(set().union(*way.values())))


def _by_names(
    second: Sequence[Unit], named: Mapping[str, list[int]], *, is_again: bool
) -> dict[int, set[int]]:
    """Likewise. is_again: Keras 3 numbered all scopes anew when the model was traced."""
    found = {}
    for place, unit in enumerate(second):
        whole = named.get(units.stem(unit.name))
        sources = set(
            whole or (source for piece in unit.pieces for source in _sources(piece, named, is_again=is_again))
        )
        if sources:
            found[place] = sources
    return found


def _sources(piece: str, named: Mapping[str, list[int]], *, is_again: bool) -> list[int]:
    """Units of the whole name, else of the layer that is deepest in it."""
    for name in units.spellings(piece):
        if name in named:
            return named[name]
    *scopes, op = piece.split("/")
    if is_again:
        scopes = [names.first_scope(scope) for scope in scopes]
    return next((named[part] for part in (*reversed(scopes), op) if part in named), [])


def _spread(first: Sequence[Unit], second: Sequence[Unit], sources: dict[int, set[int]]) -> None:
    """Match what is fed by units that are matched; each that is found tells of those behind it."""
    ahead, behind = _ahead(first), _ahead(second)
    taken = {source for origins in sources.values() for source in origins}
    among = set(range(len(second)))
    while among:
        found = _beside(first, [(place, second[place]) for place in sorted(among)], sources, ahead, taken)
        sources.update(found)
        among = {target for place in found for target in behind.get(place, ())}


def _beside(
    first: Sequence[Unit],
    among: Sequence[tuple[int, Unit]],
    sources: Mapping[int, set[int]],
    ahead: Mapping[int, list[int]],
    taken: set[int],
) -> dict[int, set[int]]:
    """What units of the second come of, where one alone can be it. taken: units of the first that are matched."""
    found: dict[int, set[int]] = {}
    for place, unit in among:
        if place in sources or not unit.before or any(each not in sources for each in unit.before):
            continue
        feeding = {source for each in unit.before for source in sources[each]}
        kind = units.plain_kind(unit.kind)
        behind = _behind(first, kind, feeding, ahead, taken)
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
    return found


def _behind(
    first: Sequence[Unit], kind: str, feeding: set[int], ahead: Mapping[int, list[int]], taken: set[int]
) -> list[int]:
    """Units of that kind that are fed by these, else by one behind them that is matched with nothing: a bias of 0."""
    near = {target for source in feeding for target in ahead.get(source, ()) if target not in taken}
    further = {target for source in near for target in ahead.get(source, ()) if target not in taken}
    found = [each for each in sorted(near) if _is_kind(first[each], kind)]
    return found or [each for each in sorted(further) if _is_kind(first[each], kind)]


def _is_kind(unit: Unit, kind: str) -> bool:
    """Whether a unit is of that kind, as `plain_kind` spells it; an activation of Keras may be any."""
    own = units.plain_kind(unit.kind)
    if {own, kind} <= units.PRODUCTS:
        return True
    return own == kind or (own == "activation" and kind in units.ACTIVATIONS)


def _called(second: Sequence[Unit], sources: dict[int, set[int]]) -> None:
    """Count what is in the body of a loop, and tells nothing, to what the loop came from."""
    for place, unit in enumerate(second):
        caller = unit.within
        while place not in sources and caller >= 0:
            if caller in sources:
                sources[place] = set(sources[caller])
            caller = second[caller].within


def _fold(first: Sequence[Unit], sources: dict[int, set[int]]) -> None:
    """Count to what is there what the second does not have, because every converter does away with it.

    A normalisation is folded into what it follows; layers that do nothing go; of two that were fused, what stands
    between goes with them; and what no input has a part in is computed for what takes it.
    """
    owners: dict[int, list[set[int]]] = defaultdict(list)
    for origins in sources.values():
        for source in origins:
            owners[source].append(origins)
    behind = _ahead(first)
    for number, unit in enumerate(first):
        before = [origins for source in unit.before for origins in owners.get(source, ())]
        if number in owners:
            continue
        if units.goes(unit):
            taking = before
        else:
            after = [origins for target in behind.get(number, ()) for origins in owners.get(target, ())]
            taking = [origins for origins in before if any(origins is each for each in after)]
        _join(number, taking, owners)
    for number in range(len(first) - 1, -1, -1):
        if number not in owners and first[number].constant:
            _join(
                number,
                [origins for target in behind.get(number, ()) for origins in owners.get(target, ())],
                owners,
            )


def _join(number: int, taking: Sequence[set[int]], owners: dict[int, list[set[int]]]) -> None:
    for origins in taking:
        origins.add(number)
    if taking:
        owners[number] = list(taking)


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
