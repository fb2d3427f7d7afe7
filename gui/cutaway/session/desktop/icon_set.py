# SPDX-License-Identifier: Apache-2.0
"""The icons that ship for desktops: which there are, and where an icon theme keeps them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from cutaway import APP_ID, paths
from cutaway.session.desktop.kinds import DOCUMENT_ICON

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels: those of the freedesktop.org icon theme, which hold what Windows and macOS want."""

THEME = "hicolor"
_FOLDERS = {"cutaway": ("apps", APP_ID), "model": ("mimetypes", DOCUMENT_ICON)}
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
# Apple's types that hold a PNG, by pixels: what iconutil writes, since the format has no public specification.
_ICNS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
SYMBOLIC = f"{THEME}/symbolic/apps/{APP_ID}-symbolic.svg"


def picture(name: str, size: int) -> Path:
    """The PNG of that size. name: `cutaway` (the program) or `model` (its documents)."""
    return paths.resource(f"icons/desktop/{name}-{size}.png")


def placed() -> Iterator[tuple[Path, str]]:
    """Every shipped icon with its place below an `icons` folder."""
    for name, (folder, known_as) in _FOLDERS.items():
        for size in SIZES:
            yield picture(name, size), f"{THEME}/{size}x{size}/{folder}/{known_as}.png"
        yield paths.resource(f"icons/{name}.svg"), f"{THEME}/scalable/{folder}/{known_as}.svg"
    yield paths.resource("icons/cutaway-symbolic.svg"), SYMBOLIC


def ico(name: str = "cutaway") -> bytes:
    """A Windows icon whose pictures are PNGs, which Windows reads since Vista (ICONDIR and ICONDIRENTRY)."""
    pictures = [(size, picture(name, size).read_bytes()) for size in _ICO_SIZES]
    place = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, data in pictures:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return head + b"".join(data for _, data in pictures)


def icns(name: str = "cutaway") -> bytes:
    """A macOS icon."""
    parts = b""
    for size, kind in _ICNS_TYPES.items():
        data = picture(name, size).read_bytes()
        parts += kind + struct.pack(">I", len(data) + 8) + data
    return b"icns" + struct.pack(">I", len(parts) + 8) + parts
