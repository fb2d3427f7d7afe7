# SPDX-License-Identifier: Apache-2.0
"""Every model that can be edited is edited in the window by mouse and keyboard, saved, and answers as it did."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from cutaway.editing.draft import DraftSignature
from cutaway.qt import app
from cutaway.qt.main_window import MainWindow
from cutaway.qt.run.trust_dialog import TrustDialog
from cutaway.qt.studio import desk
from cutaway.qt.studio.page import StudioPage
from cutaway.qt.studio.view import StudioView
from cutaway.session.documents import DocumentState
from helpers import corpus, edit_runs
from helpers.editable import ENDLESS, LOADERS, RACING, entries
from helpers.studio_hands import GESTURES, LEFT, PATIENCE, Hands
from helpers.windows import child

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(1500)]

_EVERY = bool(os.environ.get("CUTAWAY_EVERY_MODEL"))
_STEP = dict.fromkeys(LOADERS, 1) if _EVERY else {"saved_model": 2, "frozen_graph": 2, "tflite": 4}
"""Each so many-th model, as far as not all are asked for."""
_LEAST = {
    kind: most // _STEP[kind] for kind, most in (("saved_model", 12), ("frozen_graph", 8), ("tflite", 100))
}
"""So many models are edited and saved at least; less would mean that the test looks away."""


_MADE = {
    "saved_model": {each.__name__ for each, _ in GESTURES} - {"drag_input", "move_output", "document"},
    "frozen_graph": {each.__name__ for each, _ in GESTURES}
    - {"rename_signature", "duplicate", "make_default", "delete", "add_signature", "document"},
    "tflite": {each.__name__ for each, _ in GESTURES} - {"set_default", "remove_input"},
}
"""What can be done in each format at all, and was done with at least one model; the others say why not."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A model that was saved. before, after: the signature that was edited; path, tags: what it was read from."""

    name: str
    path: Path
    tags: tuple[str, ...]
    target: Path
    before: DraftSignature
    after: DraftSignature


