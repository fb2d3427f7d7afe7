# SPDX-License-Identifier: Apache-2.0
"""Snappy blocks are unpacked, and claims that cannot be true are refused before memory is taken."""

import cramjam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.wire import snappy
from helpers.bundles import varint


@given(st.binary(max_size=2000))
def test_gives_back_what_was_packed(content: bytes) -> None:
    assert snappy.decompress(bytes(cramjam.snappy.compress_raw(content * 3))) == content * 3


def test_the_densest_block_is_accepted() -> None:
    content = bytes(1 << 20)
    assert snappy.decompress(bytes(cramjam.snappy.compress_raw(content))) == content


def test_refuses_a_claim_that_the_bytes_cannot_hold() -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        snappy.decompress(varint(1 << 31) + b"\x00a")


@given(st.binary(max_size=60))
def test_any_bytes_are_data_or_an_error(block: bytes) -> None:
    try:
        snappy.decompress(block)
    except ValueError as error:
        assert str(error)  # noqa: PT017
