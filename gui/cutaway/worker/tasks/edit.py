# SPDX-License-Identifier: Apache-2.0
"""Edits of signatures: judged against the graph that is open, and written beside the model that stays as it was."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from cutaway.editing import edits_file
from cutaway.editing.answers import Checked, Problem, Saved, problem
from cutaway.editing.applying import apply, apply_all
from cutaway.editing.draft import Draft, begin
from cutaway.editing.edits import WORDS, Edit
from cutaway.editing.graph_known import known_of
from cutaway.editing.refusals import Refusal
from cutaway.editing.saving import check_format, rewritten, save
from cutaway.editing.sentences import sentence
from cutaway.worker.questions import Call


def check(call: Call) -> Checked:
    """How the signatures look after `edits`; those that cannot be made are left out and told as problems."""
    model = call.models.open(call.source, call.progress)
    draft = begin(model.description)
    known = call.models.keep("known", lambda: known_of(model, call.source[1]))
    problems: list[Problem] = []
    for number, edit in enumerate(edits_file.parse_edits(call.arguments["edits"])):
        call.progress("Looking at the edits", None)
        try:
            check_format(model.description)
            draft = apply(draft, edit, known)
        except Refusal as refusal:
            refusal.number = number
            problems.append(problem(refusal))
    if not problems:
        try:
            rewritten(model, draft, call.source[1])
        except Refusal as refusal:
            problems.append(problem(refusal))
    return Checked(draft.signatures, draft.notes, tuple(problems))


def write(call: Call) -> Saved:
    """Write the model with `edits` as `file`. Raises Refusal and RequestError before anything is written."""
    begun = time.monotonic()
    model = call.models.open(call.source, call.progress)
    listed = edits_file.parse_edits(call.arguments["edits"])
    known = call.models.keep("known", lambda: known_of(model, call.source[1]))
    check_format(model.description)
    try:
        draft: Draft = apply_all(begin(model.description), listed, known)
    except Refusal as refusal:
        raise _numbered(refusal, listed) from None
    made = save(
        model,
        draft,
        Path(call.arguments["file"]),
        call.progress,
        tags=call.source[1],
        overwrite=call.arguments["overwrite"],
    )
    return replace(
        made,
        seconds=time.monotonic() - begun,
        sentences=tuple(sentence(edit) for edit in listed),
        signatures=draft.signatures,
    )


def _numbered(refusal: Refusal, listed: list[Edit]) -> Refusal:
    """The refusal with the place of the edit in its file, where there are several."""
    if len(listed) == 1 or not 0 <= refusal.number < len(listed):
        return refusal
    word = WORDS[type(listed[refusal.number])]
    message = f"Edit {refusal.number + 1} ({word}) cannot be made: {refusal.message}"
    return Refusal(
        message, hint=refusal.hint, signature=refusal.signature, port=refusal.port, number=refusal.number
    )
