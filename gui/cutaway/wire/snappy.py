# SPDX-License-Identifier: Apache-2.0
"""Unpacks raw Snappy blocks without believing the size that they claim."""

from __future__ import annotations

from cutaway.wire.varints import read_varint

# The densest element is a copy: 3 bytes that stand for 64 (github.com/google/snappy, format_description.txt, 2.2).
_MOST_PER_BYTE = 64 / 3


def decompress(block: bytes | memoryview) -> bytes:
    """The content of a raw block (no frames). Raises ValueError where it is damaged or claims too much."""
    import cramjam  # a library of its own to load, which the blocks of most checkpoints do not need

    claimed, start = read_varint(block, 0, len(block))
    if claimed > (len(block) - start) * _MOST_PER_BYTE:
        raise ValueError(f"{len(block)} bytes of Snappy data cannot hold the {claimed} bytes they claim")
    try:
        content = bytes(cramjam.snappy.decompress_raw(block))
    except cramjam.DecompressionError as error:
        raise ValueError(f"the Snappy data are damaged ({error})") from None
    if len(content) != claimed:
        raise ValueError(f"the Snappy data hold {len(content)} bytes and claim {claimed}")
    return content
