# SPDX-License-Identifier: Apache-2.0
"""Texts that the window would say in English whatever its language: literals handed to Qt without `tr`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SHOWN = {
    "setText": (0,),
    "setToolTip": (0,),
    "setAccessibleName": (0,),
    "setAccessibleDescription": (0,),
    "setWindowTitle": (0,),
    "setTitle": (0,),
    "setSubTitle": (0,),
    "setStatusTip": (0,),
    "setInformativeText": (0,),
    "setPlaceholderText": (0,),
    "setPrefix": (0,),
    "setSuffix": (0,),
    "setSpecialValueText": (0,),
    "addItem": (0,),
    "QLabel": (0,),
    "QAction": (0,),
    "getOpenFileName": (1,),
    "getOpenFileNames": (1,),
    "getSaveFileName": (1,),
    "getExistingDirectory": (1,),
}
"""Qt's own functions that show a text as it is, and which argument that is."""

_WORD = re.compile(r"[A-Za-z]{3,}")


def unspoken(file: Path) -> list[str]:
    """`file:line text` of every literal in a module that is shown without `tr`."""
    found = []
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        for place in SHOWN.get(name, ()):
            for given in call.args[place : place + 1]:
                found += [f"{file.name}:{call.lineno} {text}" for text in _said(given) if _WORD.search(text)]
    return found


def _said(given: ast.expr) -> Iterator[str]:
    """The literals of an argument; what another function is handed is that one's matter."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value
    elif isinstance(given, ast.JoinedStr):
        for part in given.values:
            yield from _said(part)
    elif isinstance(given, ast.IfExp):
        yield from (*_said(given.body), *_said(given.orelse))
    elif isinstance(given, ast.BinOp):
        yield from (*_said(given.left), *_said(given.right))
