# SPDX-License-Identifier: Apache-2.0
"""Cuts a network into ranks, and gives long links a bend in every rank that they pass, so that they pass no box."""

from __future__ import annotations

from math import ceil

from cutaway.graphing.layered.network import Layers, Network
from cutaway.graphing.layered.ranks import against_the_flow, rank

_BENDS_PER_BOX = 6
_BENDS = 4_000
_BROADEST = 2_000.0
_FEWEST_IN_ROW = 8


def layering(network: Network) -> Layers:
    """Ranks and bends of a network; the order in the ranks is not sought yet."""
    count = len(network.breadths)
    pairs = dict.fromkeys((link.source, link.target) for link in network.links if link.source != link.target)
    turned = against_the_flow(count, pairs, network.flow)
    turned |= {(a, b) for a, b in pairs if a in network.last or b in network.first}
    ranks = _ranks(network, [(b, a) if (a, b) in turned else (a, b) for a, b in pairs])
    layers = Layers(
        count,
        ranks,
        list(network.breadths),
        [[] for _ in range(count)],
        [[] for _ in range(count)],
    )
    longest = _longest(network, ranks)
    for link in network.links:
        upper, lower = link.source, link.target
        begin, end = link.begin, link.end
        if upper == lower:
            layers.chains.append([])
            continue
        if (upper, lower) in turned:
            upper, lower, begin, end = lower, upper, end, begin
        if ranks[lower] - ranks[upper] > longest:
            layers.chains.append([])
            continue
        chain = _chain(layers, upper, lower)
        layers.chains.append(chain)
        if begin:
            layers.offsets[upper, chain[1]] = begin
        if end:
            layers.offsets[lower, chain[-2]] = end
    return layers


def _chain(layers: Layers, upper: int, lower: int) -> list[int]:
    chain = [upper]
    for between in range(layers.rank[upper] + 1, layers.rank[lower]):
        bend = len(layers.rank)
        layers.rank.append(between)
        layers.breadth.append(0.0)
        layers.above.append([chain[-1]])
        layers.below.append([])
        layers.below[chain[-1]].append(bend)
        chain.append(bend)
    layers.below[chain[-1]].append(lower)
    layers.above[lower].append(chain[-1])
    chain.append(lower)
    return chain


def _ranks(network: Network, pairs: list[tuple[int, int]]) -> list[int]:
    """Ranks of the boxes, those at the borders in ranks of their own; empty ranks are left out."""
    count = len(network.breadths)
    border = network.first | network.last
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for source, target in dict.fromkeys(pairs):
        if source not in border and target not in border:
            below[source].append(target)
            above[target].append(source)
    ranks = _narrowed(network, rank(count, above, below), border)
    used = sorted({ranks[box] for box in range(count) if box not in border})
    number = {value: place for place, value in enumerate(used, 1 if network.first else 0)}
    end = len(used) + (1 if network.first else 0)
    return [
        0 if box in network.first else end if box in network.last else number[ranks[box]]
        for box in range(count)
    ]


def _narrowed(network: Network, ranks: list[int], border: frozenset[int]) -> list[int]:
    """Ranks in which very broad ones are several: boxes of one rank are not linked, so any of them may come later."""
    rows: dict[int, list[int]] = {}
    for box in range(len(ranks)):
        if box not in border:
            rows.setdefault(ranks[box], []).append(box)
    found = ranks[:]
    shift = 0
    for value in sorted(rows):
        row = sorted(rows[value], key=lambda box: (network.flow[box], box))
        breadth = sum(network.breadths[box] for box in row)
        parts = (
            min(ceil(breadth / _BROADEST), ceil(len(row) / _FEWEST_IN_ROW))
            if len(row) > _FEWEST_IN_ROW
            else 1
        )
        for place, box in enumerate(row):
            found[box] = value + shift + place * parts // len(row)
        shift += parts - 1
    return found


def _longest(network: Network, ranks: list[int]) -> int:
    """How many ranks a link may span before there are too many bends; the longest are not routed then."""
    spans = sorted(
        abs(ranks[link.target] - ranks[link.source]) for link in network.links if link.source != link.target
    )
    room = _BENDS_PER_BOX * len(ranks) + _BENDS
    for span in spans:
        room -= span - 1
        if room < 0:
            return max(span - 1, 1)
    return spans[-1] if spans else 1
