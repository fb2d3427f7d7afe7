# SPDX-License-Identifier: Apache-2.0
"""Constants of a graph: what they are is told from their headers, and their values are read when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from cutaway.description import dtypes
from cutaway.description.variables import Role, Variable
from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats.nodes import Place

if TYPE_CHECKING:
    import numpy

    from cutaway.wire.protobuf import Decoded, Message

_MOST_BYTES = 1 << 30
"""A constant may claim any size with one stored value; more than this is not spread out in memory."""
_MOST_ELEMENTS = 1 << 62

# tensorflow/core/framework/tensor.proto: field of the values, its number, and the type its numbers are stored as.
_FIELDS: dict[str, tuple[str, int]] = {
    "float32": ("float_val", 5),
    "float64": ("double_val", 6),
    **dict.fromkeys(
        ("int32", "int16", "int8", "uint16", "uint8", "int4", "uint4", "int2", "uint2"), ("int_val", 7)
    ),
    **dict.fromkeys(("qint8", "quint8", "qint16", "quint16", "qint32"), ("int_val", 7)),
    "string": ("string_val", 8),
    "complex64": ("scomplex_val", 9),
    "int64": ("int64_val", 10),
    "bool": ("bool_val", 11),
    "complex128": ("dcomplex_val", 12),
    **dict.fromkeys(("float16", "bfloat16"), ("half_val", 13)),
    "uint32": ("uint32_val", 16),
    "uint64": ("uint64_val", 17),
    **dict.fromkeys((name for name in dtypes.BITS if name.startswith("float8")), ("float8_val", 18)),
}
_CONTENT = 4
_FIXED_SIZES = {5: 4, 6: 8, 9: 4, 12: 8}  # bytes of a packed element, where it is always the same


class Header(NamedTuple):
    """A TensorProto without its values. shape: as it stands, so that sizes may be negative. bytes: what is stored."""

    dtype: str
    shape: tuple[int, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Constants:
    """Constants by name, with the file they are in."""

    decoded: Decoded
    shown: str
    tensors: dict[str, Any]

    def array(self, name: str) -> numpy.ndarray:
        """Values of a constant, read-only. Raises RequestError (none of that name, too large), DamagedFileError."""
        tensor = self.tensors.get(name)
        if tensor is None:
            raise RequestError(f"There is no constant {name[:200]} in {self.shown}.", path=self.shown)
        try:
            return values(tensor, self.decoded)
        except ValueError as error:
            message = f"The constant {name[:200]} in {self.shown} cannot be read: {error}."
            raise DamagedFileError(message, path=self.shown) from None
        except TooLargeError as error:
            message = f"The constant {name[:200]} in {self.shown} is not spread out: {error}."
            raise RequestError(message, path=self.shown) from None


class TooLargeError(Exception):
    """The values would take more memory than is sensible."""


def list_constants(
    places: Iterable[Place], decoded: Decoded, least_bytes: int = 0
) -> tuple[tuple[Variable, ...], dict[str, Any]]:
    """Constants of rank 1 and more with at least so many stored bytes, and their TensorProtos, both by name."""
    found: dict[str, Variable] = {}
    tensors: dict[str, Any] = {}
    # An element of 8 bytes takes one at least where it is parsed whole, so a smaller message holds too little.
    slight = 0 if decoded.token else least_bytes // 8
    for place in places:
        value = place.node.attr.get("value")
        if value is None or value.WhichOneof("value") != "tensor" or value.tensor.ByteSize() < slight:
            continue
        if not value.tensor.tensor_shape.dim:
            continue
        header = read_header(value.tensor, decoded)
        name = place.label
        if header.bytes < least_bytes or name in found:
            continue
        role: Role = "weight" if dtypes.is_learnt(header.dtype) else "constant"
        found[name] = Variable(name, name, header.dtype, header.shape, header.bytes, role, trainable=False)
        tensors[name] = value.tensor
    return tuple(found.values()), tensors


def read_header(tensor: Message, decoded: Decoded) -> Header:
    """Type, shape and stored size, without touching the values."""
    dtype = dtypes.from_tensorflow(tensor.dtype)
    shape = tuple(dim.size for dim in tensor.tensor_shape.dim)
    if tensor.tensor_content:
        return Header(dtype, shape, decoded.size(tensor.tensor_content))
    field = _FIELDS.get(dtype)
    stored = getattr(tensor, field[0]) if field else ()
    if dtype == "string":
        return Header(dtype, shape, sum(decoded.size(text) for text in stored))
    return Header(dtype, shape, len(stored) * max(dtypes.BITS.get(dtype, 0) // 8, 1))


def strings(tensor: Message, decoded: Decoded, limit: int | None = None) -> list[bytes]:
    """The first strings that are stored in a TensorProto, without numpy."""
    return [bytes(decoded.payload(text)[1]) for text in tensor.string_val[:limit]]


def values(tensor: Message, decoded: Decoded) -> numpy.ndarray:
    """The values of a TensorProto, read-only; a single stored value stands for all.

    Strings are an object array of bytes, types under 8 bits ml_dtypes' one-byte form. Raises ValueError where type,
    shape and stored values do not fit each other, TooLargeError.
    """
    import numpy

    from cutaway.formats.arrays import numpy_dtype

    dtype, shape, _ = read_header(tensor, decoded)
    kind = numpy_dtype(dtype)
    field = _FIELDS.get(dtype)
    if kind is None or field is None:
        raise ValueError(f"its type {dtype} has no values that Cutaway knows")
    if any(size < 0 for size in shape):
        raise ValueError(f"its shape {list(shape)} has a negative size")
    count = dtypes.elements(shape)
    stored = _stored(tensor, decoded, kind, field)
    if len(stored) == count:
        found = stored.reshape(shape)
    elif len(stored) > count or (len(stored) > 1 and tensor.tensor_content):
        raise ValueError(f"its shape holds {count:,} values and {len(stored):,} are stored")
    else:
        found = _spread(stored, count, kind).reshape(shape)
    found.flags.writeable = False
    return numpy.asarray(found)


def _stored(tensor: Message, decoded: Decoded, kind: numpy.dtype, field: tuple[str, int]) -> numpy.ndarray:
    """The values that are really there, in one dimension."""
    from cutaway.formats.arrays import of_strings

    if kind.hasobject:
        texts = strings(tensor, decoded)
        return of_strings(texts, (len(texts),))
    number, raw = decoded.payload(tensor.tensor_content)
    if number in (0, _CONTENT) and len(raw):
        return _whole(raw, kind)
    if number:
        return _from_field(_reparsed(number, raw), number, raw, kind)
    return _from_list(getattr(tensor, field[0]), kind)


def _reparsed(number: int, raw: memoryview) -> Message:
    """The values of a reference, parsed on their own; those of a fixed size need no parsing."""
    from cutaway.wire import protobuf, protostrip

    if number in _FIXED_SIZES or number == _FIELDS["float8_e5m2"][1]:
        return None
    head = protostrip.varint(number << 3 | 2) + protostrip.varint(len(raw))
    return protobuf.message_class("TensorProto").FromString(head + bytes(raw))


def _from_field(tensor: Message, number: int, raw: memoryview, kind: numpy.dtype) -> numpy.ndarray:
    if tensor is None:
        return _whole(raw, kind)
    name = next(name for name, found in _FIELDS.values() if found == number)
    return _from_list(getattr(tensor, name), kind)


def _whole(raw: memoryview, kind: numpy.dtype) -> numpy.ndarray:
    import numpy

    if len(raw) % kind.itemsize:
        raise ValueError(f"{len(raw):,} bytes are no whole number of {kind.name}")
    return numpy.frombuffer(raw, kind)


def _from_list(listed: Message, kind: numpy.dtype) -> numpy.ndarray:
    import numpy

    if isinstance(listed, bytes):  # float8_val
        return numpy.frombuffer(listed, kind)
    if kind.kind == "c":
        parts = numpy.array(listed, f"<f{kind.itemsize // 2}")
        if len(parts) % 2:
            raise ValueError("a complex number has no imaginary part")
        return parts.view(kind)
    if kind.itemsize == 2 and kind.name in ("float16", "bfloat16"):
        # The field holds their bits as integers.
        return (numpy.array(listed, "<i8") & 0xFFFF).astype("<u2").view(kind)
    return numpy.array(listed, "<u8" if kind.kind == "u" else "<f8" if kind.kind == "f" else "<i8").astype(
        kind
    )


def _spread(stored: numpy.ndarray, count: int, kind: numpy.dtype) -> numpy.ndarray:
    """As many values as the shape holds: the last stored one is repeated, and 0 where there is none."""
    import numpy

    size = count * kind.itemsize
    if size > _MOST_BYTES:
        raise TooLargeError(
            f"its {count:,} values would take {size:,} bytes, of which {stored.nbytes:,} are stored"
        )
    last = stored[-1] if len(stored) else (b"" if kind.hasobject else kind.type(0))
    if len(stored) <= 1 and not kind.hasobject:
        return numpy.broadcast_to(numpy.array(last, kind), (count,))
    found = numpy.empty(count, kind)
    found[: len(stored)] = stored
    found[len(stored) :] = last
    return found
