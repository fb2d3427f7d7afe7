# SPDX-License-Identifier: Apache-2.0
"""Every real SavedModel, .tflite file and frozen graph is edited, reads back, and answers as it did, bit for bit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cutaway.editing import edits, saving
from cutaway.editing.applying import apply_all
from cutaway.editing.draft import FORMATS
from cutaway.editing.graph_known import known_of
from cutaway.editing.refusals import Refusal
from cutaway.errors import ModelError
from cutaway.formats.opened import OpenModel, silent
from helpers import corpus, edit_cases, edit_runs, edited
from helpers.editable import ENDLESS, LOADERS, RACING, TRAITS, entries, inner, traits

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(1500)]

_STEP = {"saved_model": 1 if os.environ.get("CUTAWAY_EVERY_MODEL") else 2}
"""Each so many-th model is run, as far as not all are asked for."""
_LEAST = {"saved_model": 60 // _STEP["saved_model"], "frozen_graph": 10, "tflite": 300}
"""So many runs of edited models are compared at least; less would mean that the test looks away."""


_NEVER = {
    "saved_model": {"ReorderInputs", "ReorderOutputs", "SetMetadata"},
    "frozen_graph": {
        "RenameSignature",
        "DuplicateSignature",
        "DeleteSignature",
        "MakeDefault",
        "AddSignature",
    }
    | {"SetMetadata", "ReorderInputs", "ReorderOutputs", "AddInput"},
    "tflite": {"RemoveInput", "SetDefault"},
}
"""What a format has no place for, or no model of the corpus is made for."""


_HARDLY = {
    "no signature": {"DeleteSignature"},  # what is called without one has no key that could go
    "metadata": {"DeleteSignature", "ReorderInputs"},  # those have no signature, and one input
    "quantised": {"CastInput", "CastOutput"},  # their integers have a scale of their own
}
"""What models with a trait are not made for, though others of their format are."""


class Compared(NamedTuple):
    """One run of an edited model, and the place of the run of its source."""

    name: str
    case: edit_cases.Case
    source: int
    edited: int


def _opened(entry: corpus.Entry) -> OpenModel | None:
    try:
        model = edited.opened(entry.path)
    except ModelError:
        return None
    return model if model.description.format in FORMATS else None


def _opened_all(entry: corpus.Entry) -> Iterator[tuple[OpenModel, tuple[str, ...]]]:
    """A model that can be edited, with each of its MetaGraphs."""
    first = _opened(entry)
    if first is None:
        return
    more = first.description.meta_graphs[1:]
    yield first, first.description.meta_graphs[0] if more else ()
    for tags in more:
        yield edited.opened(entry.path, tags), tags


def _edited(model: OpenModel, case: edit_cases.Case, target: Path) -> bool:
    """Whether the case can be made; where it cannot a sentence says why, and nothing is written."""
    try:
        draft = apply_all(edited.draft(model), case.edits, known_of(model, ()))
        saving.save(model, draft, target, silent)
    except Refusal:
        assert not target.exists()
        return False
    return True


@pytest.mark.skipif(not corpus.entries(), reason=corpus.missing_reason())
@pytest.mark.parametrize("kind", list(LOADERS))
def test_an_edited_model_answers_as_it_did(kind: str, tmp_path: Path) -> None:
    runs: list[edit_runs.Run] = []
    compared: list[Compared] = []
    for entry in entries(kind)[:: _STEP.get(kind, 1)]:
        model = _opened(entry) if entry.id not in ENDLESS else None
        if model is None or model.description.format != kind:
            continue
        draft = edited.draft(model)
        signature = edit_cases.first(draft)
        if signature is None:
            model.close()
            continue
        own, location = edit_runs.inputs(signature), Path(model.description.location)
        tags = model.description.meta_graphs[0] if model.description.meta_graphs else ()
        tensors = {port.name: port.spec.tensor for port in signature.outputs}
        first = len(runs)
        runs += [
            edit_runs.Run(location, tags, signature.key, own, tensors, loader) for loader in LOADERS[kind]
        ]
        for case in edit_cases.cases(draft):
            target = tmp_path / f"{entry.id} {case.name}{location.suffix}"
            if (entry.id not in RACING or case.name != "cast") and _edited(model, case, target):
                given, names = edit_runs.for_case(case, own), edit_runs.tensors(target, case.key)
                for place, loader in enumerate(LOADERS[kind]):
                    name = f"{entry.id}, {case.name}, {loader}"
                    compared.append(Compared(name, case, first + place, len(runs)))
                    runs.append(edit_runs.Run(target, tags, case.key, given, names, loader))
        model.close()
    _judge(edit_runs.run(tmp_path, runs), compared, _LEAST[kind])


@pytest.mark.skipif(not corpus.entries(), reason=corpus.missing_reason())
@pytest.mark.parametrize("kind", list(LOADERS))
def test_each_edit_is_written_or_says_why_not(kind: str) -> None:
    written: dict[str, set[str]] = {trait: set() for trait in TRAITS[kind]}
    said: list[str] = []
    for entry in (each for each in entries(kind) if each.id not in ENDLESS):
        for model, tags in _opened_all(entry):
            has = traits(entry, model)
            draft, known = edited.draft(model), known_of(model, tags)
            for listed in edit_cases.one_of_each(draft, inner(entry, tags)):
                try:
                    made = apply_all(draft, listed, known)
                    saving.rewritten(model, made, tags)
                    for trait in has if made.is_changed else ():
                        written[trait].add(type(listed[-1]).__name__)
                except Refusal as refusal:  # anything else would be a fault
                    said.append(refusal.message)
            model.close()
    assert all(words.endswith(".") for words in said)
    names = {each.__name__ for each in edits.OPERATIONS.values()}
    lacking = {
        trait: names - made - _NEVER[kind] - _HARDLY.get(trait, set()) for trait, made in written.items()
    }
    assert not any(lacking.values()), lacking


def _judge(answers: list[Any], compared: list[Compared], least: int) -> None:
    """All that the source answers, the edited one answers alike; what the source fails at is no case."""
    judged, wrong = 0, []
    for each in compared:
        source = answers[each.source]
        if isinstance(source, str):
            continue
        judged += 1
        what = edit_runs.difference(each.case, source, answers[each.edited])
        if what:
            wrong.append(f"{each.name}: {what}")
    assert not wrong, "\n".join(wrong)
    assert judged >= least
