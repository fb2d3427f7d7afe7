# SPDX-License-Identifier: Apache-2.0
"""Carries descriptions and figures between processes: one JSON value, and raw buffers beside it.

What is written follows from the annotations of the dataclasses themselves, so a new field needs nothing here. A
dataclass becomes the list of its fields' values in order. What there are thousands of travels in columns: the
variables, a graph's names and its integers. Only the types that the reading side asks for are ever made.
"""

from __future__ import annotations

import gc
import types
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from cutaway.description.columns import Ints
from cutaway.description.graph import Graph
from cutaway.description.variables import Variable

Buffer: TypeAlias = bytes | memoryview
Json: TypeAlias = Any
Hint: TypeAlias = Any
Value: TypeAlias = Any

_SEPARATOR = "\0"


class Codec(NamedTuple):
    """How values of one type are packed into JSON (raw bytes going to the buffers) and made again."""

    pack: Callable[[Value, list[Buffer]], Json]
    unpack: Callable[[Json, Sequence[Buffer]], Value]


class Packed(NamedTuple):
    """A value on its way. header: JSON of Python's dialect, which has NaN and Infinity."""

    header: Json
    buffers: tuple[Buffer, ...]


class CodecError(ValueError):
    """What came is not a value of the type that was asked for."""


def pack(hint: Hint, value: object) -> Packed:
    """Pack a value of the type `hint`: a dataclass of `cutaway.description`, or tuples, lists and dicts of them."""
    buffers: list[Buffer] = []
    header = codec(hint).pack(value, buffers)
    return Packed(header, tuple(buffers))


def unpack(hint: Hint, packed: Packed) -> Value:
    """The value of type `hint` that was packed. Raises CodecError where it is none.

    Integer columns are memoryviews of format `i` over the buffers, bytes are copied.
    """
    try:
        return codec(hint).unpack(packed.header, packed.buffers)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise CodecError(f"not a packed {hint}: {error}") from error


@cache
def codec(hint: Hint) -> Codec:
    """How values of the type `hint` are packed. Raises TypeError for a type that cannot travel."""
    if hint == tuple[Variable, ...]:
        return _VARIABLES
    if hint is Graph:
        return _GRAPH
    if hint in _PLAIN or cast("object", get_origin(hint)) is Literal:
        return _AS_IT_IS
    if hint is bytes:
        return _BYTES
    if hint == Ints:
        return _COLUMN
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint)
    return _compound(hint)


def _compound(hint: Hint) -> Codec:
    origin: Any = get_origin(hint)
    arguments = get_args(hint)
    if origin in (Union, types.UnionType):
        rest = [argument for argument in arguments if argument is not types.NoneType]
        if all(codec(argument) is _AS_IT_IS for argument in rest):
            return _AS_IT_IS
        if len(rest) == 1:
            return _optional(codec(rest[0]))
    if origin is list:
        return _list(codec(arguments[0]))
    if origin is dict and arguments[0] is str:
        return _dict(codec(arguments[1]))
    if origin is tuple:
        return _many(codec(arguments[0])) if arguments[-1] is Ellipsis else _few(tuple(map(codec, arguments)))
    raise TypeError(f"{hint} cannot travel between processes")


def _same(value: Value, _: object) -> Value:
    return value


def _record(cls: type) -> Codec:
    hints = get_type_hints(cls)
    parts = [(field.name, codec(hints[field.name])) for field in fields(cls)]

    def pack_record(value: Value, buffers: list[Buffer]) -> Json:
        return [part.pack(getattr(value, name), buffers) for name, part in parts]

    def unpack_record(header: Json, buffers: Sequence[Buffer]) -> Value:
        pairs = zip(parts, header, strict=True)
        return cls(*[part.unpack(value, buffers) for (_, part), value in pairs])

    return Codec(pack_record, unpack_record)


def _optional(inner: Codec) -> Codec:
    """None, or a list of the one value: a packed value may itself be null."""
    return Codec(
        lambda value, buffers: None if value is None else [inner.pack(value, buffers)],
        lambda header, buffers: None if header is None else inner.unpack(header[0], buffers),
    )


def _list(inner: Codec) -> Codec:
    if inner is _AS_IT_IS:
        return Codec(lambda value, _: list(value), lambda header, _: list(header))
    return Codec(
        lambda value, buffers: [inner.pack(item, buffers) for item in value],
        lambda header, buffers: [inner.unpack(item, buffers) for item in header],
    )


def _many(inner: Codec) -> Codec:
    if inner is _AS_IT_IS:
        return Codec(lambda value, _: list(value), lambda header, _: tuple(header))
    return Codec(
        lambda value, buffers: [inner.pack(item, buffers) for item in value],
        lambda header, buffers: tuple([inner.unpack(item, buffers) for item in header]),
    )


