# SPDX-License-Identifier: Apache-2.0
"""CRC-32C in the masked form in which LevelDB's tables and TensorFlow's bundles store it."""

from __future__ import annotations

import crc32c

_DELTA = 0xA282EAD8  # leveldb/util/crc32c.h: kMaskDelta


def masked(data: bytes | memoryview) -> int:
    """The checksum of `data` as it stands in files: rotated right by 15 bits, plus a constant."""
    plain: int = crc32c.crc32c(data)
    return ((plain >> 15 | plain << 17) + _DELTA) & 0xFFFFFFFF
