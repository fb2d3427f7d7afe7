# SPDX-License-Identifier: Apache-2.0
"""The menu of a box on the map."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from cutaway.description import wording
from cutaway.description.picture import FOLDED, NODE, OPEN
from cutaway.qt import icons
from cutaway.qt.graph.choices import chosen_of
from cutaway.qt.words import tr

if TYPE_CHECKING:
    from cutaway.qt.graph.view import GraphView
    from cutaway.session.selection import Chosen

_LONGEST = 32


def box_menu(view: GraphView, box: int) -> QMenu:
    """What can be done with a box; with the map where there is none (−1)."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    scene, canvas = view.scene, view.canvas
    if scene is not None and box >= 0:
        key, form = scene.keys[box], scene.forms[box]
        if form != NODE:
            words = tr("Close") if form == OPEN else tr("Open")
            menu.addAction(icons.icon("boxes"), words).triggered.connect(partial(view.toggle, key))
        around = scene.parents[box]
        if around >= 0 and form in {NODE, FOLDED}:
            close = menu.addAction(tr("Close the group around it"))
            close.triggered.connect(partial(view.toggle, scene.keys[around]))
        menu.addAction(icons.icon("eye"), tr("Zoom to it")).triggered.connect(canvas.zoom_to_chosen)
        menu.addAction(icons.icon("bookmark"), tr("Bookmark it")).triggered.connect(view.bar.marked)
        name = scene.drawing.names[box] or key.rstrip("/")
        menu.addAction(icons.icon("copy"), tr("Copy name")).triggered.connect(partial(_copy, name))
        menu.addSeparator()
        if form == NODE:
            value = menu.addAction(icons.icon("play"), tr("Show value"))
            value.triggered.connect(partial(view.show_value, chosen_of(scene, box)))
            _add_walks(menu, view, chosen_of(scene, box))
            menu.addSeparator()
    if view.trails.is_shown:
        menu.addAction(icons.icon("x"), tr("Stop highlighting")).triggered.connect(view.trails.forget)
    trace = menu.addAction(icons.icon("route"), tr("Show what feeds and follows"))
    trace.setCheckable(True)
    trace.setChecked(view.bar.trace.isChecked())
    trace.toggled.connect(view.bar.trace.setChecked)
    menu.addAction(icons.icon("maximize"), tr("Show all")).triggered.connect(canvas.fit)
    return menu


def _add_walks(menu: QMenu, view: GraphView, chosen: Chosen) -> None:
    """Ways to a node from the one chosen before it, and all that feeds or follows it."""
    trails = view.trails
    begin = trails.begin
    if begin is not None and begin != chosen:
        words = wording.name(begin.name, _LONGEST).replace("&", "&&")
        ways = menu.addAction(icons.icon("route"), tr("Find ways from {words}", words=words))
        ways.triggered.connect(partial(trails.between, begin, chosen))
    menu.addAction(tr("Begin ways here")).triggered.connect(partial(trails.start, chosen))
    feeds = menu.addAction(tr("List all that feeds it"))
    feeds.triggered.connect(partial(trails.reach, chosen, back=True))
    follows = menu.addAction(tr("List all that follows it"))
    follows.triggered.connect(partial(trails.reach, chosen, back=False))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
