# SPDX-License-Identifier: Apache-2.0
"""Every icon is there in every size, and none is older than its drawing."""

import struct
import subprocess
import sys
from pathlib import Path

from cutaway.session.desktop import icon_set
from helpers.corpus import REPOSITORY

_COMPARE = """
import sys
from PySide6.QtGui import QImage
for line in sys.stdin:
    one, other = (QImage(name) for name in line.rstrip("\\n").split("\\t"))
    assert one.size() == other.size() and not one.isNull(), line
    far = [
        (x, y) for x in range(one.width()) for y in range(one.height())
        if max(abs(a - b) for a, b in zip(one.pixelColor(x, y).getRgb(), other.pixelColor(x, y).getRgb())) > 24
    ]
    assert len(far) <= one.width() * one.height() // 100, (line, len(far))
"""


def test_the_pngs_are_what_is_drawn_from_the_svgs(tmp_path: Path) -> None:
    """Where this fails, a drawing was changed without `python packaging/icon_files.py`."""
    script = REPOSITORY / "packaging" / "icon_files.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, timeout=60)
    pairs = [
        f"{tmp_path / file.name}\t{file}"
        for name in ("cutaway", "model")
        for file in (icon_set.picture(name, size) for size in icon_set.SIZES if size <= 64)
    ]
    done = subprocess.run(
        [sys.executable, "-c", _COMPARE], input="\n".join(pairs), text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_icon_is_placed_once() -> None:
    placed = list(icon_set.placed())
    assert all(file.is_file() for file, _ in placed)
    assert len({place for _, place in placed}) == len(placed) == 2 * (len(icon_set.SIZES) + 1) + 1


def test_the_windows_icon_points_at_its_pictures() -> None:
    data = icon_set.ico()
    _, kind, count = struct.unpack_from("<HHH", data)
    assert (kind, count) == (1, 7)
    for row in range(count):
        width, *_, size, place = struct.unpack_from("<BBBBHHII", data, 6 + 16 * row)
        assert data[place : place + 8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack_from(">I", data, place + 16)[0] == (width or 256)
        assert place + size <= len(data)


def test_the_macos_icon_says_how_long_it_is() -> None:
    data = icon_set.icns()
    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4)[0] == len(data)
