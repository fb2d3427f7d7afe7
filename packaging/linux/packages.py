# SPDX-License-Identifier: Apache-2.0
"""Builds Cutaway's packages for Linux from the frozen folder: a tarball, a `.deb` and an AppImage.

python packaging/linux/packages.py [--full] [--keep-frozen] [--runtime FILE] [--only tar|deb|appimage]

--full: with TensorFlow. --runtime: the first part of an AppImage (`appimage-runtime.sh` makes it), usually in
`build/appimage-runtime`; without one there is none.
The packages lie in `build/packages`, and their sizes are printed.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from cutaway import APP_ID, APP_NAME, HOMEPAGE, SUMMARY, __version__
from cutaway.session.desktop import freedesktop, icon_set, linux
from cutaway.session.desktop.kinds import COMMAND, WINDOW_COMMAND
from cutaway.session.desktop.programs import INSTALLED

TOP = Path(__file__).parents[2]
BUILD = TOP / "build"
OUT = BUILD / "packages"
KINDS = ("tar", "deb", "appimage")
_MAINTAINER = f"The {APP_NAME} authors <maintainers@{APP_ID.split('.')[1]}.io>"
_DEBIAN_MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
_WITHOUT = "It inspects every model and runs .tflite; TensorFlow, for all other models, is in the package cutaway-full."
_WITH = "TensorFlow is inside, so that every model can be run and converted."
# Without FUSE, all starts unpack into one folder, and whichever ends first takes it away: so each runs from links of
# its own, beside that folder.
_APP_RUN = f"""#!/bin/sh
program=usr/lib/{COMMAND}/{COMMAND}
case $APPDIR in
*/appimage_extracted_*)
    own=$(mktemp -d "$APPDIR.XXXXXX") || exit 1
    trap 'rm -rf "$own"' EXIT
    cp -al "$APPDIR/." "$own" || exit 1
    "$own/$program" "$@"
    exit $?
    ;;
esac
exec "$APPDIR/$program" "$@"
"""


def main() -> int:
    """Build what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--keep-frozen", action="store_true")
    parser.add_argument("--runtime", type=Path, default=BUILD / "appimage-runtime")
    parser.add_argument("--only", choices=KINDS, action="append")
    told = parser.parse_args()
    wanted = told.only or KINDS
    frozen = BUILD / ("frozen-full" if told.full else "frozen") / COMMAND
    if not (told.keep_frozen and frozen.exists()):
        freeze(frozen, full=told.full)
    OUT.mkdir(parents=True, exist_ok=True)
    name = f"{COMMAND}-full" if told.full else COMMAND
    made = []
    if "tar" in wanted:
        made.append(tarball(frozen, name))
    if "deb" in wanted:
        made.append(deb(frozen, name, full=told.full))
    if "appimage" in wanted and told.runtime.is_file():
        made.append(appimage(frozen, name, told.runtime))
    elif "appimage" in wanted:
        print(f"No AppImage: there is no {told.runtime} (packaging/linux/appimage-runtime.sh builds it).")
    print(f"{size(frozen) / 1e6:8.0f} MB  {frozen.relative_to(TOP)}")
    for package in made:
        print(f"{package.stat().st_size / 1e6:8.0f} MB  {package.relative_to(TOP)}")
    return 0


def freeze(frozen: Path, *, full: bool) -> None:
    """Make the folder with the two executables, by PyInstaller."""
    spec = TOP / "packaging" / "frozen" / "cutaway.spec"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(frozen.parent), "--workpath", str(BUILD / f"{frozen.parent.name}-work")]
    options = ["--", "--full"] if full else []
    subprocess.run([*command, *folders, str(spec), *options], cwd=TOP, check=True)


def tarball(frozen: Path, name: str) -> Path:
    """The folder as it is; `cutaway desktop install` in it makes it at home."""
    target = OUT / f"{name}-{__version__}-linux-{platform.machine()}.tar.gz"
    root = f"--transform=s,^{frozen.name},{name}-{__version__},"
    owner = ["--owner=0", "--group=0", "--numeric-owner", "--sort=name"]
    command = [_program("tar"), "-czf", str(target), *owner, root, "-C", str(frozen.parent), frozen.name]
    subprocess.run(command, check=True)
    return target


