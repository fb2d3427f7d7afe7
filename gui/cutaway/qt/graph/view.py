# SPDX-License-Identifier: Apache-2.0
"""The map of one document: asks for pictures, shows them, and keeps map, tree, search and the choice together."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cutaway.description import wording
from cutaway.description.drawing import Drawing
from cutaway.description.picture import Place
from cutaway.errors import CutawayError, RequestError
from cutaway.qt.graph import export
from cutaway.qt.graph.bar import GraphBar
from cutaway.qt.graph.brought import Colors
from cutaway.qt.graph.choices import chosen_of
from cutaway.qt.graph.menu import box_menu
from cutaway.qt.graph.results import Results
from cutaway.qt.graph.saving import save_picture
from cutaway.qt.graph.scene import Scene
from cutaway.qt.graph.searching import NodeSearch
from cutaway.qt.graph.shapes import InferredShapes
from cutaway.qt.graph.surface import Surface
from cutaway.qt.graph.trails import Trails
from cutaway.qt.graph.tree import NodeTree
from cutaway.qt.views.follow import follow
from cutaway.qt.widgets.card import Line
from cutaway.qt.words import tr
from cutaway.session.documents import Document
from cutaway.session.graph_state import Bookmark, GraphState, GraphStates
from cutaway.session.jobs import Job, JobState
from cutaway.session.selection import Chosen

_TREE_WIDTH = 220


class GraphView(QWidget):
    """drawn: the first picture is there. failed: why there is none. model: what the state is kept by."""

    drawn = Signal()
    failed = Signal(object)

    def __init__(self, document: Document, states: GraphStates, model: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._document = document
        self._states = states
        self._model = model
        self.state: GraphState = states.of(model)
        self._saved = self.state
        self._job: Job[Drawing | None] | None = None
        self._finding: Job[Place | None] | None = None
        self._keep = ""
        self._then_choose = ""
        self._chosen: Chosen | None = None
        self.error: CutawayError | None = None
        self._shapes = InferredShapes(document, self)
        self.colors = Colors(document, self)
        self._build()
        self._ask(None if self.state.opened is None else list(self.state.opened))

    def show_value(self, node: Chosen) -> None:
        """Run the model and show what a node gives."""
        self._document.show_node(node.name, node.inside)

    # --- how it is built ---

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = GraphBar(self)
        column.addWidget(self.bar)
        column.addWidget(Line(self))
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        self.tree = NodeTree(splitter)
        self.tree.hide()
        self.surface = Surface(splitter)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.surface)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_TREE_WIDTH, 3 * _TREE_WIDTH])
        column.addWidget(splitter, 1)
        self.canvas = self.surface.canvas
        self.results = Results(self.bar.search, self)
        self.search = NodeSearch(self._document, self)
        self.trails = Trails(self._document, self.canvas, self)
        self._wire()

    def _wire(self) -> None:
        bar, canvas, tree = self.bar, self.canvas, self.tree
        bar.search.filtered.connect(self.search.find)
        self.search.came.connect(self.results.show_hits)
        self.search.failed.connect(self.results.say)
        self.search.ended.connect(self.results.hide)
        bar.search.returnPressed.connect(self.results.enter)
        bar.search.stepped_down.connect(self.results.focus_list)
        bar.search.left.connect(self.results.hide)
        bar.colored.connect(self._color)
        self.colors.came.connect(self._color)
        bar.turned.connect(self._turn)
        bar.traced.connect(canvas.trace)
        bar.listed.connect(tree.setVisible)
        bar.marked.connect(self._bookmark)
        bar.gone_to.connect(self._go_to)
        bar.forgotten.connect(self._forget)
        bar.exported.connect(self._export)
        bar.closed_all.connect(self._close_all)
        bar.restored.connect(self._restore)
        canvas.chosen.connect(self._choose)
        canvas.toggled.connect(self.toggle)
        canvas.menu_asked.connect(self._menu)
        canvas.joined.connect(self._join)
        canvas.let_go.connect(self._let_go)
        canvas.pressed.connect(self.results.hide)
        self.trails.came.connect(self.results.show_hits)
        self.trails.said.connect(self.results.say)
        bar.dead_asked.connect(self.trails.dead)
        tree.chosen.connect(self._choose_from_tree)
        tree.toggled.connect(self.toggle)
        self.results.chosen.connect(self._choose_hit)
        self.results.closed.connect(canvas.setFocus)
        self.surface.crumbs.chosen.connect(self._show_group)
        self.surface.cancelled.connect(self._cancel)
        self._shapes.came.connect(self._relabel)
        self._shapes.failed.connect(self.surface.say)

    # --- pictures ---

    @property
    def scene(self) -> Scene | None:
        """What is shown."""
        return self.canvas.scene

    @property
    def opened(self) -> list[str]:
        """Keys of the groups that are open."""
        return list(self.scene.picture.opened) if self.scene is not None else []

    @Slot(str)
    def toggle(self, key: str) -> None:
        """Open or close a group."""
        opened = self.opened
        if key in opened:
            opened.remove(key)
        else:
            opened.append(key)
        self._ask(opened, key)

    def _ask(self, opened: list[str] | None, keep: str = "", choose: str = "") -> None:
        """Ask for another picture. keep: the box that stays where it is; choose: the one to choose then."""
        if self._job is not None:
            self._job.cancel()
        self._keep, self._then_choose = keep, choose
        reading, source = self._document.reading, self._document.source
        self._job = job = reading.picture(source, opened, direction=self.state.direction, anchor=keep)
        self.surface.begin(tr("Laying out the graph"))
        follow(self, job.changed, self._progressed)
        if job.is_over:
            self._came(job)
        else:
            follow(self, job.finished, self._came)

    def _progressed(self, job: Job[Drawing | None]) -> None:
        if job is self._job and job.words:
            self.surface.progress(job.words)

    def _came(self, job: Job[Drawing | None]) -> None:
        if job is not self._job:
            return
        self._job = None
        self.surface.end()
        if job.state is JobState.DONE and job.result is not None:
            self._show(Scene(self._shapes.labelled(job.result)))
        elif self.scene is None or job.state is JobState.FAILED:
            self.error = job.error or RequestError(tr("This model has no graph to draw."))
            self.failed.emit(self.error)

    def _show(self, scene: Scene) -> None:
        is_first = self.scene is None
        self._offer_colors(scene)
        self.bar.show_direction(scene.picture.direction)
        self.surface.show_scene(scene, self._keep)
        self.tree.show_scene(scene)
        self.trails.mark()
        if not is_first:
            self._remember(replace(self.state, opened=tuple(scene.picture.opened)))
        if self._then_choose in scene.index:
            self._choose(scene.index[self._then_choose], and_show=True)
        else:
            self._mark(self.canvas.marks.chosen)
        self._then_choose = ""
        if is_first:
            self.drawn.emit()
        if self.isVisible():
            self._shapes.want(scene.drawing)

    @Slot()
    def _relabel(self) -> None:
        """Shapes came: boxes and wires stay where they are."""
        if self.scene is not None:
            self.scene.relabel(self._shapes.labelled(self.scene.drawing))
            self.canvas.update()

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _close_all(self) -> None:
        self._ask([])

    @Slot()
    def _restore(self) -> None:
        self._ask(None)

    @Slot(str)
    def _turn(self, direction: str) -> None:
        self._remember(replace(self.state, direction="right" if direction == "right" else "down"))
        self._ask(self.opened)

    @Slot(str)
    def _color(self, word: str) -> None:
        self._remember(replace(self.state, coloring=word))
        if self.scene is not None:
            self._offer_colors(self.scene)
            self.surface.show_colors()

    def _offer_colors(self, scene: Scene) -> None:
        rows, row = self.colors.offered(scene, self.state.coloring)
        self.bar.show_colorings(rows, row.id)
        self.canvas.color_by(row)

    # --- the choice ---

    @Slot(int)
    def _choose(self, box: int, *, and_show: bool = False) -> None:
        self._mark(box)
        scene = self.scene
        if scene is None or box < 0:
            return
        if and_show:
            self.canvas.viewpoint.reveal(box)
        self._chosen = chosen = chosen_of(scene, box)
        self.trails.note(chosen)
        self._document.selection.choose(chosen)

    @Slot(int)
    def _choose_from_tree(self, box: int) -> None:
        self._choose(box, and_show=True)

    def _mark(self, box: int) -> None:
        if self.canvas.marks.chosen != box:
            self.canvas.mark(box)
        self.tree.show_chosen(box)
        self.bar.show_bookmarks(self.state.bookmarks, can_mark=box >= 0)
        self.surface.show_path()

    def reveal(self, chosen: Chosen) -> None:
        """Show what was chosen elsewhere: a node, or a group by its key."""
        scene = self.scene
        if scene is None or chosen == self._chosen:
            return
        self._chosen = chosen
        if chosen.kind == "group":
            self._show_group(chosen.name)
            return
        box = scene.of_node(chosen.name, chosen.inside)
        if box >= 0:
            self._mark(box)
            self.canvas.viewpoint.reveal(box)
        else:
            self._find(chosen.name, chosen.inside)

    def _find(self, name: str, function: str) -> None:
        """Ask where a node is, then open the groups around it."""
        if self._finding is not None:
            self._finding.cancel()
        self._finding = job = self._document.reading.place(self._document.source, name, function)
        if job.is_over:
            self._found(job)
        else:
            follow(self, job.finished, self._found)

    def _found(self, job: Job[Place | None]) -> None:
        if job is not self._finding:
            return
        self._finding = None
        if job.result is not None:
            self._open_to(job.result.key, job.result.opened)

    def _open_to(self, key: str, around: tuple[str, ...]) -> None:
        scene = self.scene
        if scene is None:
            return
        opened = list(dict.fromkeys([*self.opened, *around]))
        if key in scene.index and set(opened) == set(self.opened):
            self._mark(scene.index[key])
            self.canvas.viewpoint.reveal(scene.index[key])
            return
        self._ask(opened, next((each for each in around if each in scene.index), ""), key)

    @Slot(str)
    def _show_group(self, key: str) -> None:
        scene = self.scene
        if scene is None:
            return
        if not key:
            self.canvas.fit()
        elif key in scene.index:
            self._choose(scene.index[key])
            self.canvas.zoom_to_chosen()

    # --- what was looked for ---

    @Slot()
    def _let_go(self) -> None:
        """Escape first puts away what is listed, then lets nothing stand out."""
        if self.results.isVisible():
            self.results.hide()
        else:
            self.trails.forget()

    @Slot(int, int)
    def _join(self, begin: int, end: int) -> None:
        if self.scene is not None:
            self.trails.between(chosen_of(self.scene, begin), chosen_of(self.scene, end))

    @Slot(str, str)
    def _choose_hit(self, name: str, function: str) -> None:
        self.results.hide()
        self._document.selection.choose(Chosen("node", name, function))
        self.reveal(Chosen("node", name, function))
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- bookmarks, menus, files ---

    @Slot()
    def _bookmark(self) -> None:
        scene, box = self.scene, self.canvas.marks.chosen
        if scene is not None and box >= 0:
            around = tuple(scene.keys[group] for group in scene.path_to(box))
            mark = Bookmark(wording.safe(scene.labels[box]), scene.keys[box], around)
            self._remember(self.state.marked(mark))
            self.bar.show_bookmarks(self.state.bookmarks, can_mark=True)

    @Slot(str)
    def _go_to(self, key: str) -> None:
        mark = next((known for known in self.state.bookmarks if known.key == key), None)
        if mark is not None and self.scene is not None:
            if key in self.scene.index:
                self._choose(self.scene.index[key], and_show=True)
            else:
                self._ask(list(dict.fromkeys([*self.opened, *mark.opened])), "", key)

    @Slot(str)
    def _forget(self, key: str) -> None:
        self._remember(self.state.unmarked(key))
        self.bar.show_bookmarks(self.state.bookmarks, can_mark=self.canvas.marks.chosen >= 0)

    @Slot(int, QPointF)
    def _menu(self, box: int, where: QPointF) -> None:
        menu = box_menu(self, box)
        menu.popup(where.toPoint())

    @Slot(bool)
    def _export(self, is_whole: bool) -> None:  # noqa: FBT001 (Qt's signal)
        sheet = self.canvas.sheet()
        if sheet is not None:
            drawn = export.whole(sheet) if is_whole else export.seen(sheet)
            problem = save_picture(self, drawn, self._document.name)
            if problem:
                self.results.say(problem)

    def _remember(self, state: GraphState) -> None:
        self.state = state

    def save_state(self) -> None:
        """Keep for the next time how the map is."""
        if self.state != self._saved:
            self._saved = self.state
            self._states.keep(self._model, self.state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.scene is not None:
            self._shapes.want(self.scene.drawing)

    def hideEvent(self, event: QHideEvent) -> None:
        self.save_state()
        super().hideEvent(event)
