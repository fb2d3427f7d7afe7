# SPDX-License-Identifier: Apache-2.0
"""What `pip install .` puts in place: the package with its resources, and the two commands."""

import configparser
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from helpers.corpus import REPOSITORY


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds what the wheel installs."""
    folder = tmp_path_factory.mktemp("wheel")
    builder = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(builder, cwd=REPOSITORY, capture_output=True, text=True, timeout=100, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_gives_two_commands(unpacked: Path) -> None:
    points = configparser.ConfigParser()
    points.read(next(unpacked.glob("cutaway-*.dist-info")) / "entry_points.txt", encoding="utf-8")
    assert dict(points["console_scripts"]) == {"cutaway": "cutaway.__main__:main"}
    assert dict(points["gui_scripts"]) == {"cutaway-gui": "cutaway.__main__:main_gui"}


def test_it_is_typed_and_licensed(unpacked: Path) -> None:
    assert (unpacked / "cutaway" / "py.typed").exists()
    assert list(unpacked.glob("cutaway-*.dist-info/licenses/LICENSE"))


def test_it_works_away_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    """The resources are found in the package, and a reader child starts from there."""
    sample = unpacked / "cutaway" / "resources" / "samples" / "basic_pitch"
    shown = subprocess.run(
        [sys.executable, unpacked / "cutaway" / "__main__.py", "show", sample, "--json"],
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    assert '"saved_model"' in shown.stdout
