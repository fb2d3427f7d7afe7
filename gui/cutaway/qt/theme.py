# SPDX-License-Identifier: Apache-2.0
"""Light, dark, or what the system says: sets Qt's palette and style sheet, and follows the system while running."""

from __future__ import annotations

import tempfile
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from cutaway import paths
from cutaway.qt import fonts, style_sheet
from cutaway.qt.tokens import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Colors
from cutaway.session.settings import Settings

Choice: TypeAlias = Literal["system", "light", "dark"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
Contrast: TypeAlias = Literal["system", "normal", "high"]
CONTRASTS: tuple[Contrast, ...] = get_args(Contrast)
_COLORS = {"light": LIGHT, "dark": DARK, "light-high": HIGH_LIGHT, "dark-high": HIGH_DARK}

_SCHEMES: dict[Choice, Qt.ColorScheme] = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """The theme of the application. changed: other colours are in force; widgets that paint are repainted by Qt.

    folder: where the pictures lie that a style sheet can only name; the user's cache where none is told.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: Choice = "system", folder: Path | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._folder = folder or paths.cache_folder() / "theme"
        self._choice: Choice = choice
        self._contrast: Contrast = "system"
        self._is_system_dark = False
        self._colors: Colors | None = None
        app.setStyle("Fusion")
        fonts.load()
        app.setFont(fonts.interface())
        # WORKAROUND PySide6 6.11 takes the inner object for deleted as soon as the outer one has no name.
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._follow)
        self._accessibility = self._hints.accessibility()
        self._accessibility.contrastPreferenceChanged.connect(self._follow_contrast)
        self._is_system_high = _is_high(self._accessibility.contrastPreference())
        self.choose(choice)

    @property
    def choice(self) -> Choice:
        """What the user wants."""
        return self._choice

    @property
    def colors(self) -> Colors:
        """The colours in force."""
        return self._colors or LIGHT

    def choose(self, choice: Choice) -> None:
        """Take the user's wish; the system's own window frame follows where it can."""
        self._choice = choice
        hints = self._app.styleHints()
        hints.setColorScheme(_SCHEMES[choice])
        self._is_system_dark = hints.colorScheme() is Qt.ColorScheme.Dark
        self._apply()

    def take(self, settings: Settings) -> None:
        """Look as the settings say: appearance, contrast, fonts."""
        chosen, contrast = settings.text("theme"), settings.text("contrast")
        self._contrast = next((known for known in CONTRASTS if known == contrast), "system")
        if fonts.choose(settings.text("interface_font"), settings.text("mono_font")):
            self._app.setFont(fonts.interface())
            self._colors = None
        self.choose(next((known for known in CHOICES if known == chosen), "system"))

    def close(self) -> None:
        """Remove what was written for this process alone."""
        if "_own_folder" in self.__dict__:
            self._own_folder.cleanup()

    @Slot(Qt.ColorScheme)
    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self._is_system_dark = scheme is Qt.ColorScheme.Dark
        self._apply()

    @Slot(Qt.ContrastPreference)
    def _follow_contrast(self, preference: Qt.ContrastPreference) -> None:
        self._is_system_high = _is_high(preference)
        self._apply()

    def _apply(self) -> None:
        is_dark = self._choice == "dark" or (self._choice == "system" and self._is_system_dark)
        is_high = self._contrast == "high" or (self._contrast == "system" and self._is_system_high)
        name = ("dark" if is_dark else "light") + ("-high" if is_high else "")
        colors = _COLORS[name]
        if colors is self._colors:
            return
        self._colors = colors
        folder = self._written(name, colors)
        self._app.setPalette(palette(colors))
        self._app.setStyleSheet(style_sheet.generate(colors, folder, fonts.mono_family()))
        self.changed.emit()

    def _written(self, name: str, colors: Colors) -> Path:
        """The folder of this theme's pictures, the same for every start; one's own where the cache is read-only."""
        try:
            style_sheet.write_controls(self._folder / name, colors)
        except OSError:
            folder = Path(self._own_folder.name) / name
            style_sheet.write_controls(folder, colors)
            return folder
        return self._folder / name

    @cached_property
    def _own_folder(self) -> tempfile.TemporaryDirectory[str]:
        return tempfile.TemporaryDirectory(prefix="cutaway-theme-")


def _is_high(preference: Qt.ContrastPreference) -> bool:
    return preference is Qt.ContrastPreference.HighContrast


def palette(colors: Colors) -> QPalette:
    """Qt's palette in these colours, for everything that the style sheet does not name."""
    role = QPalette.ColorRole
    made = QPalette()
    for place, color in {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.window,
        role.ToolTipBase: colors.raised,
        role.ToolTipText: colors.text,
        role.Text: colors.text,
        role.PlaceholderText: colors.secondary,
        role.Button: colors.surface,
        role.ButtonText: colors.text,
        role.BrightText: colors.on_accent,
        role.Highlight: colors.selected,
        role.HighlightedText: colors.text,
        role.Accent: colors.accent,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.Light: colors.raised,
        role.Midlight: colors.hover,
        role.Mid: colors.border,
        role.Dark: colors.strong_border,
        role.Shadow: colors.sunken,
    }.items():
        made.setColor(place, QColor(color))
    for place in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, place, QColor(colors.disabled))
    return made
