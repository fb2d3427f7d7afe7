# SPDX-License-Identifier: Apache-2.0
"""Small pictures as GNOME has them made: in a sandbox with the system's programs and one file under another name."""

from __future__ import annotations

import subprocess
from pathlib import Path

_SYSTEM = ("etc/ld.so.cache", "etc/alternatives", "etc/fonts", "var/cache/fontconfig")
_LINKS = ("bin", "lib", "lib64", "sbin")


def in_gnomes_sandbox(top: Path, model: Path, folder: Path) -> bytes:
    """The picture that the Cutaway of a system makes of a model; nothing but it may be written.

    top: the system. folder: an empty one. What is asked of bwrap is what gnome-desktop-thumbnail-script.c asks
    (libgnome-desktop).
    """
    seen = f"/tmp/gnome-desktop-file-to-thumbnail{model.suffix}"
    command = ["bwrap", "--ro-bind", f"{top}/usr", "/usr"]
    for place in _SYSTEM:
        command += ["--ro-bind-try", f"{top}/{place}", f"/{place}"]
    for name in _LINKS:
        command += ["--symlink", f"usr/{name}", f"/{name}"]
    command += ["--proc", "/proc", "--dev", "/dev", "--chdir", "/", "--setenv", "GIO_USE_VFS", "local"]
    command += ["--setenv", "HOME", "/home/nobody", "--unshare-all", "--die-with-parent"]
    command += ["--bind", str(folder), "/tmp", "--ro-bind", str(model), seen]
    words = ["cutaway", "thumbnail", seen, "--out", "/tmp/picture.png", "--size", "256"]
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    done = subprocess.run([*command, *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return (folder / "picture.png").read_bytes()