@dataclass(slots=True)
class Told:
    """What came of all gestures: made, by name; refused, by name and what was said; models that were saved."""

    made: Counter[str] = field(default_factory=Counter)
    refused: dict[str, set[str]] = field(default_factory=dict)
    saved: list[Kept] = field(default_factory=list)


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The real window; the reader is asked without a pause."""
    monkeypatch.setattr(desk, "PAUSE_MS", 0)
    _, made = app.create(["cutaway"], tmp_path / "state")
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setUpdatesEnabled(False)  # hundreds of models are edited; pictures of them are looked at elsewhere
    yield made
    for page in made.workspace.pages:
        page.document.edits = None
    made.close()
    made.deleteLater()


def _studio(window: MainWindow, bot: QtBot, path: Path) -> StudioView | None:
    """The studio of a model that is opened for it; None where it has none or cannot be opened."""
    window.open_paths([str(path)])
    page = window.workspace.current
    assert page is not None
    bot.waitUntil(lambda: page.document.state is not DocumentState.LOADING, timeout=PATIENCE)
    if "studio" not in page.pages:
        return None
    _activate(window, bot)
    bot.waitUntil(window.actions_by_id["signatures.edit"].isEnabled, timeout=PATIENCE)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    bot.waitUntil(lambda: page.page == "studio", timeout=5000)
    view = child(page, StudioPage).view
    assert view is not None
    return view


def _activate(window: MainWindow, bot: QtBot) -> None:
    """Where there is no display nothing does it once a menu or dialog is gone."""
    QApplication.processEvents()
    if QApplication.activeWindow() is not window:
        window.activateWindow()
        bot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=PATIENCE)


def _make(hands: Hands, window: MainWindow, bot: QtBot, told: Told) -> None:
    """Make every gesture; what cannot be made has to say why, and is taken back."""
    view = hands.view
    for gesture, stays in GESTURES:
        name = gesture.__name__
        before = view.desk.stack.edits
        view.desk.forgive()
        if not gesture(hands):
            continue
        _activate(window, bot)
        bot.waitUntil(lambda: not view.desk.is_checking, timeout=PATIENCE)
        told_now = [view.desk.refusal] if view.desk.refusal is not None else view.desk.problems
        made = len(view.desk.stack.edits) - len(before)
        if told_now:
            words = told_now[0].message
            assert words.endswith("."), (name, words)
            told.refused.setdefault(name, set()).add(words)
        else:
            assert made, f"{name} did nothing and said nothing"
            told.made[name] += 1
        for _ in range(made if told_now or not stays else 0):
            QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        bot.waitUntil(lambda: not view.desk.is_checking, timeout=PATIENCE)
        assert not view.desk.problems, name


def _save(view: StudioView, bot: QtBot, target: Path) -> bool:
    """Save by the button and the dialog, and run nothing: that is done for all models at once."""
    QTest.mouseClick(view.save_as, LEFT)
    dialog = child(view, QFileDialog, "saveModelDialog")
    field = child(dialog, QLineEdit, "fileNameEdit")
    field.setText(str(target))
    box = child(dialog, QDialogButtonBox, "buttonBox")
    QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Save), LEFT)
    bot.waitUntil(lambda: view.saving.saved is not None or view.saving.error is not None, timeout=PATIENCE)
    if view.saving.error is not None:
        assert view.saving.error.message.endswith(".")
        assert not target.exists()
        return False
    dialogs = view.findChildren(TrustDialog)
    assert dialogs, "nothing was asked before the model is run"
    QTest.keyClick(dialogs[0], Qt.Key.Key_Escape)
    return True


@pytest.mark.skipif(not corpus.entries(), reason=corpus.missing_reason())
@pytest.mark.parametrize("kind", ["saved_model", "frozen_graph", "tflite"])
def test_all_edits_are_made_by_hand_and_saved(
    kind: str, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    told = Told()
    for entry in entries(kind)[:: _STEP[kind]]:
        view = _studio(window, qtbot, entry.path)
        if view is not None and view.desk.signature is not None:
            _make(Hands(view, qtbot), window, qtbot, told)
            target = tmp_path / f"{entry.id}_edited{entry.path.suffix if entry.path.is_file() else ''}"
            if view.save_as.isEnabled() and _save(view, qtbot, target):
                told.saved.append(_kept(entry, view, target))
        page = window.workspace.current
        assert page is not None
        page.document.edits = None
        _activate(window, qtbot)
        QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert len(told.saved) >= _LEAST[kind]
    for name in _MADE[kind]:
        assert told.made[name], (name, told.refused.get(name))
    _prove(kind, told, tmp_path)


def _kept(entry: corpus.Entry, view: StudioView, target: Path) -> Kept:
    """What was edited: the signature with a new name at its ports, else the first one."""
    stack = view.desk.stack
    based = [each for each in view.desk.signatures if each.base]
    renamed = [
        each for each in based if any("renamed" in port.name for port in (*each.inputs, *each.outputs))
    ]
    after = (renamed or based)[0]
    before = stack.start.signature(after.base)
    assert before is not None
    described = stack.start.description
    tags = described.meta_graphs[0] if described.meta_graphs else ()
    return Kept(entry.id, Path(described.location), tags, target, before, after)


def _prove(kind: str, told: Told, folder: Path) -> None:
    """Under every loader of the format, what was saved answers as the model does; what that fails at is no case."""
    runs: list[edit_runs.Run] = []
    proven = [kept for kept in told.saved if kept.name not in (*ENDLESS, *RACING)]
    for kept in proven:
        own = edit_runs.inputs(kept.before)
        own |= {fed.port.source: edit_runs.constant(fed.port, fed.value) for fed in kept.after.fed}
        given = {port.name: edit_runs.cast(own[port.source], port) for port in kept.after.inputs}
        sides = ((kept.path, kept.before, own), (kept.target, kept.after, given))
        for loader in LOADERS[kind]:
            runs += [
                edit_runs.Run(path, kept.tags, side.key, values, edit_runs.tensors(path, side.key), loader)
                for path, side, values in sides
            ]
    answers = edit_runs.run(folder, runs)
    judged, wrong = 0, []
    for place, (kept, loader) in enumerate(product(proven, LOADERS[kind])):
        source, made = answers[2 * place : 2 * place + 2]
        if isinstance(source, str):
            continue
        judged += 1
        what = made if isinstance(made, str) else _difference(kept.after, source, made)
        if what:
            wrong.append(f"{kept.name}, {loader}: {what}")
    assert not wrong, "\n".join(wrong)
    assert judged >= _LEAST[kind] // 2


def _difference(signature: DraftSignature, source: dict[str, Any], made: dict[str, Any]) -> str:
    """The first output that is another than the model's, cast likewise."""
    for port in signature.outputs:
        if not port.source or port.source not in source:
            continue
        if port.name not in made:
            return f"{port.name} is missing"
        old, new = edit_runs.cast(source[port.source], port), made[port.name]
        is_same = old.tolist() == new.tolist() if old.dtype == object else old.tobytes() == new.tobytes()
        if (old.dtype, old.shape) != (new.dtype, new.shape) or not is_same:
            return f"{port.name} is another than {port.source}"
    return ""
