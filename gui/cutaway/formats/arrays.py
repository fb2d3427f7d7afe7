# SPDX-License-Identifier: Apache-2.0
"""Arrays from stored bytes: the numpy dtype of a type's name, and read-only arrays of numbers or strings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cutaway.description import dtypes

if TYPE_CHECKING:
    import numpy

    from cutaway.wire.varints import Bytes


def numpy_dtype(name: str) -> numpy.dtype | None:
    """The little-endian dtype that holds values of a `description.dtypes` name; None where numpy has none.

    Types under 8 bits have ml_dtypes' one-byte form.
    """
    import ml_dtypes
    import numpy

    if name == "string":
        return numpy.dtype(object)
    plain = name.removeprefix("q") if name.startswith(("qint", "quint")) else name
    if plain not in dtypes.BITS:
        return None
    return numpy.dtype(getattr(ml_dtypes, plain, None) or plain).newbyteorder("<")


def of_numbers(raw: Bytes, kind: numpy.dtype, shape: tuple[int, ...]) -> numpy.ndarray:
    """The numbers in `raw` as a view of it. Raises ValueError where it has not the size that the shape takes."""
    import numpy

    size = dtypes.elements(shape) * kind.itemsize
    if size != len(raw):
        raise ValueError(f"its shape takes {size:,} bytes and {len(raw):,} are stored")
    return numpy.frombuffer(raw, kind).reshape(shape)


def of_strings(found: Iterable[Bytes], shape: tuple[int, ...]) -> numpy.ndarray:
    """An array of bytes objects, as many as the shape takes."""
    import numpy

    strings = numpy.empty(dtypes.elements(shape), object)
    for place, text in enumerate(found):
        strings[place] = bytes(text)
    return strings.reshape(shape)
