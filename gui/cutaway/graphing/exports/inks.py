# SPDX-License-Identifier: Apache-2.0
"""Colours of pictures that are written without the window; they follow its own in `cutaway.qt.tokens`."""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.description.picture import OP_KINDS


@dataclass(frozen=True, slots=True)
class Inks:
    """kinds: text, fill and line of a box of each kind of OP_KINDS, as `#RRGGBB`."""

    ground: str
    inside: str
    border: str
    text: str
    secondary: str
    wire: str
    control: str
    kinds: tuple[tuple[str, str, str], ...]


_HUES = {
    "convolution": (("#025DA1", "#E4F0FD", "#2F8ADC"), ("#9DCCFE", "#19324B", "#59AAF8")),
    "activation": (("#9A3130", "#FDE9E7", "#D15C56"), ("#FFB0A9", "#482422", "#F07F77")),
    "normalisation": (("#5E47A1", "#EEECFD", "#8972D8"), ("#C8BDFE", "#312B4A", "#A793F4")),
    "reduction": (("#056965", "#D9F5F3", "#079A94"), ("#64DED7", "#043836", "#03BDB6")),
    "shape": (("#705800", "#F6EED8", "#A48203"), ("#E3C470", "#3B2F0A", "#C7A01E")),
    "arithmetic": (("#106E20", "#E3F4E2", "#409D48"), ("#99DB9B", "#1D381E", "#67BB6B")),
    "control": (("#8E336C", "#FEE7F3", "#C35C9B"), ("#FBAAD8", "#442437", "#E17EB9")),
    "state": (("#8B4501", "#FDEADE", "#C9690C"), ("#FDB584", "#452813", "#E78A45")),
    "other": (("#4B5463", "#ECEFF3", "#848D9C"), ("#C3C9D4", "#31363F", "#8B94A3")),
}

LIGHT = Inks(
    "#FFFFFF",
    "#F6F7F9",
    "#C6CDD8",
    "#1B1F27",
    "#5A6372",
    "#848D9C",
    "#C6CDD8",
    tuple(_HUES[kind][0] for kind in OP_KINDS),
)
DARK = Inks(
    "#1E2127",
    "#16181D",
    "#4A5162",
    "#E8EAEE",
    "#A3ABBA",
    "#8B94A3",
    "#4A5162",
    tuple(_HUES[kind][1] for kind in OP_KINDS),
)
