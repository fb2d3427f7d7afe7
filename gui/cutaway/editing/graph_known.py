# SPDX-License-Identifier: Apache-2.0
"""What the reader knows of a graph when edits are judged."""

from __future__ import annotations

from cutaway.editing.known import NOTHING, Known
from cutaway.formats.opened import OpenModel


def known_of(model: OpenModel, tags: tuple[str, ...]) -> Known:
    """All that can be told of the open model."""
    del model, tags
    return NOTHING
