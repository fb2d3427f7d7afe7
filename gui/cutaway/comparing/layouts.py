# SPDX-License-Identifier: Apache-2.0
"""How the axes of two arrays can lie to each other: kernels are transposed from one format to the next."""

from __future__ import annotations

from itertools import permutations

import numpy

_MOST_AXES = 5
_SAMPLE = 4096


def squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape without axes of size 1, which hold nothing."""
    return tuple(size for size in shape if size != 1)


def can_fit(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Whether axes of the second can be put in an order that gives the first, sizes of 1 aside."""
    return sorted(squeezed(first)) == sorted(squeezed(second))


def orders(first: tuple[int, ...], second: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Orders of the second's axes without those of size 1 that give the first's, as they lie before all others."""
    wanted, given = squeezed(first), squeezed(second)
    straight = tuple(range(len(given)))
    if sorted(wanted) != sorted(given):
        return []
    if len(given) > _MOST_AXES:
        return [straight] if wanted == given else []
    return [order for order in permutations(straight) if tuple(given[axis] for axis in order) == wanted]


def laid_alike(
    reference: numpy.ndarray, other: numpy.ndarray
) -> tuple[numpy.ndarray, tuple[int, ...]] | None:
    """The other as a view of the reference's shape, and the order of its axes; None where no order fits.

    Of several orders that fit, the one whose values are nearest in a sample; no order (empty) where it lies alike.
    """
    found = orders(reference.shape, other.shape)
    if not found:
        return None
    flat = other.reshape(squeezed(other.shape))
    straight = tuple(range(flat.ndim))
    best = found[0] if len(found) == 1 else min(found, key=lambda order: _apart(reference, flat, order))
    view = flat if best == straight else flat.transpose(best)
    return view.reshape(reference.shape), () if best == straight else best


def _apart(reference: numpy.ndarray, flat: numpy.ndarray, order: tuple[int, ...]) -> float:
    """Mean square distance of up to `_SAMPLE` elements, evenly taken."""
    if object in (reference.dtype, flat.dtype):
        return 0.0
    view = flat.transpose(order)
    one = reference.reshape(view.shape)
    step = max(1, one.size // _SAMPLE)
    places = numpy.unravel_index(numpy.arange(0, one.size, step), view.shape) if view.ndim else ()
    with numpy.errstate(all="ignore"):
        difference = one[places].astype(numpy.complex128) - view[places].astype(numpy.complex128)
        distance = float(numpy.nanmean(numpy.abs(difference) ** 2)) if difference.size else 0.0
    return distance if numpy.isfinite(distance) else float("inf")
