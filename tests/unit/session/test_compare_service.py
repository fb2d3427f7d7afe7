# SPDX-License-Identifier: Apache-2.0
"""Which models are offered to be compared with, and what is asked before any is run."""

from __future__ import annotations

from pathlib import Path

from cutaway.session.blocking import BlockingLoop
from cutaway.session.compare_service import Candidate, Comparisons
from cutaway.session.consent import Consent
from cutaway.session.engine import Engine
from cutaway.session.in_process import InProcessTransport
from cutaway.session.open_models import OpenModels
from cutaway.session.recents import Recents
from cutaway.session.settings import Settings
from cutaway.session.trust import Trust
from helpers import example_models


def consent(folder: Path) -> Consent:
    return Consent(Trust(folder / "trusted.json"), Settings(folder / "settings.json"))


def comparisons(folder: Path, opened: OpenModels, recents: Recents) -> Comparisons:
    loop = BlockingLoop()
    return Comparisons(Engine(lambda: InProcessTransport(loop), loop), consent(folder), opened, recents)


def test_open_models_come_first_then_those_of_late_that_are_still_there(tmp_path: Path) -> None:
    here, gone, tab = tmp_path / "here.h5", tmp_path / "gone.h5", tmp_path / "tab.tflite"
    recents, opened = Recents(tmp_path / "recents.json"), OpenModels()
    for path in (here, tab):
        path.touch()
    for path, kind in ((gone, "keras_h5"), (tab, "tflite"), (here, "keras_h5")):
        recents.add(str(path), kind, 7)
    opened.put([str(tab), "/models/own"])
    found = comparisons(tmp_path, opened, recents).candidates("/models/own")
    assert found == (
        Candidate(str(tab), is_open=True, format="tflite", bytes=7),
        Candidate(str(here), is_open=False, format="keras_h5", bytes=7),
    )


def test_a_change_of_the_open_models_is_told_once() -> None:
    opened, told = OpenModels(), []
    opened.changed.connect(lambda: told.append(opened.paths))
    opened.put(["/a"])
    opened.put(["/a"])
    assert told == [("/a",)]


def test_consent_is_asked_once_for_a_model(tmp_path: Path) -> None:
    asked, model = consent(tmp_path), example_models.saved_model()
    question = asked.question(model)
    assert question is not None
    assert question.name == Path(model.path).name
    asked.accept(model)
    assert asked.question(model) is None
