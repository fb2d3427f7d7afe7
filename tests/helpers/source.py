# SPDX-License-Identifier: Apache-2.0
"""The source read as text: which file imports what."""

import ast
from collections.abc import Iterator
from pathlib import Path

from helpers.corpus import REPOSITORY

SOURCE = REPOSITORY / "gui" / "cutaway"


def imported(file: Path) -> Iterator[str]:
    """Yield the top-level package of every import in `file`, inside functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
