# SPDX-License-Identifier: Apache-2.0
"""Edits are made, undone and redone, and keep what a reader told of the tensors that were chosen."""

from pathlib import Path

import pytest

from cutaway.editing import edits
from cutaway.editing.answers import Checked, Problem
from cutaway.editing.applying import apply_all
from cutaway.editing.graph_known import known_of
from cutaway.editing.refusals import Refusal
from cutaway.session.editing import UndoStack, load_edits, save_edits
from helpers import edited

K = "serving_default"
FIRST, SECOND = edits.RenameInput(K, "a", "x"), edits.RenameOutput(K, "sum", "total")


@pytest.fixture
def stack(tmp_path: Path) -> UndoStack:
    model = edited.opened(edited.saved_model(tmp_path / "model", edited.minus_two()))
    return UndoStack(model.description)


def test_edits_are_undone_and_redone_in_their_order(stack: UndoStack) -> None:
    changes: list[int] = []
    stack.changed.connect(lambda: changes.append(len(stack.done)))
    stack.push(FIRST)
    stack.push(SECOND)
    after = stack.draft
    stack.undo()
    assert (stack.edits, stack.undone) == ((FIRST,), (SECOND,))
    stack.undo()
    stack.undo()
    assert stack.draft == stack.start
    assert not stack.draft.is_changed
    stack.go_to(2)
    assert stack.draft == after
    assert changes == [1, 2, 1, 0, 1, 2]


def test_a_new_edit_forgets_what_was_undone(stack: UndoStack) -> None:
    stack.push(FIRST)
    stack.undo()
    stack.push(SECOND)
    assert stack.undone == ()
    assert stack.edits == (SECOND,)


def test_an_edit_that_cannot_be_changes_nothing(stack: UndoStack) -> None:
    stack.push(FIRST)
    with pytest.raises(Refusal, match="has an input b already"):
        stack.push(edits.RenameInput(K, "x", "b"))
    with pytest.raises(Refusal, match="no signature nothing"):
        stack.replace([SECOND, edits.DeleteSignature("nothing")])
    assert stack.edits == (FIRST,)


def test_what_the_reader_told_of_a_tensor_stays_through_undo(stack: UndoStack, tmp_path: Path) -> None:
    model = edited.opened(tmp_path / "model")
    stack.push(edits.AddOutput(K, "tap", "PartitionedCall/PartitionedCall/doubled:0"))
    assert stack.draft.signatures[0].outputs[-1].dtype == "unknown"
    draft = apply_all(edited.draft(model), stack.edits, known_of(model, ()))
    stack.note(Checked(draft.signatures), stack.edits)
    assert stack.draft.signatures[0].outputs[-1].dtype == "float32"
    stack.push(edits.RemoveOutput(K, "tap"))
    stack.undo()
    assert stack.draft.signatures[0].outputs[-1].dtype == "float32"


def test_an_answer_that_is_out_of_date_is_passed_over(stack: UndoStack) -> None:
    stack.push(FIRST)
    stack.note(Checked((), {}, (Problem(0, "No."),)), ())
    assert not stack.problems
    told = (Problem(0, "No."),)
    stack.note(Checked((), {}, told), stack.edits)
    assert stack.problems == told


def test_edits_are_kept_in_a_file(stack: UndoStack, tmp_path: Path) -> None:
    stack.push(FIRST)
    before = stack.is_saved
    save_edits(stack.edits, tmp_path / "edits.json")
    stack.mark_saved()
    assert (before, stack.is_saved) == (False, True)
    assert load_edits(tmp_path / "edits.json") == [FIRST]


def test_why_an_edit_cannot_be_made_is_told_without_making_it(stack: UndoStack) -> None:
    refused = stack.refusal(edits.RenameInput(K, "a", "b"))
    assert refused is None or refused.port
    assert stack.refusal(edits.RenameInput(K, "nothing", "x")) is not None
    assert stack.edits == ()


def test_other_edits_than_those_saved_are_not_saved(stack: UndoStack) -> None:
    stack.push(FIRST)
    stack.mark_saved()
    stack.undo()
    stack.push(SECOND)
    assert not stack.is_saved
