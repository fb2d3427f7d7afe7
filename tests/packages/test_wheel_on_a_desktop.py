# SPDX-License-Identifier: Apache-2.0
"""A wheel, installed by pip into an environment of its own and registered with the desktop, opens models."""

import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from cutaway.session.desktop.kinds import COMMAND
from helpers.clicks import MODELS, check_times, double_click
from helpers.corpus import REPOSITORY
from helpers.sessions import Desktop, run, windows


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that has the wheel; its dependencies are those of this one."""
    folder = tmp_path_factory.mktemp("pip")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    options = ["--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "wheel", *options, "-w", folder, REPOSITORY], check=True)
    (wheel,) = folder.glob("cutaway-*.whl")
    home = folder / "environment"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", wheel], check=True)
    # A folder that a .pth names is searched for modules; its own .pth files, which name this checkout, are not read.
    places = sysconfig.get_paths(vars={"base": str(home), "platbase": str(home)})
    (Path(places["purelib"]) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = [str(python), "-c", "import cutaway; print(cutaway.__file__)"]
    assert subprocess.run(where, capture_output=True, text=True, check=True).stdout.startswith(str(home))
    return home / "bin" / COMMAND


def test_a_wheel_that_is_registered_opens_every_kind_in_the_one_window(
    installed: Path, desktop: Desktop, need: Callable[..., None], samples: Path
) -> None:
    need("gio", "xdotool")
    run(desktop, installed, "desktop", "install")
    assert "is registered with this desktop" in run(desktop, installed, "desktop", "status")
    seconds = {model: double_click(desktop, samples / model) for model in MODELS}
    print("Seconds from the double click to the picture:", seconds)
    assert len(windows(desktop)) == 1
    check_times("pip", seconds)
    desktop.end_programs()
    run(desktop, installed, "desktop", "remove")
    assert [file for file in desktop.share.rglob("*") if file.is_file()] == []
