# SPDX-License-Identifier: Apache-2.0
"""Which input or output of one signature is which of another: by name, by the tensor behind it, by what fits."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from cutaway.description.tensors import TensorSpec

Pairs = list[tuple[TensorSpec | None, TensorSpec | None]]


def matched(first: Sequence[TensorSpec], second: Sequence[TensorSpec]) -> Pairs:
    """Pairs, those found first at the beginning; None where there is no other. The other way round gives the mirror.

    Converters name what they write after the tensors of the graph, so the name in one may be the tensor of the other.
    What is left are those that alone have their shape, then those of one type and shape in their order, then the last
    of each where no other is left.
    """
    left, others = list(first), list(second)
    found: Pairs = []
    for one_key, other_key in (
        (_name, _name),
        (_tensor, _name),
        (_name, _tensor),
        (_tensor, _tensor),
        (_shape, _shape),
    ):
        _take(found, left, others, one_key, other_key)
    for one in list(left):
        other = next((each for each in others if _spec(each) == _spec(one)), None)
        if other is not None:
            found.append((one, other))
            left.remove(one)
            others.remove(other)
    if len(left) == len(others) == 1 and (len(first) == len(second)):
        found.append((left.pop(), others.pop()))
    return [*found, *((each, None) for each in left), *((None, each) for each in others)]


def paired(first: Sequence[TensorSpec], second: Sequence[TensorSpec]) -> dict[str, str]:
    """Names of the first to those of the second; what else is left by its place, where both have as many."""
    pairs = matched(first, second)
    names = {one.name: other.name for one, other in pairs if one is not None and other is not None}
    if len(first) == len(second):
        left = [one.name for one, other in pairs if one is not None and other is None]
        others = [other.name for one, other in pairs if one is None and other is not None]
        names |= dict(zip(left, others, strict=True))
    return {spec.name: names[spec.name] for spec in first if spec.name in names}


def _take(
    found: Pairs,
    left: list[TensorSpec],
    others: list[TensorSpec],
    one_key: Callable[[TensorSpec], Hashable],
    other_key: Callable[[TensorSpec], Hashable],
) -> None:
    """Pair those whose keys are the same and stand once in each."""
    ones = [one_key(each) for each in left]
    keys = [other_key(each) for each in others]
    for one, key in list(zip(left, ones, strict=True)):
        if key is not None and ones.count(key) == keys.count(key) == 1:
            other = others[keys.index(key)]
            keys.remove(key)
            found.append((one, other))
            left.remove(one)
            others.remove(other)


def _name(spec: TensorSpec) -> Hashable:
    return spec.name.removesuffix(":0")


def _tensor(spec: TensorSpec) -> Hashable:
    return spec.tensor.removesuffix(":0")


def _shape(spec: TensorSpec) -> Hashable:
    """The shape without the batch, which may be of any size in one and fixed in the other."""
    return None if not spec.shape or len(spec.shape) < 2 else (len(spec.shape), spec.shape[1:])


def _spec(spec: TensorSpec) -> Hashable:
    return spec.dtype, spec.shape
