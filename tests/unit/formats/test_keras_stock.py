# SPDX-License-Identifier: Apache-2.0
"""The table of Keras's own layers holds all that the installed Keras has."""

import ast
from importlib.util import find_spec
from pathlib import Path

from cutaway.formats.keras_stock import ONLY_KERAS_1, ONLY_KERAS_2, ONLY_KERAS_3, SHARED, is_stock

_NO_LAYERS = {"Input", "InputSpec", "Layer"}


def test_no_layer_of_the_installed_keras_is_missing() -> None:
    """Read off its source, since importing Keras takes seconds."""
    found = find_spec("keras")
    assert found is not None
    assert found.origin is not None
    source = (Path(found.origin).parent / "layers" / "__init__.py").read_text(encoding="utf-8")
    names = {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    classes = {name for name in names if name[0].isupper()} - _NO_LAYERS
    assert len(classes) > 100
    assert sorted(name for name in classes if not is_stock(name)) == []


def test_generations_do_not_overlap() -> None:
    tables = (SHARED, ONLY_KERAS_3, ONLY_KERAS_2, ONLY_KERAS_1)
    assert sum(len(table) for table in tables) == len(frozenset().union(*tables))
