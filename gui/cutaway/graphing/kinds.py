# SPDX-License-Identifier: Apache-2.0
"""The kind of work that an op does, from the table `resources/ops/kinds.tsv`."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cache

from cutaway import paths
from cutaway.description.picture import OP_KINDS

OTHER = OP_KINDS.index("other")
STATE = OP_KINDS.index("state")
CONTROL = OP_KINDS.index("control")
SHAPE = OP_KINDS.index("shape")

_WEIGHTS = {OTHER: 0.4, STATE: 0.05, CONTROL: 0.2, SHAPE: 0.3, OP_KINDS.index("convolution"): 4.0}
"""How much a node of a kind tells about the group that it is in, where it is not 1."""


@cache
def kind_of(op: str) -> int:
    """The index of an op's kind in OP_KINDS; that of `other` for an op that the table does not know.

    It knows ops of TensorFlow, of TensorFlow Lite (with `CUSTOM:`, `Flex` or `STABLEHLO_` before them, too), of ONNX,
    and layers.
    """
    bare = op.removeprefix("CUSTOM:").removeprefix("Flex").removeprefix("STABLEHLO_")
    exact, patterns = _table()
    found = exact.get(bare)
    if found is not None:
        return found
    for kind, pattern in patterns:
        if pattern.match(bare):
            return kind
    return OTHER


def leading_kind(counts: list[int]) -> int:
    """The kind that a group is coloured by: the one that does most of its work. counts: how many nodes of each kind."""
    best, most = OTHER, 0.0
    for kind, count in enumerate(counts):
        weighed = count * _WEIGHTS.get(kind, 1.0)
        if weighed > most:
            best, most = kind, weighed
    return best


@cache
def _table() -> tuple[dict[str, int], list[tuple[int, re.Pattern[str]]]]:
    """Exact names, and a pattern for each kind; a line of the table is a kind, a tab, and shell patterns."""
    exact: dict[str, int] = {}
    patterns = []
    for line in paths.resource("ops/kinds.tsv").read_text(encoding="utf-8").splitlines():
        name, _, listed = line.partition("\t")
        kind = OP_KINDS.index(name)
        wild = [each for each in listed.split() if "*" in each or "?" in each]
        exact.update((each, kind) for each in listed.split() if each not in wild and each not in exact)
        patterns.append((kind, re.compile("|".join(map(translate, wild)))))
    return exact, patterns
