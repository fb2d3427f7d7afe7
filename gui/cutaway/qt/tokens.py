# SPDX-License-Identifier: Apache-2.0
"""The measures and colours that everything in the window is drawn with; no other module spells a colour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from PySide6.QtGui import QPalette

from cutaway.description.findings import Severity

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8 = 4, 8, 12, 16, 24, 32
RADIUS = 6
ICON_SMALL, ICON_LARGE = 16, 20
SECONDARY_PX, BODY_PX, HEADING_PX, TITLE_PX = 12, 13, 15, 20
ROW_HEIGHT = 30
CONTROL_HEIGHT = 30

Hue: TypeAlias = Literal["red", "orange", "yellow", "green", "teal", "blue", "violet", "pink", "grey"]


@dataclass(frozen=True, slots=True)
class Tone:
    """One hue in three strengths: text on its fill, the fill, and a solid for bars, ports and lines."""

    text: str
    fill: str
    solid: str


@dataclass(frozen=True, slots=True)
class Tint:
    """A card that speaks: its mark (icon, bar), its ground and its border."""

    mark: str
    ground: str
    line: str


@dataclass(frozen=True, slots=True)
class Colors:
    """Every colour of one theme, as `#RRGGBB`."""

    is_dark: bool
    window: str
    surface: str
    raised: str
    sunken: str
    text: str
    secondary: str
    disabled: str
    border: str
    strong_border: str
    hover: str
    selected: str
    accent: str
    accent_hover: str
    on_accent: str
    good: str
    warning: str
    danger: str
    info_tint: Tint
    warning_tint: Tint
    danger_tint: Tint
    tones: dict[Hue, Tone]

    def tint(self, severity: Severity) -> Tint:
        """The tint of a finding or a notice."""
        return {"info": self.info_tint, "warning": self.warning_tint, "danger": self.danger_tint}[severity]

    def named(self, name: str) -> str:
        """The plain colour of that field, for what is told by name (an icon's colour)."""
        found: str = getattr(self, name)
        return found


_DARKER: dict[Hue, str] = {
    "red": "#8F2220",
    "orange": "#7A3B00",
    "yellow": "#5F4A00",
    "green": "#0B5A19",
    "teal": "#045652",
    "blue": "#024C85",
    "violet": "#4B3591",
    "pink": "#7D275D",
    "grey": "#3B4351",
}
"""The hues of high contrast on white."""

# Hues of equal lightness: OKLCH with L 0.47 on 0.95 (solid 0.62) in light, 0.83 on 0.31 (solid 0.72) in dark.
LIGHT = Colors(
    is_dark=False,
    window="#F6F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#EDF0F4",
    text="#1B1F27",
    secondary="#5A6372",
    disabled="#9AA3B2",
    border="#E1E5EB",
    strong_border="#C6CDD8",
    hover="#EEF2F7",
    selected="#DCE8FD",
    accent="#2563EB",
    accent_hover="#1D4FD7",
    on_accent="#FFFFFF",
    good="#15803D",
    warning="#B45309",
    danger="#B91C1C",
    info_tint=Tint("#2563EB", "#EEF4FD", "#C4D8FD"),
    warning_tint=Tint("#B45309", "#FCF2E4", "#EFD3AC"),
    danger_tint=Tint("#B91C1C", "#FDF0EF", "#FDC9C4"),
    tones={
        "red": Tone("#9A3130", "#FDE9E7", "#D15C56"),
        "orange": Tone("#8B4501", "#FDEADE", "#C9690C"),
        "yellow": Tone("#705800", "#F6EED8", "#A48203"),
        "green": Tone("#106E20", "#E3F4E2", "#409D48"),
        "teal": Tone("#056965", "#D9F5F3", "#079A94"),
        "blue": Tone("#025DA1", "#E4F0FD", "#2F8ADC"),
        "violet": Tone("#5E47A1", "#EEECFD", "#8972D8"),
        "pink": Tone("#8E336C", "#FEE7F3", "#C35C9B"),
        "grey": Tone("#4B5463", "#ECEFF3", "#848D9C"),
    },
)

DARK = Colors(
    is_dark=True,
    window="#16181D",
    surface="#1E2127",
    raised="#262A32",
    sunken="#121418",
    text="#E8EAEE",
    secondary="#A3ABBA",
    disabled="#656E7D",
    border="#323743",
    strong_border="#4A5162",
    hover="#2B303A",
    selected="#22385F",
    accent="#60A5FA",
    accent_hover="#93C5FD",
    on_accent="#0B1220",
    good="#4ADE80",
    warning="#FBBF24",
    danger="#F87171",
    info_tint=Tint("#60A5FA", "#1C2536", "#33476D"),
    warning_tint=Tint("#FBBF24", "#2F2311", "#5E4216"),
    danger_tint=Tint("#F87171", "#341E1D", "#683834"),
    tones={
        "red": Tone("#FFB0A9", "#482422", "#F07F77"),
        "orange": Tone("#FDB584", "#452813", "#E78A45"),
        "yellow": Tone("#E3C470", "#3B2F0A", "#C7A01E"),
        "green": Tone("#99DB9B", "#1D381E", "#67BB6B"),
        "teal": Tone("#64DED7", "#043836", "#03BDB6"),
        "blue": Tone("#9DCCFE", "#19324B", "#59AAF8"),
        "violet": Tone("#C8BDFE", "#312B4A", "#A793F4"),
        "pink": Tone("#FBAAD8", "#442437", "#E17EB9"),
        "grey": Tone("#C3C9D4", "#31363F", "#8B94A3"),
    },
)

# WCAG 2.2, contrast (enhanced): text at 7 to 1 on every ground, borders and marks at 4.5 to 1.
HIGH_LIGHT = replace(
    LIGHT,
    window="#FFFFFF",
    sunken="#F0F0F0",
    text="#000000",
    secondary="#262626",
    disabled="#595959",
    border="#595959",
    strong_border="#000000",
    hover="#E0E7FF",
    selected="#C7D8FF",
    accent="#0B3BB3",
    accent_hover="#072B85",
    good="#0B4F24",
    warning="#6B3200",
    danger="#8B0000",
    info_tint=Tint("#0B3BB3", "#FFFFFF", "#0B3BB3"),
    warning_tint=Tint("#6B3200", "#FFFFFF", "#6B3200"),
    danger_tint=Tint("#8B0000", "#FFFFFF", "#8B0000"),
    tones={hue: Tone("#000000", tone.fill, _DARKER[hue]) for hue, tone in LIGHT.tones.items()},
)

HIGH_DARK = replace(
    DARK,
    window="#000000",
    surface="#000000",
    raised="#0A0A0A",
    sunken="#141414",
    text="#FFFFFF",
    secondary="#E5E5E5",
    disabled="#A3A3A3",
    border="#A3A3A3",
    strong_border="#FFFFFF",
    hover="#1F2A44",
    selected="#1D3F8A",
    accent="#9CC9FF",
    accent_hover="#C9E1FF",
    on_accent="#000000",
    good="#7CF5A5",
    warning="#FFD54A",
    danger="#FF9A9A",
    info_tint=Tint("#9CC9FF", "#000000", "#9CC9FF"),
    warning_tint=Tint("#FFD54A", "#000000", "#FFD54A"),
    danger_tint=Tint("#FF9A9A", "#000000", "#FF9A9A"),
    tones={hue: Tone("#FFFFFF", tone.fill, tone.text) for hue, tone in DARK.tones.items()},
)

_BY_WINDOW = {colors.window: colors for colors in (LIGHT, DARK, HIGH_LIGHT, HIGH_DARK)}
_HALF_LIGHTNESS = 128

_DTYPE_HUES: tuple[tuple[tuple[str, ...], Hue], ...] = (
    (("bfloat", "float"), "blue"),
    (("uint",), "teal"),
    (("int",), "green"),
    (("quint", "qint"), "orange"),
    (("bool",), "violet"),
    (("string",), "yellow"),
    (("complex",), "pink"),
)

_FORMAT_HUES: dict[str, Hue] = {
    "saved_model": "orange",
    "keras_archive": "red",
    "keras_h5": "pink",
    "frozen_graph": "blue",
    "meta_graph": "violet",
    "checkpoint": "yellow",
    "tflite": "green",
}

OP_KIND_HUES: dict[str, Hue] = {
    "convolution": "blue",
    "activation": "red",
    "normalisation": "violet",
    "reduction": "teal",
    "shape": "yellow",
    "arithmetic": "green",
    "control": "pink",
    "state": "orange",
    "other": "grey",
}


def colors_of(palette: QPalette) -> Colors:
    """The colours of the theme that a widget's palette belongs to, for everything that paints itself."""
    ground = palette.color(QPalette.ColorRole.Window)
    found = _BY_WINDOW.get(ground.name().upper())
    return found or (DARK if ground.lightness() < _HALF_LIGHTNESS else LIGHT)


def dtype_hue(dtype: str) -> Hue:
    """The hue of an element type, the same wherever it is named; grey for handles and what is unknown."""
    for beginnings, hue in _DTYPE_HUES:
        if dtype.startswith(beginnings):
            return hue
    return "grey"


def format_hue(model_format: str) -> Hue:
    """The hue of a format by the contract's word; grey for one that is not known."""
    return _FORMAT_HUES.get(model_format, "grey")
