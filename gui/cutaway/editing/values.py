# SPDX-License-Identifier: Apache-2.0
"""Values that are written into a model, from JSON, fitted to the type and shape of the port they are for."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from cutaway.editing.draft import Port
from cutaway.editing.refusals import Refusal

if TYPE_CHECKING:
    import numpy

_MOST_ELEMENTS = 1 << 20


def check_value(key: str, port: Port, value: Any) -> None:  # noqa: ANN401 - of JSON
    """Refuse a value that does not fit the port."""
    array(key, port, value)


def array(key: str, port: Port, value: Any) -> numpy.ndarray:  # noqa: ANN401 - of JSON
    """The value as an array of the type that callers use; texts as bytes in an object array. Raises Refusal.

    A `{"b64": …}` is a string of bytes, as in TensorFlow Serving's requests.
    """
    import ml_dtypes  # noqa: F401 -- teaches numpy the names of its types
    import numpy

    dtype = port.spec.dtype
    made = None
    try:
        if dtype == "string":
            made = numpy.vectorize(_text, otypes=[object])(numpy.array(_cells(value), dtype=object))
        else:
            plain = numpy.array(value)
            if plain.dtype.kind in "biuf":
                made = plain.astype(numpy.dtype(dtype))
                made = made if _same(plain, made) else None
    except (TypeError, ValueError, OverflowError, binascii.Error):
        made = None
    if made is None:
        message = f"The value for {port.name} is none of type {dtype}."
        raise Refusal(message, signature=key, port=port.name)
    return _fitted(key, port, made)


def _same(plain: numpy.ndarray, made: numpy.ndarray) -> bool:
    """Whole numbers and truth stay what they are; real numbers may be rounded."""
    if made.dtype.kind in "iub":
        return bool((made.astype(plain.dtype) == plain).all())
    return True


def _fitted(key: str, port: Port, made: numpy.ndarray) -> numpy.ndarray:
    shape = port.spec.shape
    if made.size > _MOST_ELEMENTS:
        message = (
            f"The value for {port.name} has {made.size:,} elements; at most {_MOST_ELEMENTS:,} are written."
        )
        raise Refusal(message, signature=key, port=port.name)
    if shape is not None and (
        made.ndim != len(shape)
        or any(size not in (None, given) for size, given in zip(shape, made.shape, strict=True))
    ):
        given = ", ".join(map(str, made.shape)) or "no dimension"
        wanted = ", ".join("any" if size is None else str(size) for size in shape) or "no dimension"
        message = f"The value for {port.name} has the shape ({given}), and ({wanted}) is needed."
        raise Refusal(message, signature=key, port=port.name)
    return made


def _cells(value: Any) -> Any:  # noqa: ANN401 - of JSON
    """Lists as they are, and each text in a form that numpy takes for one cell."""
    return [_cells(each) for each in value] if isinstance(value, list) else (_Cell(value),)[0]


class _Cell:
    """One text, which numpy must not take apart."""

    def __init__(self, value: object) -> None:
        self.value = value


def _text(cell: _Cell) -> bytes:
    value = cell.value
    if isinstance(value, dict) and set(value) == {"b64"}:
        return base64.b64decode(value["b64"], validate=True)
    if not isinstance(value, str):
        raise TypeError("no text")
    return value.encode("utf-8")
