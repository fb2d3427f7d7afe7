# SPDX-License-Identifier: Apache-2.0
"""Colours that can be read, in both themes, and a theme that follows the system."""

import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontDatabase, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cutaway import paths
from cutaway.description import dtypes
from cutaway.qt import fonts, icons, style_sheet, theme, tokens
from cutaway.qt.actions import ACTIONS
from cutaway.qt.tokens import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Colors

LEAST = 4.5
ALL = {"light": LIGHT, "dark": DARK, "high-light": HIGH_LIGHT, "high-dark": HIGH_DARK}
THEMES = pytest.mark.parametrize("colors", ALL.values(), ids=ALL.keys())
QT_FOLDER = Path(icons.__file__).parent


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@THEMES
def test_text_can_be_read_on_every_ground(colors: Colors) -> None:
    grounds = (colors.window, colors.surface, colors.raised, colors.sunken, colors.hover, colors.selected)
    for text, ground in itertools.product((colors.text,), grounds):
        assert contrast(text, ground) >= LEAST, (text, ground)
    for ground in (colors.window, colors.surface, colors.raised, colors.sunken, colors.hover):
        assert contrast(colors.secondary, ground) >= LEAST, ground


@THEMES
def test_coloured_text_can_be_read_where_it_stands(colors: Colors) -> None:
    for text in (colors.accent, colors.good, colors.warning, colors.danger):
        for ground in (colors.window, colors.surface):
            assert contrast(text, ground) >= LEAST, (text, ground)
    assert contrast(colors.on_accent, colors.accent) >= LEAST
    assert contrast(colors.on_accent, colors.accent_hover) >= LEAST


@THEMES
def test_words_of_a_button_that_does_not_work_are_seen(colors: Colors, tmp_path: Path) -> None:
    sheet = style_sheet.generate(colors, tmp_path, "mono")
    (rule,) = re.findall(r'QPushButton\[kind="primary"\]:disabled \{(.*)\}', sheet)
    ground, words = re.findall(r"(?:background|[^-]color): (#\w+)", rule)
    least = LEAST if colors in (HIGH_LIGHT, HIGH_DARK) else 2  # WCAG asks nothing of what does not work
    assert contrast(ground, words) >= least


@THEMES
def test_cards_that_speak_can_be_read(colors: Colors) -> None:
    for tint in (colors.info_tint, colors.warning_tint, colors.danger_tint):
        assert contrast(colors.text, tint.ground) >= LEAST
        assert contrast(colors.secondary, tint.ground) >= LEAST
        assert contrast(tint.mark, tint.ground) >= 3, "a mark is a picture, for which WCAG asks 3"


@THEMES
def test_tags_can_be_read(colors: Colors) -> None:
    for hue, tone in colors.tones.items():
        assert contrast(tone.text, tone.fill) >= LEAST, hue
        assert contrast(tone.solid, colors.surface) >= 2.2, hue


@THEMES
def test_hues_of_op_kinds_are_equally_light(colors: Colors) -> None:
    lights = [luminance(colors.tones[hue].solid) for hue in set(tokens.OP_KIND_HUES.values()) - {"grey"}]
    assert len(lights) == 8
    assert max(lights) / min(lights) < 1.5


def test_every_dtype_has_one_hue_and_its_family_shares_it() -> None:
    hues = {name: tokens.dtype_hue(name) for name in dtypes.TENSORFLOW.values()}
    assert hues["float32"] == hues["bfloat16"] == hues["float8_e5m2"] == "blue"
    assert (
        len({hues[name] for name in ("float32", "int32", "uint8", "qint8", "bool", "string", "complex64")})
        == 7
    )
    assert hues["resource"] == "grey"


def test_colours_are_spelled_in_one_module_only() -> None:
    spelled = re.compile(r"#[0-9A-Fa-f]{6}\b|(?<![.\w])rgba?\(")
    for file in QT_FOLDER.rglob("*.py"):
        if file.name != "tokens.py":
            assert not spelled.search(file.read_text(encoding="utf-8")), f"{file.name} spells a colour"


@THEMES
def test_a_palette_tells_its_theme(colors: Colors) -> None:
    assert tokens.colors_of(theme.palette(colors)) is colors


