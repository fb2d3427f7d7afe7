# SPDX-License-Identifier: Apache-2.0
"""CRC-32C in the masked form in which LevelDB's tables and TensorFlow's bundles store it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import util
from importlib.machinery import PathFinder
from typing import cast

_DELTA = 0xA282EAD8  # leveldb/util/crc32c.h: kMaskDelta


def masked(data: bytes | memoryview) -> int:
    """The checksum of `data` as it stands in files: rotated right by 15 bits, plus a constant."""
    plain = _crc32c(data)
    return ((plain >> 15 | plain << 17) + _DELTA) & 0xFFFFFFFF


def _load() -> Callable[[bytes | memoryview], int]:
    # WORKAROUND: the package's __init__ imports argparse and importlib.metadata, 45 ms of a child that answers in 100;
    # its compiled module is all that is needed, and is loaded without it.
    package = util.find_spec("crc32c")
    folders = package.submodule_search_locations if package is not None else None
    spec = PathFinder.find_spec("crc32c._crc32c", folders)
    if spec is None or spec.loader is None:
        from crc32c import crc32c

        return crc32c
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Callable[[bytes | memoryview], int]", module.crc32c)


_crc32c = _load()
