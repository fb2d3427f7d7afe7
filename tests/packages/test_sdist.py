# SPDX-License-Identifier: Apache-2.0
"""The source distribution holds all that the wheel is made of, and nothing that was built."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from helpers.corpus import REPOSITORY


def build(kind: str, source: Path, target: Path) -> Path:
    """Build a distribution by the project's own backend, which asks nothing of the network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (found,) = target.iterdir()
    return found


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_of_the_sdist_is_that_of_the_checkout(tmp_path: Path) -> None:
    sdist = build("sdist", REPOSITORY, tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        assert not [name for name in archive.getnames() if name.split("/")[1:2] in (["build"], [".venv"])]
        archive.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    again = build("wheel", unpacked, tmp_path / "again")
    assert names(again) == names(build("wheel", REPOSITORY, tmp_path / "wheel"))
    assert "cutaway/resources/translations/cutaway_de.qm" in names(again)
