# SPDX-License-Identifier: Apache-2.0
"""Values that nobody has to bring along: random from a seed, zeros, ones, one constant."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import ml_dtypes
import numpy

from cutaway.description import wording
from cutaway.errors import RequestError
from cutaway.sampling.inputs.wanted import MOST_BYTES, Found, Options, Wanted
from cutaway.sampling.stored import of_type

_STRING_BYTES = 64
_INTEGERS = 10
_EVEN = 0.5
_BLOCK = 1 << 20
_FAR = float(1 << 62)


def random(wanted: Wanted, options: Options, generator: numpy.random.Generator) -> Found:
    """Random values; without options those of the contract, so that anybody can make the same.

    Standard normal for floats and complex numbers, integers from 0 to 9, bool with even chances, and for strings the
    words `sample 0`, `sample 1`, …. Drawn in float64 or int64 and then converted.
    """
    kind, shape = _kind(wanted), _shape(wanted)
    if wanted.spec.dtype == "string":
        texts = [f"sample {place}".encode() for place in range(int(numpy.prod(shape, dtype=int)))]
        return Found(_strings(texts, shape), "sample words")
    found = numpy.empty(shape, kind)
    flat = found.reshape(-1)
    if kind.kind == "b":
        _fill(flat, lambda count: generator.random(count) < _EVEN)
        return Found(found, "random")
    draw, words = _drawing(_distribution(kind, options), options, generator)
    if kind.kind == "c":
        _fill(flat.real, draw)
        _fill(flat.imag, draw)
    elif "int" in kind.name:
        least, most = ends(kind)
        _fill(flat, lambda count: _rounded(draw(count), least, most))
    else:
        _fill(flat, draw)
    return Found(found, words)


Draw: TypeAlias = Callable[[int], numpy.ndarray]


def _fill(flat: numpy.ndarray, draw: Draw) -> None:
    """Fill in blocks, so that numbers of eight bytes are never held for all: drawn in pieces, they are the same."""
    for start in range(0, flat.size, _BLOCK):
        count = min(_BLOCK, flat.size - start)
        flat[start : start + count] = draw(count)


def _distribution(kind: numpy.dtype, options: Options) -> str:
    how = options.text("distribution")
    if how != "auto":
        return how
    told = set(options.given)
    if told & {"mean", "deviation"}:
        return "normal"
    if "int" in kind.name:
        return "integers"
    return "uniform" if told & {"low", "high"} else "normal"


def _drawing(how: str, options: Options, generator: numpy.random.Generator) -> tuple[Draw, str]:
    low = options.number("low")
    if how == "normal":
        mean, deviation = options.number("mean"), options.number("deviation")
        if deviation < 0:
            raise RequestError("The deviation of a distribution cannot be negative.", hint="Give 0 or more.")
        if (mean, deviation) == (0, 1):
            return generator.standard_normal, "random, standard normal"
        words = f"random, normal around {mean:g} ± {deviation:g}"
        return lambda count: generator.standard_normal(count) * deviation + mean, words
    usual = float(_INTEGERS) if how == "integers" else 1.0
    high = usual if options.is_auto("high") else options.number("high")
    if how == "integers":
        low, high = math.ceil(low), math.ceil(high)
    if high <= low or not -_FAR <= low < high <= _FAR:
        raise RequestError(
            f"There is no value from {low:g} to below {high:g}.", hint="Let high be larger than low."
        )
    if how == "integers":
        first, behind = int(low), int(high)
        words = f"random integers from {first} to {behind - 1}"
        return lambda count: generator.integers(first, behind, count), words
    return lambda count: generator.uniform(low, high, count), f"random, uniform from {low:g} to {high:g}"


def _rounded(values: numpy.ndarray, least: int, most: int) -> numpy.ndarray:
    """Integers that the type has."""
    whole: numpy.ndarray = numpy.rint(values) if values.dtype.kind == "f" else values
    within: numpy.ndarray = numpy.clip(whole, max(least, -(2**63)), min(most, 2**63 - 1))
    return within.astype(numpy.int64)


def ends(kind: numpy.dtype) -> tuple[int, int]:
    """The least and the largest value of a type of integers."""
    is_added = hasattr(ml_dtypes, kind.name)
    limits: Any = ml_dtypes.iinfo(kind) if is_added else numpy.iinfo(kind)  # type: ignore[no-untyped-call]
    return int(limits.min), int(limits.max)


def filled(wanted: Wanted, word: str) -> Found:
    """`zeros` or `ones`: strings are empty or `1`."""
    kind, shape = _kind(wanted), _shape(wanted)
    value = 0 if word == "zeros" else 1
    if wanted.spec.dtype == "string":
        count = int(numpy.prod(shape, dtype=int))
        return Found(_strings([b"1" if value else b""] * count, shape), word)
    return Found(numpy.full(shape, value, kind), word)


def constant(wanted: Wanted, text: str) -> Found:
    """One value everywhere. Raises RequestError where the text is no value of the type."""
    kind, shape = _kind(wanted), _shape(wanted)
    words = f"{wording.elided(wording.safe(text), 24)} everywhere"
    if wanted.spec.dtype == "string":
        count = int(numpy.prod(shape, dtype=int))
        return Found(_strings([text.encode()] * count, shape), words)
    value = _one(text, kind)
    if value is None:
        raise RequestError(
            f"{wording.safe(text)} is no value of {wanted.spec.dtype}, which input {wanted.name} takes.",
            hint="Give a number of that type.",
        )
    return Found(numpy.full(shape, value), words)


def _one(text: str, kind: numpy.dtype) -> numpy.ndarray | None:
    if kind.kind == "b":
        known = {"true": True, "1": True, "false": False, "0": False}
        found = known.get(text.strip().lower())
        return None if found is None else numpy.array(found)
    try:
        if "int" in kind.name:
            least, most = ends(kind)
            number = int(text, 0)
            return numpy.array(number).astype(kind) if least <= number <= most else None
        if kind.kind == "c":
            return numpy.array(complex(text.replace(" ", "").replace("i", "j")), kind)
        return numpy.array(float(text)).astype(kind)
    except ValueError:
        return None


def _kind(wanted: Wanted) -> numpy.dtype:
    kind = of_type(wanted.spec.dtype)
    if kind is None:
        raise RequestError(
            f"Input {wanted.name} is of the type {wanted.spec.dtype}, which only the model itself can make.",
            hint="Choose another signature.",
        )
    return kind


def _shape(wanted: Wanted) -> tuple[int, ...]:
    shape, kind = wanted.shape(), _kind(wanted)
    size = 1
    for edge in shape:
        size *= edge
    each = _STRING_BYTES if wanted.spec.dtype == "string" else kind.itemsize
    if size * each > MOST_BYTES:
        raise RequestError(
            f"Input {wanted.name} would take {wording.byte_size(size * each)} as {wording.shape(shape)}; "
            f"at most {wording.byte_size(MOST_BYTES)} are made.",
            hint="Choose smaller sizes, or bring the values in a .npy file.",
        )
    return shape


def _strings(words: list[bytes], shape: tuple[int, ...]) -> numpy.ndarray:
    found = numpy.empty(len(words), object)
    found[:] = words
    return found.reshape(shape)
