# SPDX-License-Identifier: Apache-2.0
"""The colours that the map is drawn with, made of a theme once."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from cutaway.qt.tokens import Colors, Hue


@dataclass(frozen=True, slots=True)
class Paint:
    """How a box is filled, what its stripe and its block far out are, and its border."""

    fill: QColor
    solid: QColor
    line: QColor
    words: QColor


@dataclass(frozen=True, slots=True)
class Ink:
    """Every colour of the map in one theme. frames: grounds of open groups, by depth in turn."""

    ground: QColor
    frames: tuple[QColor, QColor]
    frame_line: QColor
    text: QColor
    secondary: QColor
    wire: QColor
    control: QColor
    accent: QColor
    entering: QColor
    leaving: QColor
    badge: QColor
    badge_line: QColor
    found: QColor
    label: QColor
    hues: dict[Hue, Paint]
    is_dark: bool


def ink_of(colors: Colors) -> Ink:
    """The map's colours for a theme."""
    return Ink(
        ground=QColor(colors.window),
        frames=(QColor(colors.surface), QColor(colors.window)),
        frame_line=QColor(colors.strong_border),
        text=QColor(colors.text),
        secondary=QColor(colors.secondary),
        wire=mixed(QColor(colors.secondary), QColor(colors.surface), 0.62),
        control=QColor(colors.strong_border),
        accent=QColor(colors.accent),
        entering=QColor(colors.tones["blue"].solid),
        leaving=QColor(colors.tones["orange"].solid),
        badge=QColor(colors.raised),
        badge_line=QColor(colors.strong_border),
        found=QColor(colors.warning),
        label=_clear(QColor(colors.surface), 0.82),
        hues={
            hue: paint(QColor(tone.fill), QColor(tone.solid), colors) for hue, tone in colors.tones.items()
        },
        is_dark=colors.is_dark,
    )


def paint(fill: QColor, solid: QColor, colors: Colors) -> Paint:
    """A box in these two strengths of one hue."""
    return Paint(fill, solid, mixed(solid, fill, 0.55), QColor(colors.text))


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of one colour and the rest of the other."""
    rest = 1 - share
    return QColor(
        round(one.red() * share + other.red() * rest),
        round(one.green() * share + other.green() * rest),
        round(one.blue() * share + other.blue() * rest),
    )


def _clear(color: QColor, alpha: float) -> QColor:
    made = QColor(color)
    made.setAlphaF(alpha)
    return made
