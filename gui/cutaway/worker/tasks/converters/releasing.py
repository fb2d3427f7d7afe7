# SPDX-License-Identifier: Apache-2.0
"""Gives memory that is not needed any more back to the system, so that the steps of a conversion do not add up."""

from __future__ import annotations

import ctypes
import gc
import sys


def release() -> None:
    """Collect cycles, and have the C library give back what it holds; nothing happens where it cannot."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's
        if trim is not None:
            trim(0)
