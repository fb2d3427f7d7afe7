# SPDX-License-Identifier: Apache-2.0
"""Integers of variable length and fields of messages are read inside their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.wire.varints import fields, read_varint, signed
from helpers.bundles import message, number, varint


@given(st.integers(0, (1 << 64) - 1))
def test_reads_what_was_written(value: int) -> None:
    written = varint(value)
    assert read_varint(written, 0, len(written)) == (value, len(written))


@given(st.integers(-(1 << 63), (1 << 63) - 1))
def test_negative_numbers_take_64_bits(value: int) -> None:
    written = varint(value)
    assert signed(read_varint(written, 0, len(written))[0]) == value


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff" * 11])
def test_refuses_an_integer_without_end(data: bytes) -> None:
    with pytest.raises(ValueError, match="does not end"):
        read_varint(data, 0, len(data))


def test_reads_fields_of_every_wire_type() -> None:
    data = number(1, 300) + message(2, b"abc") + b"\x1d\x01\x02\x03\x04" + b"\x21" + bytes(8)
    found = [
        (field.number, field.value, data[field.start : field.end]) for field in fields(data, 0, len(data))
    ]
    assert found == [(1, 300, b"\xac\x02"), (2, 0, b"abc"), (3, 0, b"\x01\x02\x03\x04"), (4, 0, bytes(8))]


@pytest.mark.parametrize("data", [b"\x12\x05ab", b"\x1d\x01", b"\x0b", b"\x08"])
def test_refuses_fields_beyond_their_message(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(fields(data, 0, len(data)))
