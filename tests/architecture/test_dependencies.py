# SPDX-License-Identifier: Apache-2.0
"""What pyproject.toml asks for, what the lock gives, what the source imports and what the docs tell are one."""

import re
import sys
import tomllib
from functools import cache
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.corpus import REPOSITORY
from helpers.source import SOURCE, imported

LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>.*?))? \\$")
# Distributions whose modules are called otherwise.
MODULES = {
    "protobuf": "google",
    "pyside6": "PySide6",
    "pillow": "PIL",
    "ai-edge-litert": "ai_edge_litert",
    "litert-quantizer": "litert_quantizer",
    "tf-keras": "tf_keras",
}
# The page of Netron is served, and its Python never imported.
NOT_IMPORTED_YET = {"netron", "onnx"}


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def run_time() -> list[Requirement]:
    return [Requirement(text) for text in project()["project"]["dependencies"]]


def optional() -> list[Requirement]:
    return [
        Requirement(text)
        for texts in project()["project"]["optional-dependencies"].values()
        for text in texts
    ]


def development() -> list[Requirement]:
    return [Requirement(text) for text in project()["dependency-groups"]["dev"]]


@cache
def locked() -> dict[str, list[tuple[str, Marker | None]]]:
    """Return the versions that the lock gives for each distribution, with the systems that each is for."""
    versions: dict[str, list[tuple[str, Marker | None]]] = {}
    for line in lock_text().splitlines():
        if match := LOCKED.match(line):
            marker = Marker(match["marker"]) if match["marker"] else None
            versions.setdefault(canonicalize_name(match["name"]), []).append((match["version"], marker))
    return versions


def lock_text() -> str:
    return (REPOSITORY / "packaging" / "requirements" / "lock.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "requirement", [*run_time(), *development()], ids=lambda requirement: requirement.name
)
def test_the_lock_holds_a_version_that_is_asked_for(requirement: Requirement) -> None:
    """Where this fails, pyproject.toml was changed without `make lock`."""
    versions = [version for version, _ in locked().get(canonicalize_name(requirement.name), [])]
    assert versions
    assert all(requirement.specifier.contains(version, prereleases=True) for version in versions)


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_the_lock_gives_one_version_for_each_python(minor: int) -> None:
    environment = {
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.1",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "sys_platform": sys.platform,
    }
    for name, choices in locked().items():
        fitting = [version for version, marker in choices if marker is None or marker.evaluate(environment)]
        only_elsewhere = all(marker is not None for _, marker in choices)
        assert len(fitting) == 1 or (only_elsewhere and not fitting), name


def test_the_lock_names_no_address_and_every_hash() -> None:
    text = lock_text()
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[\w.-]+==)", text)[1:])


def test_the_source_imports_what_is_declared_and_nothing_else() -> None:
    asked = [*run_time(), *optional()]
    declared = {MODULES.get(name, name) for requirement in asked if (name := requirement.name.lower())}
    used = {name for file in SOURCE.rglob("*.py") for name in imported(file)}
    third_party = used - sys.stdlib_module_names - {"cutaway", "shiboken6"}
    assert third_party <= declared
    assert declared - third_party <= NOT_IMPORTED_YET


@pytest.mark.parametrize("requirement", run_time(), ids=lambda requirement: requirement.name)
def test_every_dependency_is_accounted_for(requirement: Requirement) -> None:
    """docs/dependencies.md says why it is there, under which licence, and what it costs."""
    table = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert f"| {requirement.name} |" in table


@pytest.mark.parametrize("requirement", optional(), ids=lambda requirement: requirement.name)
def test_an_extra_is_locked_and_accounted_for(requirement: Requirement) -> None:
    folder = REPOSITORY / "packaging" / "requirements"
    text = (folder / f"{requirement.name}.txt").read_text(encoding="utf-8")
    (version,) = re.findall(rf"^{requirement.name}==([\w.]+)", text, re.MULTILINE)
    assert requirement.specifier.contains(version)
    assert "--hash=sha256:" in text
    assert "://" not in text
    table = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert f"| {requirement.name} (extra) |" in table
