# SPDX-License-Identifier: Apache-2.0
"""The options of a .tflite file's operators (`padding` `SAME`), decoded by a table of the schema's fields."""

from __future__ import annotations

import json
import struct
from functools import cache
from typing import Any, NamedTuple

from cutaway.description import wording
from cutaway.errors import DamagedFileError
from cutaway.formats.tflite_file import Subgraph
from cutaway.paths import resource
from cutaway.wire.flatbuffers import FlatBuffer, Table

_MOST_ITEMS = 24
_LONGEST = 400
_ENUM_CODES = frozenset("bBI")


class Field(NamedTuple):
    """slot: its place in the table. code: of `struct`, `s` for text. default: what it is where it is left out."""

    name: str
    slot: int
    code: str
    is_vector: bool
    default: float


class Options(NamedTuple):
    """The options of one operator: the name of their table in the schema, and its fields."""

    name: str
    fields: tuple[Field, ...]


class OptionTable(NamedTuple):
    """first, second: tables by their number in the unions BuiltinOptions and BuiltinOptions2.

    words: of the enums, by number. enums: which enum a field is of, by the field's name.
    """

    first: dict[int, Options]
    second: dict[int, Options]
    words: dict[str, dict[int, str]]
    enums: dict[str, str]


@cache
def option_table() -> OptionTable:
    """The table that ships with the program (`resources/tflite/make_options.py` writes it)."""
    read = json.loads(resource("tflite/options.json").read_text(encoding="utf-8"))

    def union(name: str) -> dict[int, Options]:
        return {
            int(number): Options(table, tuple(Field(*field) for field in fields))
            for number, (table, fields) in read[name].items()
        }

    words = {
        enum: {int(number): word for number, word in found.items()} for enum, found in read["enums"].items()
    }
    return OptionTable(union("BuiltinOptions"), union("BuiltinOptions2"), words, read["fields"])


def options(flat: FlatBuffer, graph: Subgraph, operator: int) -> tuple[tuple[str, str], ...]:
    """Names and values of the options of an operator; what cannot be read of them is told instead."""
    columns, table = graph.operators, option_table()
    rows: list[tuple[str, str]] = []
    try:
        for union, kind, place in (
            (table.first, "options_type", "options"),
            (table.second, "options2_type", "options2"),
        ):
            found, at = union.get(int(columns[kind][operator])), int(columns[place][operator])
            if found is not None and at:
                rows += _rows(flat, flat.table(at), found)
        custom = int(columns["custom"][operator])
        if custom:
            rows.append(("custom_options", wording.byte_size(len(flat.vector_at(custom, "u1")))))
    except DamagedFileError as error:
        rows.append(("options", error.message))
    return tuple(rows)


def _rows(flat: FlatBuffer, table: Table, found: Options) -> list[tuple[str, str]]:
    rows = []
    for field in found.fields:
        if field.code == "s":
            said = (
                ", ".join(flat.strings(table, field.slot))
                if field.is_vector
                else flat.string(table, field.slot)
            )
        elif field.is_vector:
            said = _vector(flat, table, field)
        else:
            said = _said(field, _scalar(flat, table, field))
        rows.append((field.name, wording.elided(said, _LONGEST)))
    return rows


def _vector(flat: FlatBuffer, table: Table, field: Field) -> str:
    values = flat.vector(table, field.slot, f"<{field.code}")
    words = [_said(field, value) for value in values[:_MOST_ITEMS].tolist()]
    words += [wording.ELLIPSIS] if len(values) > _MOST_ITEMS else []
    return f"[{', '.join(words)}]"


def _scalar(flat: FlatBuffer, table: Table, field: Field) -> Any:  # noqa: ANN401 - a number of any type
    at = flat.field(table, field.slot)
    if not at:
        return field.default
    flat.need(at, struct.calcsize(f"<{field.code}"), f"the option {field.name}")
    return struct.unpack_from(f"<{field.code}", flat.data, at)[0]


def _said(field: Field, value: Any) -> str:  # noqa: ANN401 - a number of any type
    if field.code == "?":
        return "true" if value else "false"
    if field.code in "fd":
        return wording.number(float(value), 6)
    table = option_table()
    enum = table.enums.get(field.name) if field.code in _ENUM_CODES else None
    return table.words[enum].get(int(value), str(int(value))) if enum else str(int(value))
