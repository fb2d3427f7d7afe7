# SPDX-License-Identifier: Apache-2.0
"""The layers hold, and what must not be imported is not imported."""

import subprocess
import sys
from pathlib import Path

import pytest

from helpers.corpus import REPOSITORY
from helpers.source import SOURCE, imported

TENSORFLOW = {
    "tensorflow",
    "keras",
    "tf_keras",
    "ai_edge_litert",
    "tf2onnx",
    "onnxruntime",
    "openvino",
    "h5py",
}


def test_imports_keep_the_contracts() -> None:
    """The contracts are in pyproject.toml; import-linter says which import breaks which."""
    linter = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert linter.returncode == 0, linter.stdout + linter.stderr


def test_no_module_imports_tensorflow_outside_the_tasks() -> None:
    offenders = [
        f"{file.relative_to(REPOSITORY)}: {name}"
        for file in SOURCE.rglob("*.py")
        if not file.is_relative_to(SOURCE / "worker" / "tasks")
        for name in imported(file)
        if name in TENSORFLOW
    ]
    assert not offenders


@pytest.mark.parametrize("package", ["cli", "session", "worker"])
def test_start_of_a_child_or_command_imports_nothing_heavy(package: str) -> None:
    """Every module of these packages is imported; numpy, Qt and the readers' libraries come when they are needed."""
    modules = [
        ".".join(("cutaway", *file.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        for file in sorted((SOURCE / package).rglob("*.py"))
        if "tasks" not in file.parts and file.name != "__main__.py"
    ]
    heavy = sorted({*TENSORFLOW, "numpy", "PySide6", "pyfive", "google.protobuf", "pyqtgraph", "crc32c"})
    script = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        f"print(*[name for name in {heavy!r} if name in sys.modules])"
    )
    child = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert child.returncode == 0, child.stderr
    assert child.stdout.split() == []
