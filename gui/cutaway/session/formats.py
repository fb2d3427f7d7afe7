# SPDX-License-Identifier: Apache-2.0
"""The table of formats as faces may see it: what can be opened, without the readers."""

from __future__ import annotations

from cutaway.formats.table import FORMATS, FormatRow

__all__ = ["FORMATS", "FormatRow"]