def deb(frozen: Path, name: str, *, full: bool) -> Path:
    """A package for Debian and Ubuntu: the folder in /usr/lib, two links in /usr/bin, and what desktops read."""
    root = BUILD / f"deb-{name}"
    shutil.rmtree(root, ignore_errors=True)
    _install(frozen, root / "usr")
    documents = root / "usr" / "share" / "doc" / name
    documents.mkdir(parents=True)
    shutil.copy(TOP / "LICENSE", documents / "copyright")
    machine = _DEBIAN_MACHINES.get(platform.machine(), platform.machine())
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(_control(name, machine, size(root) // 1024, full=full), "utf-8")
    _make_readable(root)
    target = OUT / f"{name}_{__version__}_{machine}.deb"
    subprocess.run(
        [_program("dpkg-deb"), "--root-owner-group", "-Zzstd", "-z9", "--build", str(root), str(target)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.rmtree(root)
    return target


def appimage(frozen: Path, name: str, runtime: Path) -> Path:
    """One file that runs where it lies; without FUSE it unpacks itself (`--appimage-extract-and-run`)."""
    root = BUILD / f"{name}.AppDir"
    shutil.rmtree(root, ignore_errors=True)
    _install(frozen, root / "usr")
    run = root / "AppRun"
    run.write_text(_APP_RUN, "utf-8")
    run.chmod(0o755)
    (root / f"{APP_ID}.desktop").write_text(freedesktop.launcher((COMMAND,)), "utf-8")
    shutil.copy(icon_set.picture("cutaway", 256), root / f"{APP_ID}.png")
    (root / ".DirIcon").symlink_to(f"{APP_ID}.png")
    _make_readable(root)
    squashed = BUILD / f"{name}.squashfs"
    options = ["-root-owned", "-noappend", "-comp", "zstd", "-quiet", "-no-progress"]
    subprocess.run([_program("mksquashfs"), str(root), str(squashed), *options], check=True)
    target = (
        OUT / f"{APP_NAME}{'-full' if name != COMMAND else ''}-{__version__}-{platform.machine()}.AppImage"
    )
    target.write_bytes(runtime.read_bytes() + squashed.read_bytes())
    target.chmod(0o755)
    squashed.unlink()
    shutil.rmtree(root)
    return target


def size(folder: Path) -> int:
    """Bytes of all files in a folder, links not counted."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def _install(frozen: Path, usr: Path) -> None:
    shutil.copytree(frozen, usr / "lib" / COMMAND, symlinks=True)
    (usr / "bin").mkdir()
    for command in (COMMAND, WINDOW_COMMAND):
        (usr / "bin" / command).symlink_to(f"../lib/{COMMAND}/{command}")
    for place, data in linux.contents(INSTALLED):
        target = usr / "share" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _control(name: str, machine: str, kilobytes: int, *, full: bool) -> str:
    other = COMMAND if full else f"{COMMAND}-full"
    return f"""Package: {name}
Version: {__version__}
Architecture: {machine}
Maintainer: {_MAINTAINER}
Installed-Size: {kilobytes}
Depends: {", ".join(_needed())}
Conflicts: {other}
Replaces: {other}
Section: science
Priority: optional
Homepage: {HOMEPAGE}
Description: {SUMMARY[0].lower()}{SUMMARY[1:]}
 {APP_NAME} shows what SavedModels, Keras models, frozen graphs, checkpoints and
 TensorFlow Lite models are, without running anything in them.
 .
 {_WITH if full else _WITHOUT}
"""


def _needed() -> list[str]:
    """What Qt takes from the system, from the same table as for a checkout."""
    table = (Path(__file__).parent / "system-libraries.txt").read_text("utf-8")
    rows = (line.split() for line in table.splitlines() if line and not line.startswith("#"))
    return ["libc6", *(" | ".join(row[1:]) for row in rows if row[0] not in {"test", "package"})]


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        sys.exit(
            f"{name} is not here. packaging/linux/system-libraries.sh --packages installs what packages need."
        )
    return found


def _make_readable(root: Path) -> None:
    """Let everybody read it, whoever built it, and nobody but its owner write."""
    for each in (root, *root.rglob("*")):
        if not each.is_symlink():
            is_program = each.is_dir() or os.access(each, os.X_OK)
            each.chmod(0o755 if is_program else 0o644)


if __name__ == "__main__":
    sys.exit(main())
