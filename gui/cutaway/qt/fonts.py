# SPDX-License-Identifier: Apache-2.0
"""The two typefaces of the window: the system's interface font where it is a good one, and a monospaced one."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase

from cutaway import paths
from cutaway.qt import tokens

MONO_FAMILY = "JetBrains Mono"
_SHIPPED_FAMILY = "Inter"
_SHIPPED_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_MONO_FILES = ("JetBrainsMono-Regular.ttf", "JetBrainsMono-SemiBold.ttf")

# On Linux anything may be set up; only these are as readable at 13 px as the one that ships.
_GOOD_ON_LINUX = (
    "Adwaita Sans",
    "Cantarell",
    "Fira Sans",
    "IBM Plex Sans",
    "Inter",
    "Noto Sans",
    "Open Sans",
    "Roboto",
    "Segoe UI",
    "Source Sans 3",
    "Ubuntu",
    "Ubuntu Sans",
)
_chosen = {"interface": "", "mono": ""}
"""Families that the user prefers; empty for those that are chosen here."""

STRONG = QFont.Weight.DemiBold
_TABULAR_FIGURES = QFont.Tag("tnum")


def load() -> None:
    """Make the shipped typefaces known to Qt; needs an application object. Costs about a millisecond each."""
    files = _MONO_FILES if _system_is_good() else _MONO_FILES + _SHIPPED_FILES
    for file in files:
        QFontDatabase.addApplicationFont(str(paths.resource(f"fonts/{file}")))


def choose(interface_family: str, mono_family: str) -> bool:
    """Prefer these families where the system has them, empty for none; whether that changed anything."""
    known = set(QFontDatabase.families()) if interface_family or mono_family else set()
    wanted = {
        "interface": interface_family if interface_family in known else "",
        "mono": mono_family if mono_family in known else "",
    }
    if wanted == _chosen:
        return False
    _chosen.update(wanted)
    return True


def mono_family() -> str:
    """The family of names and values."""
    return _chosen["mono"] or MONO_FAMILY


def interface(size: int = tokens.BODY_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font, with figures of equal width so that numbers stand under each other."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if _chosen["interface"]:
        font = QFont(_chosen["interface"])
    elif not _system_is_good():
        font = QFont(_SHIPPED_FAMILY)
    return _finished(font, size, weight)


def mono(size: int = tokens.SECONDARY_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of names, shapes and values."""
    font = QFont(mono_family())
    font.setStyleHint(QFont.StyleHint.Monospace)
    return _finished(font, size, weight)


def _finished(font: QFont, size: int, weight: QFont.Weight) -> QFont:
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setFeature(_TABULAR_FIGURES, 1)
    if sys.platform == "linux":
        # Full hinting distorts the letter shapes of both typefaces at these sizes.
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def _system_is_good() -> bool:
    if sys.platform != "linux":
        return True
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return system in _GOOD_ON_LINUX