def _few(inner: tuple[Codec, ...]) -> Codec:
    return Codec(
        lambda value, buffers: [part.pack(item, buffers) for part, item in zip(inner, value, strict=True)],
        lambda header, buffers: tuple(
            [part.unpack(item, buffers) for part, item in zip(inner, header, strict=True)]
        ),
    )


def _dict(inner: Codec) -> Codec:
    if inner is _AS_IT_IS:
        return Codec(lambda value, _: dict(value), lambda header, _: dict(header))
    return Codec(
        lambda value, buffers: {key: inner.pack(item, buffers) for key, item in value.items()},
        lambda header, buffers: {key: inner.unpack(item, buffers) for key, item in header.items()},
    )


def _pack_bytes(value: Buffer, buffers: list[Buffer]) -> Json:
    buffers.append(value)
    return len(buffers) - 1


def _pack_column(value: Any, buffers: list[Buffer]) -> Json:  # noqa: ANN401 - an array, or a view of one
    view = memoryview(value)
    buffers.append(view.cast("B"))
    return [len(buffers) - 1, view.format]


def _unpack_column(header: Json, buffers: Sequence[Buffer]) -> memoryview:
    place, kind = header
    return memoryview(buffers[place]).cast("B").cast(kind)


def _pack_strings(value: Sequence[str], buffers: list[Buffer]) -> Json:
    """One buffer with a zero character between the strings; a list where a string has that character itself."""
    joined = _SEPARATOR.join(value)
    if not value or joined.count(_SEPARATOR) != len(value) - 1:
        return list(value)
    buffers.append(joined.encode("utf-8", "surrogatepass"))
    return len(buffers) - 1


def _unpack_strings(header: Json, buffers: Sequence[Buffer]) -> list[str]:
    if isinstance(header, list):
        return header
    return str(buffers[header], "utf-8", "surrogatepass").split(_SEPARATOR)


def _indexed(column: Sequence[Any]) -> Json:
    """Few distinct values, repeated many times, as the distinct ones and an index for each."""
    distinct = {value: place for place, value in enumerate(dict.fromkeys(column))}
    return [list(distinct), [distinct[value] for value in column]]


def _pack_variables(value: Sequence[Variable], buffers: list[Buffer]) -> Json:
    if not value:
        return []
    names, paths, dtypes, shapes, sizes, roles, trainable, available = zip(*value, strict=True)
    return [
        _pack_strings(names, buffers),
        None if paths == names else _pack_strings(paths, buffers),
        _indexed(dtypes),
        _indexed(shapes),
        sizes,
        _indexed(roles),
        _indexed(trainable),
        None if all(available) else available,
    ]


def _unpack_variables(header: Json, buffers: Sequence[Buffer]) -> tuple[Variable, ...]:
    if not header:
        return ()
    names, paths, dtypes, shapes, sizes, roles, trainable, available = header
    all_names = _unpack_strings(names, buffers)
    columns = (
        all_names,
        all_names if paths is None else _unpack_strings(paths, buffers),
        map(dtypes[0].__getitem__, dtypes[1]),
        map([tuple(shape) for shape in shapes[0]].__getitem__, shapes[1]),
        sizes,
        map(roles[0].__getitem__, roles[1]),
        map(trainable[0].__getitem__, trainable[1]),
        [True] * len(all_names) if available is None else available,
    )
    collecting = gc.isenabled()
    gc.disable()  # collecting among thousands of new tuples finds nothing and doubles the time
    try:
        return tuple(map(Variable._make, zip(*columns, strict=True)))
    finally:
        if collecting:
            gc.enable()


_COLUMNS = ("ops", "function_of", "edge_from", "edge_to", "edge_output", "edge_input")


def _pack_graph(value: Graph, buffers: list[Buffer]) -> Json:
    first = len(buffers)
    buffers.extend(memoryview(getattr(value, name)).cast("B") for name in _COLUMNS)
    names = _pack_strings(value.names, buffers)
    return [first, names, value.op_names, value.functions, value.dangling, value.calls]


def _unpack_graph(header: Json, buffers: Sequence[Buffer]) -> Graph:
    first, names, op_names, functions, dangling, calls = header
    columns = {
        name: memoryview(buffers[first + place]).cast("B").cast("i") for place, name in enumerate(_COLUMNS)
    }
    pairs = [(node, given) for node, given in dangling]
    called = [(node, function, role) for node, function, role in calls]
    names = _unpack_strings(names, buffers)
    return Graph(names=names, op_names=op_names, functions=functions, dangling=pairs, calls=called, **columns)


_PLAIN = frozenset((str, int, float, bool, object, Any, types.NoneType))
_AS_IT_IS = Codec(_same, _same)
_BYTES = Codec(_pack_bytes, lambda header, buffers: bytes(buffers[header]))
_COLUMN = Codec(_pack_column, _unpack_column)
_GRAPH = Codec(_pack_graph, _unpack_graph)
_VARIABLES = Codec(_pack_variables, _unpack_variables)
