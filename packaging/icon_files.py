# SPDX-License-Identifier: Apache-2.0
"""Draws the icons that desktops want from their SVG, in every size.

python packaging/icon_files.py [FOLDER]      writes the PNGs, into `resources/icons/desktop` where no folder is told
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cutaway import paths
from cutaway.session.desktop import icon_set

NAMES = ("cutaway", "model")


def draw(folder: Path) -> None:
    """Write every size of every icon as `NAME-SIZE.png`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        renderer = QSvgRenderer(str(paths.resource(f"icons/{name}.svg")))
        for size in icon_set.SIZES:
            image = QImage(size, size, QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            renderer.render(painter)
            painter.end()
            image.save(str(folder / f"{name}-{size}.png"))
    del app


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else paths.resources() / "icons" / "desktop")
