# SPDX-License-Identifier: Apache-2.0
"""Every file has its licence line, its sentence and one subject, and the top of the tree stays tidy."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from helpers.corpus import REPOSITORY
from helpers.source import SOURCE

LICENCE = "# SPDX-License-Identifier: Apache-2.0"
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
TOP_LEVEL = {
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".github",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "docs",
    "gui",
    "packaging",
    "pyproject.toml",
    "resources",
    "tests",
}


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files that git knows and that are still there."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    files = (REPOSITORY / name for name in listing.stdout.split("\0") if name)
    return tuple(file for file in files if file.exists())


def python_files() -> Iterator[Path]:
    return (file for file in tracked() if file.suffix == ".py")


def test_every_source_file_begins_with_its_licence() -> None:
    without = [
        str(file.relative_to(REPOSITORY))
        for file in tracked()
        if file.suffix in {".py", ".sh"} and LICENCE not in file.read_text(encoding="utf-8").splitlines()[:2]
    ]
    assert not without


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(REPOSITORY))
        for file in python_files()
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_no_file_has_two_subjects() -> None:
    long = [
        f"{file.relative_to(REPOSITORY)}: {lines} lines"
        for file in python_files()
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert not long


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{file.relative_to(REPOSITORY)}:{node.lineno} {node.name}: {lines} lines"
        for file in python_files()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not long


def test_the_top_of_the_tree_holds_nothing_else() -> None:
    assert {file.relative_to(REPOSITORY).parts[0] for file in tracked()} <= TOP_LEVEL


def test_gui_is_no_package() -> None:
    """`gui` plays the part of `src`: what is in it is imported as `cutaway`, never as `gui.cutaway`."""
    assert not (REPOSITORY / "gui" / "__init__.py").exists()


def test_patterns_do_without_possessive_quantifiers() -> None:
    """Python 3.11.0 to 3.11.4, which Debian 12 has, match some of them wrongly (python/cpython#106052)."""
    possessive = re.compile(r"[)\]\w.][*?}]\+|[)\]]\+\+|\(\?>")
    wrong = [
        f"{file.relative_to(REPOSITORY)}:{node.lineno}"
        for file in python_files()
        if file.is_relative_to(SOURCE)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and possessive.search(node.value)
    ]
    assert not wrong
