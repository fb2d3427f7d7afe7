# SPDX-License-Identifier: Apache-2.0
"""Reads all there is to read of a model and prints which files were opened for it: opening_probe.py MODEL."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import sysconfig
from pathlib import Path
from typing import Any

from cutaway.errors import CutawayError
from cutaway.formats import detect
from cutaway.formats.opened import OpenModel, silent
from cutaway.paths import resources

_OWN = tuple(
    os.path.realpath(str(folder))
    for folder in (*sysconfig.get_paths().values(), resources(), Path(detect.__file__).parents[1])
)
_LIMIT = 1 << 20

opened: set[str] = set()
watching = True


def note(event: str, arguments: tuple[Any, ...]) -> None:
    """Remember what is opened, where it really is, unless it is a part of the program."""
    if watching and event in {"open", "os.listdir", "os.scandir"} and isinstance(arguments[0], str | bytes):
        found = os.path.realpath(os.fsdecode(arguments[0]))
        if not found.startswith(_OWN):
            opened.add(found)


def read_all(model: OpenModel) -> None:
    """Ask for the graph, every value, every asset and every table."""
    description = model.description
    with contextlib.suppress(CutawayError):
        model.graph()
    for variable in (*description.variables, *description.constants):
        with contextlib.suppress(CutawayError):
            model.array(variable.name)
    for asset in description.assets:
        with contextlib.suppress(CutawayError):
            model.content(asset.name, _LIMIT)
    for table in description.tables:
        with contextlib.suppress(CutawayError):
            model.entries(table.name, 100)


if __name__ == "__main__":
    sys.addaudithook(note)
    with contextlib.suppress(CutawayError):
        opened_model = detect.open_model(
            Path(sys.argv[1]), shown=sys.argv[1], tags=(), version="", progress=silent
        )
        read_all(opened_model)
        watching = False  # what was unpacked is removed by names relative to an open folder
        opened_model.close()
    print(json.dumps(sorted(opened)))
