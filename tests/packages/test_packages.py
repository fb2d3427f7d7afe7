# SPDX-License-Identifier: Apache-2.0
"""The packages in build/packages are installed, used as a user would, and removed, in systems that have nothing else.

`packaging/linux/packages.py` builds them.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from cutaway import APP_ID, __version__
from helpers import clean_roots
from helpers.clicks import MODELS, check_times, stated_megabytes, wait_for_picture
from helpers.corpus import REPOSITORY
from helpers.screens import wait_until
from helpers.sessions import Desktop, run, windows
from helpers.thumbnails import in_gnomes_sandbox

BUILT = REPOSITORY / "build" / "packages"
RUNNERS = {
    "half_plus_two/00000123": "TensorFlow",
    "resnet8_cifar10.h5": "tf-keras",
    "sleep_stages.keras": "Keras",
    "hello_world_int8.tflite": "LiteRT",
}
CONVERSIONS = (
    ("resnet8_cifar10.h5", "tflite", "resnet8.tflite"),
    ("resnet8_cifar10.h5", "onnx", "resnet8.onnx"),
    ("half_plus_two/00000123", "frozen_graph", "half.pb"),
    ("sleep_stages.keras", "keras_h5", "sleep.h5"),
    ("basic_pitch", "openvino", "pitch.xml"),
)
"""A model, a target, and the name of the result."""


def built(pattern: str) -> Path:
    """The newest package of that name; the full one only where the pattern asks for it."""
    found = [file for file in BUILT.glob(pattern) if ("-full" in file.name) == ("-full" in pattern)]
    if not found:
        pytest.skip(f"there is no {pattern} in build/packages; packaging/linux/packages.py builds it")
    return max(found, key=lambda file: file.stat().st_mtime)


@pytest.fixture
def root(tmp_path: Path, display: str) -> Iterator[Path]:
    """A Debian with nothing on it."""
    lacking = clean_roots.missing()
    if lacking:
        pytest.skip(f"this needs {lacking}")
    with clean_roots.clean_root(REPOSITORY / "build" / "clean-root", tmp_path / "clean") as top:
        yield top


def install(top: Path, package: Path) -> None:
    """Install a `.deb` with what it depends on."""
    shutil.copy(package, top / "tmp" / "cutaway.deb")
    clean_roots.run(top, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "/tmp/cutaway.deb")
    (top / "tmp" / "cutaway.deb").unlink()


def answer(top: Path, *words: str) -> dict[str, Any]:
    """What `cutaway …` answers in JSON."""
    found: dict[str, Any] = json.loads(clean_roots.run(top, "cutaway", *words, "--json"))
    return found


def double_clicks(top: Path, desktop: Desktop) -> dict[str, float]:
    """Open one model of each kind by the desktop's launcher, the first from a cold disk; seconds to each picture."""
    seconds = {}
    forget_files()
    for model in MODELS:
        begun = time.monotonic()
        screen = {"DISPLAY": desktop.environment["DISPLAY"], "QTWEBENGINE_DISABLE_SANDBOX": "1"}
        with clean_roots.start(top, "gio", "open", f"/models/{model}", environment=screen) as launcher:
            assert launcher.wait(60) == 0
        wait_for_picture(desktop, f"/models/{model}", top / "root" / ".local" / "state")
        seconds[model] = time.monotonic() - begun
    print("Seconds from the double click to the picture:", seconds)
    assert len(windows(desktop)) == 1
    return seconds


def check_thumbnails(top: Path, samples: Path, scratch: Path) -> None:
    """A file manager that trusts nobody gets its pictures, too."""
    if shutil.which("bwrap") is None:
        print("Thumbnails in a sandbox were not tried: this needs bwrap.")
        return
    for model in MODELS:
        folder = scratch / f"small {Path(model).name}"
        folder.mkdir()
        assert in_gnomes_sandbox(top, samples / model, folder).startswith(b"\x89PNG")


def check_removal(top: Path, package: str, before: set[str]) -> None:
    """Remove it with what came along; nothing of it stays but what the user's own programs wrote in the home."""
    shutil.rmtree(top / "models")
    clean_roots.run(top, "apt-get", "purge", "-y", "-qq", package)
    clean_roots.run(top, "apt-get", "autoremove", "-y", "-qq", "--purge")
    left = {name for name in clean_roots.files(top) - before if "cutaway" in name.lower()}
    assert {name for name in left if not name.startswith("root/")} == set()


def forget_files() -> None:
    """Have the system read everything from the disk again, as after it was switched on."""
    os.sync()
    caches = Path("/proc/sys/vm/drop_caches")
    if os.access(caches, os.W_OK):
        caches.write_text("3")


@pytest.mark.timeout(900)
def test_the_deb_is_installed_used_and_removed(
    root: Path, desktop: Desktop, samples: Path, tmp_path: Path
) -> None:
    package = built("cutaway_*.deb")
    before = clean_roots.files(root)
    install(root, package)
    sample = "/usr/lib/cutaway/_internal/cutaway/resources/samples/basic_pitch"
    assert answer(root, "show", sample)["format"] == "saved_model"
    doctor = answer(root, "doctor")["facts"]
    assert {fact["verdict"] for fact in doctor if fact["section"] == "What works"} == {"good"}
    shutil.copytree(samples, root / "models")
    assert answer(root, "run", f"/models/{MODELS[0]}")["runner"].startswith("LiteRT")
    refused = clean_roots.refused(root, "cutaway", "run", "/models/resnet8_cifar10.h5")
    assert "Install the full package" in refused
    assert "Traceback" not in refused
    check_thumbnails(root, samples, tmp_path)
    try:
        check_times(".deb", double_clicks(root, desktop))
    finally:
        end(root)
    check_removal(root, "cutaway", before)


