# SPDX-License-Identifier: Apache-2.0
"""The packages in build/packages are installed, used as a user would, and removed, in systems that have nothing else.

`packaging/linux/packages.py` builds them.
"""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cutaway import APP_ID, __version__
from helpers import clean_roots
from helpers.corpus import REPOSITORY
from helpers.screens import wait_until
from helpers.sessions import Desktop, run, windows

BUILT = REPOSITORY / "build" / "packages"
MODELS = ("hello_world_int8.tflite", "resnet8_cifar10.h5", "sleep_stages.keras", "keyword_ds_cnn.pb")


def built(pattern: str) -> Path:
    found = sorted(file for file in BUILT.glob(pattern) if "-full" not in file.name)
    if not found:
        pytest.skip(f"there is no {pattern} in build/packages; packaging/linux/packages.py builds it")
    return found[-1]


@pytest.fixture
def root(tmp_path: Path, display: str) -> Iterator[Path]:
    """A Debian with nothing on it."""
    package = built("cutaway_*.deb")
    lacking = clean_roots.missing()
    if lacking:
        pytest.skip(f"this needs {lacking}")
    with clean_roots.clean_root(REPOSITORY / "build" / "clean-root", tmp_path / "clean") as top:
        shutil.copy(package, top / "tmp" / "cutaway.deb")
        yield top


def install(top: Path) -> None:
    clean_roots.run(top, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "/tmp/cutaway.deb")


def opened(top: Path, desktop: Desktop, model: str) -> float:
    """Open a model by the desktop's launcher; seconds until the window has its description to paint."""
    begun = time.monotonic()
    screen = {"DISPLAY": desktop.environment["DISPLAY"], "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    with clean_roots.start(top, "gio", "open", model, environment=screen) as launcher:
        assert launcher.wait(60) == 0
    title = f"{model.rpartition('/')[2]} – Cutaway"
    wait_until(lambda: windows(desktop) == [title], title)
    log = top / "root" / ".local" / "state" / "cutaway" / "cutaway.log"
    wait_until(
        lambda: log.exists() and f"describe of {model} took" in log.read_text("utf-8"), f"{model} in the log"
    )
    return time.monotonic() - begun


def forget_files() -> None:
    """Have the system read everything from the disk again, as after it was switched on."""
    os.sync()
    caches = Path("/proc/sys/vm/drop_caches")
    if os.access(caches, os.W_OK):
        caches.write_text("3")


@pytest.mark.timeout(600)
def test_the_deb_is_installed_used_and_removed(root: Path, desktop: Desktop, samples: Path) -> None:
    before = clean_roots.files(root)
    install(root)
    sample = "/usr/lib/cutaway/_internal/cutaway/resources/samples/basic_pitch"
    shown = json.loads(clean_roots.run(root, "cutaway", "show", sample, "--json"))
    assert shown["format"] == "saved_model"
    doctor = json.loads(clean_roots.run(root, "cutaway", "doctor", "--json"))["facts"]
    assert {fact["verdict"] for fact in doctor if fact["section"] == "What works"} == {"good"}
    shutil.copytree(samples, root / "models")
    ran = json.loads(clean_roots.run(root, "cutaway", "run", f"/models/{MODELS[0]}", "--json"))
    assert ran["runner"].startswith("LiteRT")
    try:
        forget_files()
        seconds = {model: opened(root, desktop, f"/models/{model}") for model in MODELS}
        seconds["saved_model.pb"] = opened(root, desktop, "/models/basic_pitch/saved_model.pb")
        print("Seconds from the double click to the picture, the first from a cold disk:", seconds)
        assert len(windows(desktop)) == 1
    finally:
        end(root)
    shutil.rmtree(root / "models")
    clean_roots.run(root, "apt-get", "purge", "-y", "-qq", "cutaway")
    clean_roots.run(root, "apt-get", "autoremove", "-y", "-qq", "--purge")
    left = {name for name in clean_roots.files(root) - before if "cutaway" in name.lower()}
    assert {name for name in left if not name.startswith("root/")} == set()


@pytest.mark.timeout(600)
def test_an_update_leaves_nothing_of_the_old_behind(root: Path, tmp_path: Path) -> None:
    """A package whose version is lower and that has one file more is updated by the one that is built."""
    old = tmp_path / "old"
    for folder in ("DEBIAN", "usr/lib/cutaway/old"):
        (old / folder).mkdir(parents=True)
    (old / "usr" / "lib" / "cutaway" / "old" / "file").touch()
    control = (
        "Package: cutaway\nVersion: 0.0.1\nArchitecture: all\nMaintainer: nobody <a@b.c>\nDescription: old\n"
    )
    (old / "DEBIAN" / "control").write_text(control)
    subprocess.run(["dpkg-deb", "--build", str(old), str(root / "tmp" / "old.deb")], check=True)
    clean_roots.run(root, "dpkg", "-i", "/tmp/old.deb")
    install(root)
    assert clean_roots.run(root, "cutaway", "--version").strip() == f"cutaway {__version__}"
    assert not (root / "usr" / "lib" / "cutaway" / "old").exists()


def test_the_metainfo_in_the_deb_is_valid(tmp_path: Path) -> None:
    if shutil.which("appstreamcli") is None:
        pytest.skip("this needs appstreamcli")
    subprocess.run(["dpkg-deb", "-x", str(built("cutaway_*.deb")), str(tmp_path)], check=True)
    file = tmp_path / "usr" / "share" / "metainfo" / f"{APP_ID}.metainfo.xml"
    subprocess.run(["appstreamcli", "validate", "--no-net", str(file)], check=True)


@pytest.mark.parametrize("without_fuse", [False, True], ids=["fuse", "extracted"])
def test_the_appimage_runs(desktop: Desktop, samples: Path, without_fuse: bool) -> None:
    image = built("Cutaway-*.AppImage")
    if not without_fuse and not (os.access("/dev/fuse", os.W_OK) and shutil.which("fusermount3")):
        pytest.skip("this machine has no FUSE")
    options = ["--appimage-extract-and-run"] if without_fuse else []
    said = run(desktop, image, *options, "show", samples / MODELS[0], "--json")
    assert json.loads(said)["format"] == "tflite"
    begun = time.monotonic()
    process = subprocess.Popen(
        [image, *options, samples / MODELS[0]], env=desktop.environment, stdout=subprocess.DEVNULL
    )
    wait_until(lambda: windows(desktop) == [f"{MODELS[0]} – Cutaway"], "the window of the AppImage")
    print("Seconds to the window:", time.monotonic() - begun)
    process.terminate()
    process.wait(30)


def test_the_tarball_runs_where_it_is_unpacked(desktop: Desktop, samples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    subprocess.run(["tar", "-xf", str(built("cutaway-*.tar.gz")), "-C", str(folder)], check=True)
    (program,) = folder.glob("cutaway-*/cutaway")
    assert "tflite" in run(desktop, program, "show", samples / MODELS[0], "--json")
    run(desktop, program, "desktop", "install")
    launcher = (desktop.share / "applications" / f"{APP_ID}.desktop").read_text(encoding="utf-8")
    assert re.search(
        rf'^Exec="{re.escape(str(program.with_name("cutaway-gui")))}" %F$', launcher, re.MULTILINE
    )
    run(desktop, program, "desktop", "remove")


def end(root: Path) -> None:
    """End what runs in a clean root."""
    import psutil

    for process in psutil.process_iter():
        try:
            if (
                process.exe().startswith("/usr/lib/cutaway/")
                or Path(f"/proc/{process.pid}/root").readlink() == root
            ):
                process.kill()
        except (psutil.Error, OSError):
            continue
