# SPDX-License-Identifier: Apache-2.0
"""HDF5 is told by its signature, wherever the format lets it stand."""

import pytest

from cutaway.wire.hdf5_bytes import HEAD, SIGNATURE, is_hdf5


@pytest.mark.parametrize("block", [0, 512, 1024, 2048])
def test_sees_the_signature_behind_a_user_block(block: int) -> None:
    assert is_hdf5((bytes(block) + SIGNATURE + bytes(100))[:HEAD])


@pytest.mark.parametrize("head", [b"", SIGNATURE[:7], b"PK\x03\x04" + bytes(3000), bytes(100) + SIGNATURE])
def test_other_bytes_are_none(head: bytes) -> None:
    assert not is_hdf5(head)
