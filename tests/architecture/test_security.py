# SPDX-License-Identifier: Apache-2.0
"""What docs/security.md promises of the source: nothing executable is decoded, and the network is not used."""

import ast
from collections.abc import Iterator
from pathlib import Path

from helpers.source import SOURCE

DECODES_CODE = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
NETWORK = {"ssl", "http", "ftplib", "smtplib", "requests", "urllib3", "aiohttp", "urllib.request"}
# What reaches another machine; a socket in the file system (AF_UNIX) does not.
REACHES_OUT = {
    "AF_INET",
    "AF_INET6",
    "create_connection",
    "create_server",
    "getaddrinfo",
    "QTcpSocket",
    "QUdpSocket",
}
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}


def modules(file: Path) -> Iterator[str]:
    """Yield the full name of every module that `file` imports, and its top-level package."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            yield name
            yield name.partition(".")[0]


def words(file: Path) -> Iterator[str]:
    """Yield every name and attribute in `file`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_nothing_executable_is_decoded() -> None:
    assert [file for file in SOURCE.rglob("*.py") if DECODES_CODE & set(modules(file))] == []


def test_no_text_is_run_as_code() -> None:
    calls = [
        f"{file.relative_to(SOURCE)}:{node.lineno} {node.func.id}"
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RUNS_TEXT
    ]
    assert calls == []


def test_the_network_is_not_used() -> None:
    assert [file for file in SOURCE.rglob("*.py") if NETWORK & set(modules(file))] == []
    assert [file for file in SOURCE.rglob("*.py") if REACHES_OUT & set(words(file))] == []


def test_pictures_and_sounds_are_decoded_by_children_alone() -> None:
    """What decodes them is imported in `sampling.inputs`, and that by nothing that a face could import."""
    decoders = {"PIL", "wave", "cutaway.sampling.inputs"}
    inside = (SOURCE / "sampling", SOURCE / "worker" / "tasks")
    elsewhere = (file for file in SOURCE.rglob("*.py") if not any(map(file.is_relative_to, inside)))
    assert [file for file in elsewhere if decoders & set(modules(file))] == []