def test_the_choice_is_in_force_at_once(themed: theme.Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(themed.changed):
        themed.choose("dark")
    assert tokens.colors_of(qapp.palette()) is DARK
    assert DARK.window in qapp.styleSheet()
    themed.choose("light")
    assert tokens.colors_of(qapp.palette()) is LIGHT


def test_it_follows_the_system_while_running(themed: theme.Theme, qapp: QApplication) -> None:
    themed.choose("system")
    system = qapp.styleHints().colorSchemeChanged
    system.emit(Qt.ColorScheme.Dark)
    assert themed.colors is DARK
    system.emit(Qt.ColorScheme.Light)
    assert themed.colors is LIGHT


def test_it_follows_the_systems_contrast_while_running(themed: theme.Theme, qapp: QApplication) -> None:
    hints = qapp.styleHints()
    system = hints.accessibility().contrastPreferenceChanged
    system.emit(Qt.ContrastPreference.HighContrast)
    assert themed.colors is HIGH_LIGHT
    system.emit(Qt.ContrastPreference.NoPreference)
    assert themed.colors is LIGHT


@pytest.mark.parametrize("colors", [HIGH_LIGHT, HIGH_DARK], ids=["light", "dark"])
def test_high_contrast_is_high(colors: Colors) -> None:
    """WCAG 2.2, enhanced: 7 to 1 for text; 4.5 to 1 for the lines that show what one can use."""
    for ground in (colors.window, colors.surface, colors.raised, colors.sunken, colors.hover):
        for text in (colors.text, colors.secondary):
            assert contrast(text, ground) >= 7, (text, ground)
    for mark in (colors.accent, colors.good, colors.warning, colors.danger):
        assert contrast(mark, colors.surface) >= 7, mark
    for line in (colors.border, colors.strong_border, *(tone.solid for tone in colors.tones.values())):
        assert contrast(line, colors.surface) >= LEAST, line
    for tone in colors.tones.values():
        assert contrast(tone.text, tone.fill) >= 7, tone


def test_a_theme_that_was_chosen_stays_whatever_the_system_does(
    themed: theme.Theme, qapp: QApplication
) -> None:
    themed.choose("light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert themed.colors is LIGHT


@THEMES
def test_the_style_sheet_has_no_gap(colors: Colors, tmp_path: Path) -> None:
    style_sheet.write_controls(tmp_path, colors)
    text = style_sheet.generate(colors, tmp_path, fonts.MONO_FAMILY)
    assert "$" not in text
    for picture in re.findall(r'url\("([^"]+)"\)', text):
        assert Path(picture).is_file(), picture


def test_shipped_typefaces_are_there_and_small(themed: theme.Theme) -> None:
    assert fonts.MONO_FAMILY in QFontDatabase.families()
    folder = paths.resource("fonts")
    assert sum(file.stat().st_size for file in folder.iterdir()) < 3_000_000
    assert {"OFL-Inter.txt", "OFL-JetBrainsMono.txt"} <= {file.name for file in folder.iterdir()}


def test_figures_of_the_interface_font_stand_under_each_other(themed: theme.Theme, qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setFont(fonts.interface())
    metrics = label.fontMetrics()
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_icons_are_drawn_in_the_colour_of_the_theme(themed: theme.Theme) -> None:
    light = icons.icon("box").pixmap(16, 16).toImage()
    themed.choose("dark")
    dark = icons.icon("box").pixmap(16, 16).toImage()
    assert _inked(light)
    assert _inked(dark)
    assert light != dark


def test_an_icon_that_has_no_room_is_not_drawn(themed: theme.Theme) -> None:
    ground = QPixmap(8, 8)
    painter = QPainter(ground)
    icons.paint(painter, QRect(0, 0, 8, -3), "copy", themed.colors.text)
    painter.end()
    assert icons.pixmap("copy", themed.colors.text, 0).isNull()


def test_every_icon_that_the_source_names_ships() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in QT_FOLDER.rglob("*.py"))
    shipped = {file.stem for file in paths.resource("icons/lucide").glob("*.svg")}
    called = re.findall(r'(?:icons\.icon|IconDisc|EmptyState|IconButton)\(\s*"([a-z0-9-]+)"', sources)
    named = (
        set(called)
        | set(re.findall(r'icon="([a-z0-9-]+)"', sources))
        | {row.icon for row in ACTIONS if row.icon}
    )
    assert named <= shipped, named - shipped


def test_every_icon_that_ships_is_named_by_the_source() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in QT_FOLDER.rglob("*.py"))
    shipped = {file.stem for file in paths.resource("icons/lucide").glob("*.svg")}
    unused = {name for name in shipped if f'"{name}"' not in sources}
    assert not unused


def _inked(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height())
    )
