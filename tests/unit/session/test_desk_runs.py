# SPDX-License-Identifier: Apache-2.0
"""What a run page gets from the engine's side: consent that is asked for once, sets of inputs with their model."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cutaway.description.model import ModelDescription
from cutaway.description.running import InputChoice
from cutaway.session.desk_runs import DeskRuns
from cutaway.session.run_plan import RunPlan
from cutaway.session.settings import Settings
from cutaway.session.trust import Trust
from helpers import example_models

PLAN = RunPlan("serving_default", {"sound": InputChoice("zeros")}, {"sound": {0: 3}}, seed=7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "saved_model.pb").write_bytes(b"graph")
    return tmp_path


def runs(folder: Path, **others: Any) -> DeskRuns:  # noqa: ANN401 - fields of a description
    made: ModelDescription = replace(example_models.several_inputs(str(folder / "model")), **others)
    document: Any = SimpleNamespace(description=made)
    engine: Any = None
    return DeskRuns(engine, document, Trust(folder / "trusted.json"), Settings(folder / "settings.json"))


def test_inputs_come_back_from_a_set(folder: Path) -> None:
    desk, file = runs(folder), folder / "set.json"
    assert desk.save_inputs(PLAN, file) == "The inputs are saved in set.json."
    assert desk.load_inputs(RunPlan(), file) == (PLAN, "The inputs are those of set.json.")


def test_a_set_that_was_made_for_another_model_says_so_and_gives_what_there_is(folder: Path) -> None:
    file = folder / "set.json"
    runs(folder).save_inputs(PLAN.fed("other", InputChoice("ones")), file)
    found, words = runs(folder, files=()).load_inputs(RunPlan(), file)
    assert found == PLAN
    assert words == "The inputs are those of set.json. They were made for another model."


def test_a_set_for_a_signature_that_is_not_there_changes_nothing(folder: Path) -> None:
    file = folder / "set.json"
    runs(folder).save_inputs(replace(PLAN, signature="gone"), file)
    found, words = runs(folder).load_inputs(PLAN, file)
    assert found == PLAN
    assert words == "set.json is for the signature gone, which this model does not have."


def test_what_is_no_set_is_told(folder: Path) -> None:
    file = folder / "set.json"
    file.write_text("[]")
    found, words = runs(folder).load_inputs(PLAN, file)
    assert found == PLAN
    assert words.startswith("set.json is no set of inputs.")


def test_the_first_run_asks_and_the_next_does_not(folder: Path) -> None:
    desk = runs(folder)
    asked = desk.question(PLAN)
    assert asked is not None
    assert (asked.name, asked.runner) == ("model", "TensorFlow")
    desk.accept(PLAN)
    assert desk.question(PLAN) is None
    assert runs(folder).question(PLAN) is None
