# SPDX-License-Identifier: Apache-2.0
"""Values brought to the type and the shape of an input, where that changes nothing but what is told; else refused."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import ml_dtypes
import numpy

from cutaway.description import wording
from cutaway.description.tensors import Shape, TensorSpec
from cutaway.errors import RequestError
from cutaway.sampling.inputs.generated import ends
from cutaway.sampling.inputs.wanted import MOST_BYTES, Found, Wanted
from cutaway.sampling.stored import as_bytes, of_type, type_of
from cutaway.sampling.values import Ragged, Sparse, Value

Conversion: TypeAlias = Literal["safe", "cast", "quantize"]
"""safe: values stay what they are, but for the rounding of floats. cast: by force. quantize: as the input is stored."""


def fit(found: Found, wanted: Wanted, how: Conversion = "safe") -> tuple[Value, tuple[str, ...]]:
    """The value as the input takes it, and what was changed, in sentences. Raises RequestError."""
    value = found.value
    if isinstance(value, Ragged):
        rank = len(value.shape)
        if wanted.spec.shape is not None and len(wanted.spec.shape) != rank:
            raise _misfit(wanted, found, value.shape)
        flat, notes = to_type(value.values, wanted.spec, how, found)
        return Ragged(flat, value.splits), notes
    if isinstance(value, Sparse):
        flat, notes = to_type(value.values, wanted.spec, how, found)
        return Sparse(value.indices, flat, value.shape), notes
    shaped, shape_notes = to_shape(value, wanted, found)
    typed, type_notes = to_type(shaped, wanted.spec, how, found)
    return typed, (*type_notes, *shape_notes)


# --- shapes ---


def fits(shape: tuple[int, ...], spec: Shape) -> bool:
    """Whether an array of that shape can be fed."""
    if spec is None:
        return True
    return len(shape) == len(spec) and all(
        size is None or size == given for given, size in zip(shape, spec, strict=True)
    )


def to_shape(array: numpy.ndarray, wanted: Wanted, found: Found) -> tuple[numpy.ndarray, tuple[str, ...]]:
    """The array in a shape that the input takes. A batch axis is added, one value repeated, a loose table reshaped.

    Raises RequestError where that is not enough.
    """
    spec = wanted.spec.shape
    if spec is None or fits(array.shape, spec):
        return array, ()
    if array.ndim == 0:
        return _repeated(array, wanted, found)
    if not spec and array.size == 1:
        return array.reshape(()), ("Its only value was taken out of its list.",)
    if len(spec) == array.ndim + 1 and spec[0] in (None, 1) and fits(array.shape, spec[1:]):
        return array[None], ("A batch axis of 1 was added.",)
    target = _same_size(array.size, spec) if found.is_loose else None
    if target is None:
        raise _misfit(wanted, found, array.shape)
    return array.reshape(target), (f"Its {array.size:,} values were arranged as {wording.shape(target)}.",)


def _repeated(array: numpy.ndarray, wanted: Wanted, found: Found) -> tuple[numpy.ndarray, tuple[str, ...]]:
    shape = wanted.shape()
    size = int(numpy.prod(shape, dtype=object))
    if size == 1:
        return array.reshape(shape), ()
    if not found.is_written and type_of(array) != "string":
        raise _misfit(wanted, found, ())
    if size * 8 > MOST_BYTES:
        raise RequestError(
            f"Input {wanted.name} would take {wording.byte_size(size * 8)} as {wording.shape(shape)}.",
            hint="Choose smaller sizes.",
        )
    return numpy.full(shape, array), (f"The value was repeated {size:,} times, as {wording.shape(shape)}.",)


def _same_size(size: int, spec: tuple[int | None, ...]) -> tuple[int, ...] | None:
    """The shape with so many elements that fits; dynamic axes but the first are 1. None where there is none."""
    known = 1
    for edge in spec:
        known *= 1 if edge is None else edge
    if None not in spec:
        return tuple(edge or 0 for edge in spec) if known == size else None
    if not known or size % known:
        return None
    free = spec.index(None)
    return tuple(
        size // known if axis == free else 1 if edge is None else edge for axis, edge in enumerate(spec)
    )


def _misfit(wanted: Wanted, found: Found, shape: Shape) -> RequestError:
    given = wording.shape(shape)
    spec = wanted.spec.shape or ()
    hint = "Give a value of that shape."
    if shape is not None and len(shape) == len(spec):
        axis = next(
            (
                axis
                for axis, (size, edge) in enumerate(zip(shape, spec, strict=True))
                if edge is not None and size != edge
            ),
            None,
        )
        if axis is not None:
            hint = f"Axis {axis} has to be {spec[axis]}."
    return RequestError(
        f"Input {wanted.name} takes {wanted.takes}, and {found.words} is {given if shape else 'a single value'}.",
        hint=hint,
    )


# --- types ---


def to_type(
    array: numpy.ndarray, spec: TensorSpec, how: Conversion, found: Found
) -> tuple[numpy.ndarray, tuple[str, ...]]:
    """The array in the type of the input. Raises RequestError where a value would change, unless that is asked for."""
    name = wording.name(spec.name, 80)
    kind = of_type(spec.dtype)
    if kind is None:
        raise RequestError(
            f"Input {name} is of the type {spec.dtype}, which only the model itself can make.",
            hint="Choose another signature.",
        )
    if spec.dtype == "string":
        return _to_text(array, name, how, found), ()
    if array.dtype.kind in "OSUTV" and not hasattr(ml_dtypes, array.dtype.name):
        raise RequestError(
            f"Input {name} takes {spec.dtype}, and {found.words} holds {_called(array)}.",
            hint="Give numbers.",
        )
    if array.dtype == kind:
        return array, ()
    if array.dtype == kind.newbyteorder():
        return array.astype(kind), ()
    if how == "quantize":
        return _quantized(array, kind, spec, name), (f"Quantised to {spec.dtype} as the model stores it.",)
    if how == "cast":
        return _cast(array, kind), (f"Converted from {_called(array)} to {spec.dtype} by force.",)
    wrong = _loss(array, kind)
    if wrong:
        quantised = spec.quantization is not None and spec.quantization.scale
        ways = "convert=quantize, which the model expects, or convert=cast" if quantised else "convert=cast"
        raise RequestError(
            f"Input {name} takes {spec.dtype}, and {found.words} holds {_called(array)} {wrong}.",
            hint=f"Give {spec.dtype}, or choose {ways}.",
        )
    notes = () if found.is_written else (f"Converted from {_called(array)} to {spec.dtype}.",)
    with numpy.errstate(over="ignore"):
        return array.astype(kind), notes


def _called(array: numpy.ndarray) -> str:
    return {"string": "texts"}.get(type_of(array), type_of(array))


def _to_text(array: numpy.ndarray, name: str, how: Conversion, found: Found) -> numpy.ndarray:
    if array.dtype.kind in "OSUT":
        return as_bytes(array)
    if how != "cast":
        raise RequestError(
            f"Input {name} takes texts, and {found.words} holds {_called(array)}.",
            hint="Give texts, or choose convert=cast.",
        )
    return as_bytes(array.astype(numpy.str_))


def _loss(array: numpy.ndarray, kind: numpy.dtype) -> str:
    """What would be lost, as the end of a sentence; empty where all values stay, but for the rounding of floats."""
    if not array.size:
        return ""
    if array.dtype.kind == "c" and kind.kind != "c":
        return "" if not array.imag.any() else "with imaginary parts"
    if kind.kind == "b":
        return "" if bool(numpy.isin(array, (0, 1)).all()) else "other than 0 and 1"
    if "int" not in kind.name:
        return _overflow(array, kind)
    if array.dtype.kind == "b":
        return ""
    values = array.astype(numpy.float32) if hasattr(ml_dtypes, array.dtype.name) else array
    if values.dtype.kind == "f":
        if not numpy.isfinite(values).all():
            return "with NaN or infinity among them"
        if (numpy.rint(values) != values).any():
            return "that are no whole numbers"
    least, most = ends(kind)
    low, high = values.min(), values.max()
    return "" if low >= least and high <= most else f"from {low:g} to {high:g}, beyond what the type holds"


def _overflow(array: numpy.ndarray, kind: numpy.dtype) -> str:
    if array.dtype.kind == "b" or kind.kind == "c" or kind == numpy.float64:
        return ""
    is_added = hasattr(ml_dtypes, kind.name)
    limits: Any = ml_dtypes.finfo(kind) if is_added else numpy.finfo(kind)  # type: ignore[no-untyped-call]
    with numpy.errstate(all="ignore"):
        values = array.astype(numpy.float64) if hasattr(ml_dtypes, array.dtype.name) else array
        finite = values[numpy.isfinite(values)] if values.dtype.kind == "f" else values
        far = finite.size and max(abs(float(finite.min())), abs(float(finite.max()))) > float(limits.max)
    return "too large for the type" if far else ""


def _cast(array: numpy.ndarray, kind: numpy.dtype) -> numpy.ndarray:
    with numpy.errstate(all="ignore"):
        values = array.real if array.dtype.kind == "c" and kind.kind != "c" else array
        if "int" not in kind.name:
            return numpy.asarray(values).astype(kind)
        least, most = ends(kind)
        if values.dtype.kind == "f" or hasattr(ml_dtypes, values.dtype.name):
            # Towards zero as C does; beyond the ends, where C says nothing, the ends.
            whole = numpy.trunc(numpy.nan_to_num(values.astype(numpy.float64)))
            above = whole >= most
            kept = numpy.where(above, 0, numpy.maximum(whole, least)).astype(numpy.int64).astype(kind)
            return numpy.where(above, numpy.array(most).astype(kind), kept)
        within: numpy.ndarray = numpy.clip(values, max(least, _least(values)), min(most, _most(values)))
        return within.astype(kind)


def _least(values: numpy.ndarray) -> int:
    return 0 if values.dtype.kind == "b" else ends(values.dtype)[0]


def _most(values: numpy.ndarray) -> int:
    return 1 if values.dtype.kind == "b" else ends(values.dtype)[1]


def _quantized(array: numpy.ndarray, kind: numpy.dtype, spec: TensorSpec, name: str) -> numpy.ndarray:
    known = spec.quantization
    if known is None or not known.scale or "int" not in kind.name:
        raise RequestError(f"Input {name} is not quantised.", hint="Leave convert=quantize out.")
    if array.dtype.kind not in "fiub":
        raise RequestError(f"Values of {_called(array)} cannot be quantised.", hint="Give numbers.")
    least, most = ends(kind)
    zero = known.zero_point[0] if known.zero_point else 0
    stored = numpy.rint(array.astype(numpy.float64) / known.scale[0]) + zero
    within: numpy.ndarray = numpy.clip(numpy.nan_to_num(stored), least, most)
    return within.astype(kind)
