# SPDX-License-Identifier: Apache-2.0
"""What program this is, its version, and whose work it stands on."""

from __future__ import annotations

import platform

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cutaway import APP_NAME, __version__
from cutaway.qt import icons, manual_page, tokens
from cutaway.qt.widgets.buttons import CopyButton, button
from cutaway.qt.widgets.key_values import KeyValueList
from cutaway.qt.widgets.labels import label
from cutaway.qt.words import tr

_ICON = 64
_WIDTH = 460


def versions() -> dict[str, str]:
    """What a report of a fault needs to say."""
    return {
        APP_NAME: __version__,
        "Python": platform.python_version(),
        "Qt for Python": pyside_version,
        "System": platform.platform(terse=True),
    }


class AboutDialog(QDialog):
    """Name, sentence, versions that can be copied, licences."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        manual_page.give_key(self, "about")
        self.setAccessibleName(tr("About Cutaway"))
        self.setWindowTitle(tr("About Cutaway"))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_6, tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_4)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_4)
        picture = label("", self)
        picture.setPixmap(icons.program().pixmap(_ICON, _ICON))
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(tokens.SPACE_1)
        words.addWidget(label(APP_NAME, self, "title"))
        words.addWidget(label("Open any TensorFlow model and see what is inside.", self, "quiet", wrap=True))
        top.addLayout(words, 1)
        column.addLayout(top)
        facts = KeyValueList(self)
        for key, value in versions().items():
            facts.add(key, value)
        column.addWidget(facts)
        licence = tr("Apache License 2.0. Typefaces: Inter and JetBrains Mono (OFL). Icons: Lucide (ISC).")
        column.addWidget(label(licence, self, "secondary", wrap=True))
        row = QHBoxLayout()
        row.addWidget(CopyButton(_report, self, "Copy the versions", name="copyVersions"))
        row.addStretch(1)
        close = button("Close", self, kind="primary", name="closeAbout")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()
        self.setFixedSize(_WIDTH, column.heightForWidth(_WIDTH))


def _report() -> str:
    return "\n".join(f"{key} {value}" for key, value in versions().items())
