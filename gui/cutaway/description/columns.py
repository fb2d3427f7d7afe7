# SPDX-License-Identifier: Apache-2.0
"""Columns of numbers that travel between processes as they lie in memory, the format (`i`, `f`) beside them.

Ints: int32, Floats: float32; arrays where they were made, memoryviews where they came from another process.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Ints: TypeAlias = array[int] | memoryview
    Floats: TypeAlias = array[float] | memoryview
else:  # before Python 3.12 an array cannot be subscripted
    Ints = Floats = array | memoryview
