# SPDX-License-Identifier: Apache-2.0
"""Makes groups where names give none or too few: numbered blocks, repeats, boxes alike, and stretches of the flow."""

from __future__ import annotations

import re
from itertools import pairwise
from math import isqrt

import numpy

from cutaway.graphing.groups import Group, Item, members_of, owners, position
from cutaway.graphing.untangling import untangled

MANY = 24
"""More items than that in one group, and blocks are looked for among them."""
MOST_NODES, MOST_GROUPS = 40, 72
"""More items than that are cut into stretches: nodes alone sooner than groups, whose names tell more."""
_SOME = 16
_FEW_GROUPS = 8
_TOO_MANY = 3_000
"""More items than that are cut into stretches before repeats are looked for."""
_FEWEST_REPEATS = 3
_LONGEST_PERIOD = 12
_ALIKE = 6
_STRETCHES = (8, 40)

# The first part of a name that carries a number, before a part with letters: block_1 of block_1_expand, conv2 of
# conv2_block1_1_conv, block2 (a stage), or else block2a, of block2a_expand_conv.
_STAGE = re.compile(r"((?:[^\W_]|_)*?\d+)[a-z]?(?=[_.\-].*[A-Za-z])")
_BLOCK = re.compile(r"((?:[^\W_]|_)*?\d+[a-z]?)(?=[_.\-].*[A-Za-z])")
# Neither is conv2 of conv2d_7_relu a stage: here the number tells how many dimensions a kind of layer has.
_DIMENSIONS = re.compile(
    r"(conv|pool|pooling|padding|sampling|cropping|dropout|transpose)[123]d?$", re.IGNORECASE
)


