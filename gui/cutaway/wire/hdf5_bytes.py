# SPDX-License-Identifier: Apache-2.0
"""The bytes of an HDF5 file, read by address and never past the end."""

from __future__ import annotations

import struct
from typing import Any

from cutaway.errors import DamagedFileError

SIGNATURE = b"\x89HDF\r\n\x1a\n"
_USER_BLOCKS = (0, 512, 1024, 2048)
HEAD = _USER_BLOCKS[-1] + len(SIGNATURE)
"""Bytes that have to be looked at to see past the user blocks that occur."""
UNDEFINED = 0xFFFFFFFFFFFFFFFF
"""The address that means "nothing is stored"."""


def is_hdf5(head: bytes | memoryview) -> bool:
    """Whether a file that begins with `head` is HDF5; `HEAD` bytes are enough."""
    return any(bytes(head[at : at + len(SIGNATURE)]) == SIGNATURE for at in _USER_BLOCKS)


class Bytes:
    """A mapped HDF5 file. Addresses count from its superblock's base address.

    name: the file as the user knows it, for messages. surplus: bytes behind the end that the file itself tells.
    """

    __slots__ = ("name", "surplus", "view")

    def __init__(self, view: memoryview, name: str, surplus: int = 0) -> None:
        self.view = view
        self.name = name
        self.surplus = surplus

    def __len__(self) -> int:
        return len(self.view)

    def damaged(self, what: str) -> DamagedFileError:
        """The error for something that breaks the rules of HDF5; `what` says it without a full stop."""
        more = "1 byte" if self.surplus == 1 else f"{self.surplus:,} bytes"
        longer = f"; it is {more} longer than its first bytes say" if self.surplus else ""
        return DamagedFileError(
            f"{self.name} is damaged: {what}{longer}.",
            hint="Get a fresh copy of the file, or save the model again.",
            path=self.name,
        )

    def at(self, address: int, count: int, what: str) -> memoryview:
        """`count` bytes at `address`; DamagedFileError where they are not all in the file."""
        if address < 0 or count < 0 or address + count > len(self.view):
            raise self.damaged(f"{what} at byte {address:,} does not lie inside the file")
        return self.view[address : address + count]

    def unpack(self, layout: struct.Struct, address: int, what: str) -> tuple[Any, ...]:
        """The fields of `layout` at `address`."""
        return layout.unpack(self.at(address, layout.size, what))

    def expect(self, signature: bytes, address: int, what: str) -> None:
        """Raise DamagedFileError where `what` does not begin with its signature."""
        if self.at(address, len(signature), what) != signature:
            raise self.damaged(f"there is no {what} at byte {address:,}")


def little(data: memoryview | bytes) -> int:
    """The unsigned little-endian integer that `data` holds; 0 for no bytes."""
    return int.from_bytes(data, "little")


def bytes_for(value: int) -> int:
    """How many bytes hold integers up to `value`."""
    return (max(value, 1).bit_length() + 7) // 8
