# SPDX-License-Identifier: Apache-2.0
"""The one style sheet, generated from the tokens and laid over Fusion.

Widgets say what they are by the dynamic properties `role` (labels), `kind` (frames, buttons) and `mono`;
nothing else in the window carries a style sheet of its own.
"""

from __future__ import annotations

import os
from pathlib import Path
from string import Template

from cutaway.qt import icons
from cutaway.qt.tokens import (
    BODY_PX,
    CONTROL_HEIGHT,
    HEADING_PX,
    RADIUS,
    SECONDARY_PX,
    TITLE_PX,
    Colors,
)

# Pictures that only a style sheet can give to Qt's own controls.
_CONTROLS = ("chevron-down", "chevron-up", "chevron-left", "chevron-right", "check", "x")


def write_controls(folder: Path, colors: Colors) -> None:
    """Write the icons of Qt's own controls in this theme's colours into a folder that the style sheet can name.

    What is there already stays. Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {name: icons.colored(name, colors.secondary) for name in _CONTROLS}
    pictures["checked"] = icons.colored("check", colors.on_accent)
    for name, picture in pictures.items():
        file = folder / f"{name}.svg"
        if not file.exists() or file.read_bytes() != picture:
            # Another window may read it at this moment.
            part = folder / f".{name}.{os.getpid()}.svg"
            part.write_bytes(picture)
            part.replace(file)


def generate(colors: Colors, folder: Path, mono_family: str) -> str:
    """The style sheet of one theme; `folder` is where `write_controls` wrote."""
    values = {
        name: getattr(colors, name) for name in Colors.__slots__ if isinstance(getattr(colors, name), str)
    }
    values |= {
        "radius": RADIUS,
        "small_radius": RADIUS - 2,
        "body": BODY_PX,
        "small": SECONDARY_PX,
        "heading": HEADING_PX,
        "title": TITLE_PX,
        "control": CONTROL_HEIGHT - 2,  # the border is outside
        "icons": folder.as_posix(),
        "mono": mono_family,
    }
    return "".join(Template(part).substitute(values) for part in _PARTS)


_BASE = """
QWidget { font-size: ${body}px; color: $text; }
QMainWindow, QDialog { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $strong_border; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="secondary"] { font-size: ${small}px; color: $secondary; }
QLabel[role="quiet"] { color: $secondary; }
QLabel[role="figure"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="good"] { color: $good; }
*[mono="true"] { font-family: "$mono"; font-size: ${small}px; }
QFrame[kind="card"] { background: $surface; border: 1px solid $border; border-radius: ${radius}px; }
QFrame[kind="page"], QWidget[kind="page"] { background: $window; }
QWidget[kind="surface"] { background: $surface; }
QFrame[kind="line"] { background: $border; border: none; }
QFrame[kind="pageHead"] { background: $window; border: none; }
QFrame#tabStrip { background: $sunken; border: none; border-bottom: 1px solid $border; }
QFrame#toolBar { background: $window; border: none; border-bottom: 1px solid $border; }
QFrame#statusLine { background: $window; border: none; border-top: 1px solid $border; }
QFrame#jobList { border-top: 1px solid $border; }
QFrame[kind="bar"] { background: $surface; border: none; }
QFrame[kind="popup"] { background: $raised; border: 1px solid $strong_border; border-radius: ${radius}px; }
"""

_BUTTONS = """
QPushButton { background: $surface; border: 1px solid $strong_border; border-radius: ${radius}px; padding: 0 12px;
  min-height: ${control}px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $disabled; border-color: $border; background: transparent; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled { background: $sunken; border-color: $border; color: $disabled; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0 4px 0 0; }
QFrame[kind="card"] QPushButton[kind="link"] { min-height: 20px; }
QPushButton[kind="link"]:hover { background: $hover; }
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton::menu-indicator { image: url("$icons/chevron-down.svg"); width: 12px; height: 12px;
  subcontrol-origin: padding; subcontrol-position: center right; right: 8px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${radius}px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $sunken; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; background: transparent; }
QToolButton[kind="text"] { padding: 4px 22px 4px 4px; font-weight: 500; }
QToolButton[kind="row"] { padding: 8px 12px; border-radius: 0; }
QToolButton[popupMode="1"] { padding-right: 20px; }
QToolButton::menu-button { border: none; width: 18px; border-radius: ${radius}px; }
QToolButton::menu-button:hover { background: $hover; }
QToolButton::menu-arrow, QToolButton::menu-indicator {
  image: url("$icons/chevron-down.svg"); width: 12px; height: 12px; }
QToolButton[kind="text"]::menu-indicator { subcontrol-position: center right; right: 6px; }
QToolButton[kind="quietMenu"]::menu-indicator { image: none; width: 0; }
"""

_FIELDS = """
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox { background: $surface; border: 1px solid $strong_border;
  border-radius: ${radius}px; padding: 0 8px; min-height: ${control}px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit:hover, QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover { border-color: $disabled; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: $accent; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { color: $disabled;
  background: $window; border-color: $border; }
QLineEdit[kind="bare"] { border: none; background: transparent; font-size: ${heading}px; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: 24px; border: none; }
QComboBox::down-arrow { image: url("$icons/chevron-down.svg"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $strong_border; padding: 4px; outline: 0;
  selection-background-color: $selected; selection-color: $text; }
QSpinBox QLineEdit, QComboBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QSpinBox { padding: 0 20px 0 8px; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 20px; border: none;
  background: transparent; }
QSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow { image: url("$icons/chevron-up.svg"); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url("$icons/chevron-down.svg"); width: 12px; height: 12px; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator, QTableView::indicator { width: 14px; height: 14px; border: 1px solid $strong_border;
  border-radius: 3px; background: $surface; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus, QTableView::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QTableView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$icons/checked.svg"); }
QPlainTextEdit, QTextEdit { background: $surface; border: 1px solid $border; border-radius: ${radius}px; padding: 8px;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }
QPlainTextEdit[kind="code"] { background: $sunken; border-color: $border; }
"""

_VIEWS = """
QAbstractItemView { background: $surface; border: none; outline: 0; selection-background-color: $selected;
  selection-color: $text; alternate-background-color: $window; }
QTreeView::item, QTableView::item, QListView::item { padding: 0 8px; border: none; }
QTreeView::item { padding: 0 4px; height: 28px; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QTableView::item:selected, QListView::item:selected { background: $selected; color: $text; }
QTreeView::branch { background: transparent; border-image: none; image: none; }
QTreeView::branch:selected { background: $selected; }
QTreeView::branch:hover:!selected { background: $hover; }
QTreeView::branch:has-children:closed { image: url("$icons/chevron-right.svg"); }
QTreeView::branch:has-children:open { image: url("$icons/chevron-down.svg"); }
QAbstractItemView[kind="card"] { border: 1px solid $border; border-radius: ${radius}px; }
QAbstractItemView[kind="card"]:focus { border-color: $accent; }
QAbstractItemView[kind="side"] { background: $window; border: 1px solid transparent; }
QAbstractItemView[kind="side"]:focus { border-color: $accent; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $secondary; font-size: ${small}px; font-weight: 500; border: none;
  border-bottom: 1px solid $border; padding: 6px 11px; }
QTreeView QHeaderView::section { padding: 6px 7px; }
QHeaderView::section:hover { color: $text; background: $hover; }
QTableView QHeaderView::down-arrow, QTableView QHeaderView::up-arrow { image: none; width: 0; height: 0; }
QTreeView QHeaderView::down-arrow { image: url("$icons/chevron-down.svg"); width: 12px; height: 12px;
  subcontrol-position: center right; right: 4px; }
QTreeView QHeaderView::up-arrow { image: url("$icons/chevron-up.svg"); width: 12px; height: 12px;
  subcontrol-position: center right; right: 4px; }
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $border; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[kind="page"] { background: $window; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $strong_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $disabled; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

_FRAME = """
QMenuBar { background: $window; border-bottom: 1px solid $border; padding: 2px 8px; }
QMenuBar::item { padding: 4px 8px; border-radius: ${small_radius}px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: 1px solid $strong_border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 8px; border-radius: ${small_radius}px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::icon:checked { background: $selected; border: 1px solid $accent; border-radius: ${small_radius}px; }
QMenu::right-arrow { image: url("$icons/chevron-right.svg"); width: 14px; height: 14px; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
QProgressBar { background: $border; border: none; border-radius: 2px; min-height: 4px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: $secondary; border: 1px solid transparent;
  border-bottom: 2px solid transparent; padding: 7px 5px 6px 5px; margin: 0 6px; font-weight: 500; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { border-color: $accent; border-radius: ${small_radius}px; }
QTabBar[kind="documents"]::tab { background: transparent; border: 1px solid transparent; border-bottom: none;
  padding: 0 2px 0 8px; margin: 0; height: 32px; min-width: 72px; max-width: 240px;
  border-top-left-radius: ${radius}px; border-top-right-radius: ${radius}px; }
QTabBar[kind="documents"]::tab:hover { background: $hover; }
QTabBar[kind="documents"]::tab:selected { background: $surface; border-color: $border; color: $text; }
QTabBar[kind="documents"]::tab:selected:focus { border-color: $accent; }
QTabBar[kind="segments"]::tab { background: $surface; border: 1px solid $strong_border; border-left: none;
  padding: 5px 12px; margin: 0; }
QTabBar[kind="segments"]::tab:hover { background: $hover; }
QTabBar[kind="segments"]::tab:first { border-left: 1px solid $strong_border; border-top-left-radius: ${radius}px;
  border-bottom-left-radius: ${radius}px; }
QTabBar[kind="segments"]::tab:last { border-top-right-radius: ${radius}px; border-bottom-right-radius: ${radius}px; }
QTabBar[kind="segments"]::tab:only-one { border-left: 1px solid $strong_border; border-radius: ${radius}px; }
QTabBar[kind="segments"]::tab:selected { background: $selected; color: $text; }
QTabBar[kind="segments"]::tab:selected:focus { border: 1px solid $accent; }
QTabBar::scroller { width: 28px; }
QTabBar::tear { width: 0; border: none; image: none; }
QTabBar QToolButton { background: $sunken; border: none; border-radius: 0; padding: 0; }
QTabBar QToolButton:hover { background: $hover; }
QTabBar QToolButton::left-arrow { image: url("$icons/chevron-left.svg"); width: 16px; height: 16px; }
QTabBar QToolButton::right-arrow { image: url("$icons/chevron-right.svg"); width: 16px; height: 16px; }
QTabBar QToolButton#closeTab { background: transparent; border-radius: ${small_radius}px; padding: 3px; }
QTabBar QToolButton#closeTab:hover { background: $border; }
"""

_PARTS = (_BASE, _BUTTONS, _FIELDS, _VIEWS, _FRAME)
