# SPDX-License-Identifier: Apache-2.0
"""Flatbuffers: single tables, columns over vectors of tables, and every way in which offsets can be wrong."""

import contextlib
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.errors import DamagedFileError
from cutaway.wire.flatbuffers import MOST_TABLES, Column, FlatBuffer
from cutaway.wire.flatbuffers import Table as FieldsAt
from helpers.flat import Scalar, Table, Tables, Text, Vector, build


def _flat(root: Table) -> FlatBuffer:
    return FlatBuffer(build(root), "m.tflite")


def test_scalars_are_read_by_slot_with_their_default_where_absent() -> None:
    flat = _flat(Table({0: Scalar("I", 7), 2: Scalar("b", -3)}))
    root = flat.root()
    assert [
        flat.scalar(root, 0, "I"),
        flat.scalar(root, 1, "i", 5),
        flat.scalar(root, 2, "b"),
        flat.scalar(root, 9, "I"),
    ] == [7, 5, -3, 0]


def test_strings_that_are_no_utf8_are_shown_with_replacement_characters() -> None:
    flat = _flat(Table({0: Text("naïve"), 1: Text(b"a\xffb")}))
    assert [flat.string(flat.root(), 0), flat.string(flat.root(), 1), flat.string(flat.root(), 2)] == [
        "naïve",
        "a\ufffdb",
        "",
    ]


def test_vectors_are_views_of_the_data() -> None:
    flat = _flat(Table({0: Vector("f", [1.5, 2.5])}))
    found = flat.vector(flat.root(), 0, "<f4")
    assert found.tolist() == [1.5, 2.5]
    assert np.shares_memory(found, flat.bytes)


def test_columns_join_tables_of_different_layouts() -> None:
    tables = [
        Table({0: Scalar("I", 1), 1: Text("a")}),
        Table({}),
        Table({0: Scalar("I", 3)}),
        Table({2: Scalar("Q", 1 << 40)}),
    ]
    flat = _flat(Table({0: Tables(tables)}))
    columns = flat.columns(
        flat.positions(flat.root(), 0),
        {"n": Column(0, "u4", 9), "s": Column(1, "offset"), "q": Column(2, "u8")},
    )
    assert columns["n"].tolist() == [1, 9, 3, 9]
    assert [flat.string_at(at) if at else "" for at in columns["s"].tolist()] == ["a", "", "", ""]
    assert columns["q"].tolist() == [0, 0, 0, 1 << 40]


def test_ragged_vectors_come_flat_with_their_starts() -> None:
    flat = _flat(
        Table({0: Tables([Table({0: Vector("i", [1, -2])}), Table({}), Table({0: Vector("i", [3])})])})
    )
    at = flat.columns(flat.positions(flat.root(), 0), {"v": Column(0, "offset")})["v"]
    values, starts = flat.ragged(at)
    assert (values.tolist(), starts.tolist()) == ([1, -2, 3], [0, 2, 2, 3])


def test_a_root_outside_the_file_names_the_place_and_the_size() -> None:
    data = bytearray(build(Table({0: Scalar("I", 1)})))
    struct.pack_into("<I", data, 0, 0x7FFFFFFF)
    with pytest.raises(
        DamagedFileError,
        match=r"cut off or damaged: the table at byte 2,147,483,647 would end at .* but the file has",
    ):
        FlatBuffer(bytes(data), "m.tflite").root()


def test_a_root_that_points_into_the_header_is_refused() -> None:
    with pytest.raises(DamagedFileError, match="byte 0, inside the header"):
        FlatBuffer(bytes(64), "m.tflite").root()


def test_a_vector_longer_than_the_file_is_refused_without_being_made() -> None:
    data = bytearray(build(Table({0: Vector("B", b"abc")})))
    data[data.index(b"\3\0\0\0abc") : data.index(b"abc")] = struct.pack("<I", 0xFFFFFFF0)
    flat = FlatBuffer(bytes(data), "m.tflite")
    with pytest.raises(DamagedFileError, match="4,294,967,280 elements"):
        flat.vector(flat.root(), 0, "u1")


def test_more_tables_than_any_model_has_are_refused() -> None:
    data = struct.pack("<II", 0, 4) + struct.pack("<I", MOST_TABLES + 1) + bytes(4 * MOST_TABLES + 64)
    with pytest.raises(DamagedFileError, match="claims 1,048,577 tables"):
        FlatBuffer(data, "m.tflite").positions(FieldsAt(0, (4,)), 0)


def test_strings_that_overlap_are_refused_before_they_fill_the_memory() -> None:
    flat = _flat(Table({0: Tables([Text("a" * 4000)])}))
    at = flat.positions(flat.root(), 0).tolist()[0]
    data = bytearray(flat.data)
    for step in range(4, 404, 4):
        struct.pack_into("<I", data, at + step, 3000)
    bad = FlatBuffer(bytes(data), "m.tflite")
    with pytest.raises(DamagedFileError, match="strings overlap"):
        [bad.string_at(at + step) for step in range(4, 404, 4)]


def test_vectors_of_tables_that_overlap_are_refused() -> None:
    flat = _flat(Table({0: Tables([Table({}) for _ in range(50)])}))
    with pytest.raises(DamagedFileError, match="vectors of tables overlap"):
        [flat.positions(flat.root(), 0) for _ in range(20)]


def test_vectors_with_more_numbers_than_any_model_are_refused() -> None:
    data = struct.pack("<I", 1 << 20) + bytes(4 << 20)
    flat = FlatBuffer(bytes(8) + data, "m.tflite")
    with pytest.raises(DamagedFileError, match="more than any model"):
        flat.ragged(np.full(10, 8, np.int64))


def test_indices_without_end_are_refused() -> None:
    data = struct.pack("<I", MOST_TABLES + 1) + bytes(MOST_TABLES + 65)
    flat = FlatBuffer(struct.pack("<II", 0, 4) + data, "m.tflite")
    with pytest.raises(DamagedFileError, match="claims 1,048,577"):
        flat.numbers(FieldsAt(0, (4,)), 0, "u1")


@given(st.data())
def test_flipped_bytes_only_ever_raise_damaged_file(data: st.DataObject) -> None:
    good = build(Table({0: Tables([Table({0: Scalar("I", 1), 1: Text("abc"), 3: Vector("i", [1, 2])})] * 5)}))
    raw = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(DamagedFileError):
        flat = FlatBuffer(bytes(raw), "m.tflite")
        fields = {"n": Column(0, "u4"), "s": Column(1, "offset"), "v": Column(3, "offset")}
        columns = flat.columns(flat.positions(flat.root(), 0), fields)
        flat.ragged(columns["v"])
        [flat.string_at(at) for at in columns["s"].tolist()]