@pytest.mark.timeout(1800)
def test_the_full_deb_runs_and_converts_in_its_sandbox(root: Path, samples: Path) -> None:
    """A model of each format is run; conversions of each kind of library are proven."""
    package = built("cutaway-full_*.deb")
    before = clean_roots.files(root)
    install(root, package)
    shutil.copytree(samples, root / "models")
    facts = answer(root, "doctor")["facts"]
    assert {fact["verdict"] for fact in facts if fact["section"] == "What works"} == {"good"}
    assert {fact["verdict"] for fact in facts if fact["section"] == "Libraries"} == {"good"}
    for model, runner in RUNNERS.items():
        found = answer(root, "run", f"/models/{model}")
        assert found["runner"].startswith(runner), found
    for model, target, name in CONVERSIONS:
        done = answer(root, "convert", f"/models/{model}", "--to", target, "--output", f"/tmp/{name}")
        assert done["proof"]["verdict"] == "pass", done["proof"]
    check_removal(root, "cutaway-full", before)


@pytest.mark.timeout(900)
def test_the_full_deb_takes_the_place_of_the_small_one(root: Path) -> None:
    full = built("cutaway-full_*.deb")
    install(root, built("cutaway_*.deb"))
    install(root, full)
    listed = clean_roots.run(root, "dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", "cutaway*")
    assert "cutaway-full installed" in listed
    assert "cutaway installed" not in listed


@pytest.mark.parametrize(
    ("way", "pattern"),
    [
        (".deb", "cutaway_*.deb"),
        (".deb, full", "cutaway-full_*.deb"),
        ("AppImage", "Cutaway-*.AppImage"),
        ("tarball", "cutaway-*.tar.gz"),
    ],
)
def test_the_manual_states_the_sizes(way: str, pattern: str) -> None:
    """A tenth more or less is borne."""
    package = built(pattern)
    download, installed = stated_megabytes(way)
    assert package.stat().st_size / 1e6 == pytest.approx(download, rel=0.1)
    if package.suffix == ".deb":
        kilobytes = subprocess.run(
            ["dpkg-deb", "-f", str(package), "Installed-Size"], capture_output=True, text=True, check=True
        ).stdout
        assert int(kilobytes) * 1024 / 1e6 == pytest.approx(installed, rel=0.1)


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
    install(root, built("cutaway_*.deb"))
    assert clean_roots.run(root, "cutaway", "--version").strip() == f"cutaway {__version__}"
    assert not (root / "usr" / "lib" / "cutaway" / "old").exists()


def test_the_metainfo_in_the_deb_is_valid(tmp_path: Path) -> None:
    if shutil.which("appstreamcli") is None:
        pytest.skip("this needs appstreamcli")
    subprocess.run(["dpkg-deb", "-x", str(built("cutaway_*.deb")), str(tmp_path)], check=True)
    file = tmp_path / "usr" / "share" / "metainfo" / f"{APP_ID}.metainfo.xml"
    subprocess.run(["appstreamcli", "validate", "--no-net", str(file)], check=True)


@pytest.fixture
def unpacked() -> Iterator[Path]:
    """A folder for what passes, whose path leaves room for the name of a socket."""
    with tempfile.TemporaryDirectory(prefix="c-") as folder:
        yield Path(folder)


@pytest.mark.parametrize("without_fuse", [False, True], ids=["fuse", "extracted"])
def test_the_appimage_runs(desktop: Desktop, samples: Path, unpacked: Path, without_fuse: bool) -> None:
    image = built("Cutaway-*.AppImage")
    if not without_fuse and not (os.access("/dev/fuse", os.W_OK) and shutil.which("fusermount3")):
        pytest.skip("this machine has no FUSE")
    options = ["--appimage-extract-and-run"] if without_fuse else []
    desktop.environment["TMPDIR"] = str(unpacked)
    said = run(desktop, image, *options, "show", samples / MODELS[0], "--json")
    assert json.loads(said)["format"] == "tflite"
    wait_until(lambda: not list(unpacked.iterdir()), "an end without remains")
    forget_files()
    seconds: dict[str, float] = {}
    with ExitStack() as running:
        for model in MODELS:  # a later start hands its model to the first
            begun = time.monotonic()
            command = [str(image), *options, str(samples / model)]
            started = subprocess.Popen(command, env=desktop.environment, stdout=subprocess.DEVNULL)
            running.callback(started.wait, 30)
            running.callback(desktop.ask_to_end, "cutaway")
            wait_for_picture(desktop, str(samples / model), desktop.home / ".local" / "state")
            seconds[model] = time.monotonic() - begun
        assert len(windows(desktop)) == 1
    shared = unpacked / f"cutaway-{os.getuid()}"  # where later starts find the window
    wait_until(lambda: set(unpacked.iterdir()) <= {shared}, "an end of the window without remains")
    print("Seconds from the start to the picture:", seconds)
    if not without_fuse:
        check_times("AppImage", seconds)


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
