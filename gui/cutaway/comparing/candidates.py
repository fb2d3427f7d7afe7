# SPDX-License-Identifier: Apache-2.0
"""Which tensors inside two models may be the same, by names, by what converters fuse, and by what feeds them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from cutaway.comparing.names import first_scope
from cutaway.comparing.structure import alike
from cutaway.comparing.units import Unit
from cutaway.description.inside import Candidates, InsideTensor

_LAYERS, _NODES, _ONNX, _OPERATORS = range(4)
_RANKS = {"keras_h5": _LAYERS, "keras_archive": _LAYERS, "onnx": _ONNX, "tflite": _OPERATORS}
"""How much of the source a format still tells apart: the less, the more."""
_CALL = re.compile(r"(Stateful)?PartitionedCall(_\d+)?")
_PORT = re.compile(r":\d+$")
_ADDED = re.compile(r"__\d+$|(?<=[A-Za-z])\d{1,2}$")
"""What converters add to a name that is taken."""
_MOST = 8
_MOST_BY_VALUE, _NEAR = 200, 16


def candidates(
    first: tuple[str, Sequence[InsideTensor]],
    second: tuple[str, Sequence[InsideTensor]],
    ends: Sequence[tuple[str, str]] = (),
) -> tuple[Candidates, ...]:
    """Candidates in the order of the first model's tensors. first, second: format and tensors.

    ends: names of outputs of the one and the other that are the same, as `InsideTensor.name` has them.
    """
    ranks = [_RANKS.get(kind, _NODES) for kind, _ in (first, second)]
    if ranks[0] > ranks[1]:
        turned = candidates(second, first, [(other, one) for one, other in ends])
        found = [Candidates(each.targets, each.sources) for each in turned]
    elif ranks[0] == ranks[1]:
        found = _same_kind(first[1], second[1])
    elif ranks[0] == _LAYERS:
        found = _of_layers(first[1], second[1])
    else:
        found = _of_nodes(first[1], second[1])
    found += _ends(first[1], second[1], ends, found)
    if ranks[0] < ranks[1]:
        found += _by_value(first[1], second[1], found)
    return tuple(sorted(found, key=lambda each: (each.sources[0], each.targets[0])))


def is_exact(first: str, second: str) -> bool:
    """Whether two formats tell the same things apart."""
    return _RANKS.get(first, _NODES) == _RANKS.get(second, _NODES)


def pieces(name: str) -> tuple[str, ...]:
    """The names in a fused one, without calls around them and without the number of an output.

    Of several with the same op the last: where kernels of two layers were alike, the names of both are in one.
    """
    plain = (_key(_PORT.sub("", piece)) for piece in name.split(";"))
    return tuple({_ADDED.sub("", key.rpartition("/")[2]): key for key in plain if key}.values())


def _key(name: str) -> str:
    """The name without the calls that it lies in: what inlines functions keeps them, and not always all."""
    *scopes, last = name.split("/")
    return "/".join([*(scope for scope in scopes if not _CALL.fullmatch(scope)), last])


def _same_kind(first: Sequence[InsideTensor], second: Sequence[InsideTensor]) -> list[Candidates]:
    """One with one: the same name, else the same kind behind tensors that are matched."""
    pairs = alike(_units(first), _units(second), "nodes").pairs
    ones, others = ({unit.name: place for place, unit in enumerate(_units(side))} for side in (first, second))
    return [Candidates((ones[pair.first[0]],), (others[pair.second[0]],)) for pair in pairs]


def _units(side: Sequence[InsideTensor]) -> list[Unit]:
    counts = Counter(_key(each.name) for each in side)
    used: Counter[str] = Counter()
    found = []
    for each in side:
        name = _key(each.name) if counts[_key(each.name)] == 1 else each.name
        used[name] += 1
        unique = name if used[name] == 1 else f"{name} ({used[name]})"
        found.append(Unit(unique, each.op, (unique,), each.before))
    return found


def _of_layers(first: Sequence[InsideTensor], second: Sequence[InsideTensor]) -> list[Candidates]:
    """Layers with what was named after them: what they give is the last of these, mostly.

    What is named after several computes them in one, and gives what the last of them does.
    """
    named = {each.name: place for place, each in enumerate(first)}
    named.update({name.rpartition("/")[2]: place for name, place in named.items()})
    ways = [_by_scope(second, named, is_again=is_again) for is_again in (False, True)]
    found = max(ways, key=lambda way: len({layer for layers in way for layer in layers}))
    return [
        Candidates(layers[:_MOST], tuple(reversed(places))[:_MOST], min(len(layers), _MOST))
        for layers, places in found.items()
    ]


def _by_scope(
    second: Sequence[InsideTensor], named: Mapping[str, int], *, is_again: bool
) -> dict[tuple[int, ...], list[int]]:
    """By layers, the last first, the tensors with their names in theirs.

    is_again: all scopes got a number when they were traced anew.
    """
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, each in enumerate(second):
        layers = set()
        for piece in pieces(each.name):
            parts = [first_scope(part) if is_again else part for part in piece.split("/")]
            inner = next((named[part] for part in reversed(parts) if part in named), None)
            if inner is not None:
                layers.add(inner)
        if layers:
            found[tuple(sorted(layers, reverse=True))].append(place)
    return found


def _of_nodes(first: Sequence[InsideTensor], second: Sequence[InsideTensor]) -> list[Candidates]:
    """Each tensor of the second with the nodes that it is named after, the last first, then those beside these."""
    named: dict[str, list[int]] = defaultdict(list)
    beside: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(first):
        key = _key(each.name)
        named[key].append(place)
        beside[key.rpartition("/")[0]].append(place)
    found = []
    for place, each in enumerate(second):
        told = pieces(each.name)
        own = sorted({node for piece in told for node in _named(piece, named)}, reverse=True)
        near = {node for piece in told for node in beside.get(piece.rpartition("/")[0], ()) if "/" in piece}
        others = sorted(near - set(own), reverse=True)
        sources = (*own, *others)[:_MOST] if own else ()
        if sources:
            found.append(Candidates(sources, (place,), min(len(own), _MOST)))
    return found


def _named(piece: str, named: Mapping[str, list[int]]) -> list[int]:
    return named.get(piece) or named.get(_ADDED.sub("", piece), [])


def _by_value(
    first: Sequence[InsideTensor], second: Sequence[InsideTensor], found: Sequence[Candidates]
) -> list[Candidates]:
    """Where names tell of less than half, the others with what is computed about as far on the way to the answer."""
    ones = {place for each in found for place in each.sources}
    others = {place for each in found for place in each.targets}
    if 2 * len(others) >= len(second):
        return []
    free = [place for place in range(len(first)) if place not in ones]
    share = len(first) / max(1, len(second))
    made = []
    for place in [place for place in range(len(second)) if place not in others][:_MOST_BY_VALUE]:
        near = sorted(free, key=lambda source: abs(source - place * share))[:_NEAR]
        if near:
            made.append(Candidates(tuple(near), (place,), 0))
    return made


def _ends(
    first: Sequence[InsideTensor],
    second: Sequence[InsideTensor],
    ends: Sequence[tuple[str, str]],
    found: Sequence[Candidates],
) -> list[Candidates]:
    """Outputs that names do not tell of."""
    ones = {each.name: place for place, each in enumerate(first)}
    others = {each.name: place for place, each in enumerate(second)}
    taken = {place for each in found for place in each.targets}
    return [
        Candidates((ones[one],), (others[other],))
        for one, other in ends
        if one in ones and other in others and others[other] not in taken
    ]
