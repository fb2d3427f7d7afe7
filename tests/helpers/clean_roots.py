# SPDX-License-Identifier: Apache-2.0
"""A Debian with nothing on it but itself, in a folder: to install packages, use them, and look what they leave."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_RELEASE = "bookworm"
_TOOLS = ("desktop-file-utils", "shared-mime-info", "libglib2.0-bin", "hicolor-icon-theme")
"""What every desktop brings along; a minimal system has none of it."""
_SHARED = ("/proc", "/dev", "/tmp/.X11-unix")


def missing() -> str:
    """What is not there to make one, empty where all is."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "root, for a system in a folder of its own"
    return "" if _debootstrap() else "debootstrap"


@contextmanager
def clean_root(kept: Path, scratch: Path) -> Iterator[Path]:
    """The top of such a system; what happens in it goes with it. kept: where its first state stays for next time."""
    if not (kept / "complete").exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        subprocess.run([_debootstrap(), "--variant=minbase", _RELEASE, str(kept / "root")], check=True)
        for name in ("apt/sources.list", "resolv.conf"):
            _copy(Path("/etc") / name, kept / "root" / "etc" / name)
        run(kept / "root", "apt-get", "update", "-qq")
        run(kept / "root", "apt-get", "install", "-y", "-qq", "--no-install-recommends", *_TOOLS)
        (kept / "complete").touch()
    top = scratch / "root"
    for name in ("root", "upper", "work"):
        (scratch / name).mkdir(parents=True)
    layers = f"lowerdir={kept / 'root'},upperdir={scratch / 'upper'},workdir={scratch / 'work'}"
    mounted: list[Path] = []
    try:
        _mount(mounted, top, "-t", "overlay", "overlay", "-o", layers)
        for folder in _SHARED:
            (top / folder[1:]).mkdir(parents=True, exist_ok=True)
            if Path(folder).exists():
                _mount(mounted, top / folder[1:], "--bind", folder)
        yield top
    finally:
        for place in reversed(mounted):
            subprocess.run(["umount", "-l", str(place)], check=False)


def run(top: Path, *command: str, environment: dict[str, str] | None = None) -> str:
    """Run a program in it to its end, as root; what it said. It must succeed."""
    done = subprocess.run(
        _inside(top, command), env=_environment(environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(top: Path, *command: str) -> str:
    """Run a program in it that must fail; what it said of that."""
    done = subprocess.run(
        _inside(top, command), env=_environment(None), capture_output=True, text=True, check=False
    )
    assert done.returncode != 0, done.stdout
    return done.stderr


def start(top: Path, *command: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a program in it."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(_inside(top, command), env=_environment(environment), stdout=quiet, stderr=quiet)


def files(top: Path) -> set[str]:
    """Every file and folder in it, without what the system changes by itself."""
    passing = ("proc", "dev", "tmp", "var/cache", "var/lib/apt", "var/lib/dpkg", "var/log", "run", "sys")
    found = set()
    for folder, folders, names in os.walk(top):
        place = os.path.relpath(folder, top)
        folders[:] = [name for name in folders if os.path.normpath(f"{place}/{name}") not in passing]
        found |= {os.path.normpath(f"{place}/{name}") for name in (*folders, *names)}
    return found


def _inside(top: Path, command: tuple[str, ...]) -> list[str]:
    return ["chroot", str(top), *command]


def _environment(more: dict[str, str] | None) -> dict[str, str]:
    place = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return {
        "PATH": place,
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        "HOME": "/root",
        **(more or {}),
    }


def _mount(mounted: list[Path], place: Path, *options: str) -> None:
    subprocess.run(["mount", *options, str(place)], check=True)
    mounted.append(place)


def _copy(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copy(source, target)


def _debootstrap() -> str:
    return shutil.which("debootstrap", path=f"{os.environ['PATH']}:/usr/sbin:/sbin") or ""
