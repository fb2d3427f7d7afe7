# SPDX-License-Identifier: Apache-2.0
"""A picture of the real window on a real model, also where there is no display: `python -m cutaway.qt.preview`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.description import wording
from cutaway.description.model import ModelDescription
from cutaway.session.documents import Document, DocumentState
from cutaway.session.selection import Chosen, Kind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cutaway.qt.main_window import MainWindow

_PATIENCE_SECONDS = 120.0
_SETTLE_SECONDS = 0.4
_KINDS: tuple[Kind, ...] = (
    "signature",
    "variable",
    "constant",
    "layer",
    "asset",
    "input",
    "output",
    "table",
    "function",
    "node",
    "group",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the picture is to show. page: id of a page; chosen: what is chosen in the model.

    run: what of a run is shown after the model was run (`outputs`, `time`, …); inputs: sources by name; taps: tensors
    inside. edits: a file of edits that the studio takes; panel: what it shows below the picture; save: where to.
    steps: how far the wizard goes on from its first page. other: what it is compared with; part: of the comparison.
    """

    model: str
    picture: Path
    size: tuple[int, int]
    theme: str
    page: str
    chosen: Chosen | None
    run: str = ""
    inputs: tuple[str, ...] = ()
    taps: tuple[str, ...] = ()
    edits: str = ""
    panel: str = ""
    save: str = ""
    steps: int = 0
    other: str = ""
    part: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the picture and say what the model is; 1 where the model could not be shown."""
    wish = _parse(arguments)
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="cutaway-preview-") as folder:
        document = take(wish, Path(folder))
    if document.error is not None:
        sys.stderr.write(f"{wording.safe(document.error.message)}\n{wording.safe(document.error.hint)}\n")
    if document.description is not None:
        sys.stdout.write("\n".join(_told(document.description)) + "\n")
    sys.stdout.write(f"Picture: {wish.picture}\n")
    return 0 if document.description is not None else 1


def take(wish: Wish, folder: Path) -> Document:
    """Open the window on the model, wait until all is shown, save the picture. folder: for settings of its own."""
    from cutaway.qt import app, guard

    hook = guard.install()
    application, window = app.create([sys.argv[0]], folder)
    window.choose_theme(wish.theme)
    window.resize(*wish.size)
    window.show()
    window.open_paths([wish.model])
    page = window.workspace.current
    if page is None:
        message = f"{wish.model} was not opened"
        raise ValueError(message)
    document = page.document
    _wait(application.processEvents, lambda: document.state is not DocumentState.LOADING)
    if wish.page:
        page.show_page(wish.page)
    if wish.chosen is not None:
        document.selection.choose(wish.chosen)
        if wish.page:
            page.show_page(wish.page)
    application.processEvents()
    if wish.run and not wish.other:
        _run(page, wish, application.processEvents)
    if wish.edits or wish.panel or wish.save:
        _edit(page, wish, application.processEvents)
    if wish.other:
        _compare(window, page, wish, application.processEvents)
    for _ in range(2):  # what has come may ask for more: statistics of the rows that are shown
        _wait(application.processEvents, lambda: not window.is_busy)
        _settle(application.processEvents)
    wish.picture.parent.mkdir(parents=True, exist_ok=True)
    shown: QWidget = _wizard(window, wish, application.processEvents) if wish.page == "convert" else window
    if not shown.grab().save(str(wish.picture)):
        message = f"{wish.picture} could not be written"
        raise OSError(message)
    window.close()
    guard.remove(hook)
    return document


def _run(page: QWidget, wish: Wish, turn: Callable[[], object]) -> None:
    """Run the model as wished, twice, so that the time is not that of loading it; consent is taken as given."""
    from cutaway.description.running import InputChoice
    from cutaway.qt.run.page import RunPage

    found = page.findChild(RunPage)
    view = found.view if found is not None else None
    if view is None:
        return
    desk = view.desk
    plan = replace(desk.plan, taps=wish.taps, repeat=20, profile=wish.run == "time")
    for told in wish.inputs:
        name, _, source = told.partition("=")
        plan = plan.fed(name, InputChoice(source))
    desk.change(plan)
    _settle(turn)
    for _ in range(2):
        desk.run()
        _wait(turn, lambda: not desk.is_running)
    view.results.show_title(wish.run.capitalize())
    _settle(turn)


def _edit(page: QWidget, wish: Wish, turn: Callable[[], object]) -> None:
    """Edit the model as wished and save it; consent is taken as given."""
    from cutaway.qt.run.trust_dialog import TrustDialog
    from cutaway.qt.studio.page import StudioPage

    found = page.findChild(StudioPage)
    view = found.view if found is not None else None
    if view is None:
        return
    if wish.edits:
        view.take_edits(wish.edits)
    _settle(turn)
    _wait(turn, lambda: not view.desk.is_checking)
    if wish.save:
        view.saving.save(wish.save)
        _wait(turn, lambda: view.saving.saved is not None or view.saving.error is not None)
        for dialog in view.findChildren(TrustDialog):
            dialog.accept()
        _wait(turn, lambda: view.saving.proof is not None or view.saving.error is not None)
    if wish.panel:
        view.show_title(wish.panel)
    _settle(turn)


def _compare(window: MainWindow, page: QWidget, wish: Wish, turn: Callable[[], object]) -> None:
    """Compare with another model and show a part of it; of the answers, consent is taken as given."""
    from cutaway.qt.compare.answers_view import AnswersView
    from cutaway.qt.compare.page import ComparePage
    from cutaway.qt.plots import library
    from cutaway.qt.run.trust_dialog import TrustDialog

    window.comparisons.open_compare(wish.model, wish.other)
    found = page.findChild(ComparePage)
    if found is None or found.desk is None:
        return
    desk = found.desk
    _wait(turn, lambda: desk.found is not None or desk.error is not None)
    if found.view is not None and wish.part:
        found.view.show_part(wish.part)
    answers = page.findChild(AnswersView)
    if wish.run and answers is not None:
        answers.ask()
        for _ in range(2):
            for dialog in answers.findChildren(TrustDialog):
                dialog.accept()
        _wait(turn, lambda: not desk.is_answering)
    if wish.part in {"weights", "course", "answers"}:
        library.begin()
        _wait(turn, library.is_ready)
    _settle(turn)


def _wizard(window: MainWindow, wish: Wish, turn: Callable[[], object]) -> QWidget:
    """Open the wizard and go to the wished page; consent is taken as given."""
    from cutaway.qt.run.trust_dialog import TrustDialog
    from cutaway.qt.widgets.skeleton import SkeletonRows

    window.actions_by_id["model.convert"].trigger()
    wizard = window.conversions.wizard
    if wizard is None:
        return window
    if wish.save:
        wizard.desk.place(wish.save)
    _settle(turn)
    for _ in range(wish.steps):
        page = wizard.currentPage()
        _wait(turn, page.isComplete)
        if page is wizard.progress:  # it goes on by itself, past names that stayed as they were
            _wait(turn, lambda: wizard.currentPage() is not wizard.progress)
        else:
            wizard.next()
        for dialog in wizard.findChildren(TrustDialog):
            dialog.accept()
        _settle(turn)
    _wait(turn, lambda: not any(each.isVisible() for each in wizard.findChildren(SkeletonRows)))
    _settle(turn)
    return wizard


def _wait(turn: Callable[[], object], is_done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_done() and time.monotonic() < deadline:
        turn()
        time.sleep(0.01)


def _settle(turn: Callable[[], object]) -> None:
    deadline = time.monotonic() + _SETTLE_SECONDS
    while time.monotonic() < deadline:
        turn()
        time.sleep(0.01)


def _told(description: ModelDescription) -> list[str]:
    lines = [f"{wording.safe(description.path)}: {wording.summary(description)}"]
    for signature in description.signatures:
        inputs = ", ".join(f"{wording.name(item.name)} {item.dtype}" for item in signature.inputs)
        outputs = ", ".join(f"{wording.name(item.name)} {item.dtype}" for item in signature.outputs)
        lines.append(f"  {wording.name(signature.key)}: {inputs or 'nothing'} → {outputs or 'nothing'}")
    return lines


def _parse(arguments: Sequence[str] | None) -> Wish:
    parser = argparse.ArgumentParser(prog="python -m cutaway.qt.preview", description=__doc__)
    parser.add_argument("model")
    parser.add_argument("picture", type=Path)
    parser.add_argument("--size", type=_size, default=(1280, 800), help="width x height, as in 1280x800")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument(
        "--page",
        default="",
        help="overview, signatures, variables, graph, run, layers, assets, studio, compare or convert",
    )
    parser.add_argument(
        "--choose", type=_chosen, help="KIND:NAME of what is chosen, as in variable:dense/kernel"
    )
    parser.add_argument(
        "--run", default="", help="outputs, inside, inputs, time or runs, after a run; for --page run"
    )
    parser.add_argument("--input", action="append", default=[], help="NAME=SOURCE of an input of the run")
    parser.add_argument("--tap", action="append", default=[], help="a tensor inside that is shown")
    parser.add_argument("--edits", default="", help="a file of edits; for --page studio")
    parser.add_argument("--panel", default="", help="what the studio shows below the picture, as in Port")
    parser.add_argument("--save", default="", help="where the edited, or converted, model is saved")
    parser.add_argument("--steps", type=int, default=0, help="pages the wizard goes on; for --page convert")
    parser.add_argument("--with", dest="other", default="", help="the second model; for --page compare")
    parser.add_argument(
        "--part", default="", help="description, structure, weights or answers; for --page compare"
    )
    found = parser.parse_args(arguments)
    return Wish(
        found.model,
        found.picture,
        found.size,
        found.theme,
        found.page,
        found.choose,
        found.run,
        tuple(found.input),
        tuple(found.tap),
        found.edits,
        found.panel,
        found.save,
        found.steps,
        found.other,
        found.part,
    )


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _chosen(text: str) -> Chosen:
    word, _, name = text.partition(":")
    kind = next((known for known in _KINDS if known == word), None)
    if kind is None or not name:
        message = f"{text} is not KIND:NAME; KIND is one of {', '.join(_KINDS)}"
        raise argparse.ArgumentTypeError(message)
    return Chosen(kind, name)


if __name__ == "__main__":
    sys.exit(main())