class Splitting:
    """The items of one group while they are gathered into fewer."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.columns = group.inside.body.columns
        self.made = 0

    def split(self, items: list[Item]) -> list[Item]:
        """The items in the order of the flow, as groups of them where they are many."""
        items = self._sorted(untangled(items, self.group))
        named = self.group.form not in {"repeat", "alike", "stretch"}
        if named and len(items) > MANY:
            items = self._sorted(self._blocks(items))
        if self.group.form != "repeat" and _SOME < len(items) <= _TOO_MANY:
            items = self._repeats(items)
        if self.group.form not in {"repeat", "alike"} and len(items) > MANY:
            items = self._sorted(self._alike(items))
        named = sum(isinstance(item, Group) for item in items) >= _FEW_GROUPS
        if len(items) > (MOST_GROUPS if named else MOST_NODES):
            items = self._stretches(items)
        return items

    def _sorted(self, items: list[Item]) -> list[Item]:
        single = numpy.array([isinstance(item, int) for item in items], bool)
        keys = numpy.zeros(len(items))
        keys[single] = self.group.inside.body.places[[item for item in items if isinstance(item, int)]]
        for place in numpy.flatnonzero(~single).tolist():
            keys[place] = position(items[place], self.group.inside)
        return [items[place] for place in numpy.argsort(keys, kind="stable").tolist()]

    def name(self, item: Item) -> str:
        """What an item is called inside this group."""
        if isinstance(item, int):
            return self.columns.scopes[item][self.group.prefix :]
        return item.label

    def structure(self, item: Item) -> object:
        """What is equal for items that do the same: ops and how many of each."""
        ops = self.columns.ops
        if isinstance(item, int):
            return int(ops[item])
        if item.form == "call":
            return (int(ops[item.node]), *(function for function, _ in self.columns.calls[item.node]))
        numbers, counts = numpy.unique(ops[list(item.members)], return_counts=True)
        return (item.form, tuple(numbers.tolist()), tuple(counts.tolist()))

    def _gathered(self, items: list[Item], label: str, form: str, repeat: int = 1) -> Group:
        self.made += 1
        key = f"{self.group.key}#{label}" if form == "scope" else f"{self.group.key}#{form} {self.made}"
        found = Group(key, label, form, self.group.inside, members_of(items), self.group.prefix, items)  # type: ignore[arg-type]
        found.repeat, found.mark = repeat, self.group.mark
        for item in items:
            if isinstance(item, Group):
                item.parent = found
        return found

    def _blocks(self, items: list[Item]) -> list[Item]:
        """Items whose names share a numbered beginning (`block3_conv`, `block3_bn`) as one group a block.

        A block hangs together; what only is named alike (`separable_conv_1_…` all over a network) is none.
        """
        names = [self.name(item) for item in items]
        blocks = _named(names, _STAGE)
        if sum(len(block) > 2 for label, block in blocks.items() if label) < _FEWEST_REPEATS:
            blocks = _named(names, _BLOCK)
        rest = blocks.pop("", [])
        gathered: list[Item] = []
        joined = self._joined(items, {place: label for label, block in blocks.items() for place in block})
        for label, block in blocks.items():
            if 2 < len(block) < len(items) and len({joined[place] for place in block}) == 1:
                gathered.append(self._gathered([items[place] for place in block], label, "scope"))
            else:
                rest += block
        return [*(items[place] for place in rest), *gathered]

    def _joined(self, items: list[Item], block_of: dict[int, str]) -> list[int]:
        """A number for each item, the same for items of one block that edges inside it link."""
        root = list(range(len(items)))

        def find(place: int) -> int:
            while root[place] != place:
                root[place] = root[root[place]]
                place = root[place]
            return place

        source, target = self._ends(items)
        inner = (source >= 0) & (target >= 0) & (source != target)
        for a, b in zip(source[inner].tolist(), target[inner].tolist(), strict=True):
            if a in block_of and block_of[a] == block_of.get(b):
                root[find(a)] = find(b)
        return [find(place) for place in range(len(items))]

    def _repeats(self, items: list[Item]) -> list[Item]:
        """Blocks of the same structure that follow one another, as one group that says how many there are."""
        structures = [self.structure(item) for item in items]
        found: list[Item] = []
        at = 0
        while at < len(items):
            period, times = self._period(items, structures, at)
            if times < _FEWEST_REPEATS or period * times == len(items):
                found.append(items[at])
                at += 1
                continue
            chosen = items[at : at + period * times]
            found.append(self._repeat(chosen, period, times))
            at += period * times
        return found

    def _period(self, items: list[Item], structures: list[object], at: int) -> tuple[int, int]:
        """How many items repeat from `at` on, and how often; (1, 1) where none do."""
        best = (1, 1)
        for period in range(1, min(_LONGEST_PERIOD, (len(items) - at) // _FEWEST_REPEATS) + 1):
            first = structures[at : at + period]
            if isinstance(items[at], int) and first == first[:1] * period:
                continue  # nodes of one op in a row
            times = 1
            while structures[at + times * period : at + (times + 1) * period] == first:
                times += 1
            if times >= _FEWEST_REPEATS and period * times > best[0] * best[1]:
                best = (period, times)
        return best

    def _repeat(self, items: list[Item], period: int, times: int) -> Group:
        if period > 1:
            blocks: list[Item] = []
            for number in range(times):
                block = items[number * period : (number + 1) * period]
                blocks.append(self._gathered(block, self._range(block), "stretch"))
            items = blocks
            label = f"{self._range([blocks[0]])} …"
        else:
            label = self._range(items)
        return self._gathered(items, label, "repeat", times)

    def _range(self, items: list[Item]) -> str:
        first, last = self.name(items[0]), self.name(items[-1])
        return first if first == last else f"{first} … {last}"

    def _alike(self, items: list[Item]) -> list[Item]:
        """Items that do the same between the same neighbours, as one group."""
        kinds = self._structures(items)
        above, below = self._neighbours(items)
        keys = numpy.stack([kinds, *above, *below], axis=1)
        _, numbers, counts = numpy.unique(keys, axis=0, return_inverse=True, return_counts=True)
        numbers = numbers.reshape(-1)
        linked = (above[0] + below[0]) > 0
        chosen = (counts[numbers] >= _ALIKE) & (counts[numbers] < len(items)) & linked
        alike: dict[int, list[Item]] = {}
        found: list[Item] = []
        for item, number, gathered in zip(items, numbers.tolist(), chosen.tolist(), strict=True):
            if gathered:
                alike.setdefault(number, []).append(item)
            else:
                found.append(item)
        found += [self._gathered(group, self._range(group), "alike", len(group)) for group in alike.values()]
        return found

    def _structures(self, items: list[Item]) -> numpy.ndarray:
        """A number for each item, the same for those of the same structure."""
        known: dict[object, int] = {}
        return numpy.array([known.setdefault(self.structure(item), len(known)) for item in items])

    def _neighbours(self, items: list[Item]) -> tuple[list[numpy.ndarray], list[numpy.ndarray]]:
        """Two sums for each item over those that feed it, and over those that it feeds, as good as equal to these sets.

        All that is outside this group counts as one. Every item has two numbers drawn for it, small enough that the
        sums are exact, large enough that two sets with the same two sums do not occur.
        """
        source, target = self._ends(items)
        outer = (source != target) & ((source >= 0) | (target >= 0))
        size = len(items) + 1
        pairs = numpy.unique((source[outer] + 1) * size + target[outer] + 1)
        source, target = numpy.divmod(pairs, size)
        drawn = numpy.random.default_rng(0).integers(1, 2**35, (2, size)).astype(float)
        above = [numpy.bincount(target, each[source], minlength=size)[1:] for each in drawn]
        below = [numpy.bincount(source, each[target], minlength=size)[1:] for each in drawn]
        return above, below

    def _ends(self, items: list[Item]) -> tuple[numpy.ndarray, numpy.ndarray]:
        """The body's edges as places of items, −1 where an end is outside this group."""
        edges = self.group.inside.body.edges
        owner = owners(items, self.group.inside)
        return owner[edges.source], owner[edges.target]

    def _stretches(self, items: list[Item]) -> list[Item]:
        """Stretches of the flow, cut where few edges cross."""
        least, most = _STRETCHES
        count = min(max(isqrt(len(items)), least), most)
        source, target = self._ends(items)
        inner = (source >= 0) & (target >= 0) & (source != target)
        low = numpy.minimum(source[inner], target[inner])
        high = numpy.maximum(source[inner], target[inner])
        opened = numpy.bincount(low + 1, minlength=len(items) + 1)
        closed = numpy.bincount(high + 1, minlength=len(items) + 1)
        crossing = numpy.cumsum(opened - closed)  # edges over the cut before each item
        cuts = [0]
        size = len(items) / count
        for number in range(1, count):
            middle = round(number * size)
            begin = max(round(middle - size / 4), cuts[-1] + 1)
            end = max(round(middle + size / 4), begin + 1)
            cuts.append(begin + int(numpy.argmin(crossing[begin:end])))
        cuts.append(len(items))
        stretches = [items[begin:end] for begin, end in pairwise(cuts)]
        return [
            self._gathered(chosen, self._range(chosen), "stretch") if len(chosen) > 1 else chosen[0]
            for chosen in stretches
        ]


def _common_start(names: list[str]) -> int:
    """How many characters all names begin with, up to the last part of a name that all have."""
    first, last = min(names), max(names)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return max(first.rfind(mark, 0, same) for mark in "_.-") + 1


def _named(names: list[str], pattern: re.Pattern[str]) -> dict[str, list[int]]:
    """Places of the names by the part of them that tells a block; those that tell none under the empty one."""
    common = _common_start(names)
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        match = pattern.match(name, common)
        told = (
            match is not None
            and not _DIMENSIONS.search(name[: match.end()])
            and not _DIMENSIONS.search(match[1])
        )
        label = name[: match.end(1)] if match is not None and told else ""
        found.setdefault(label, []).append(place)
    return found
