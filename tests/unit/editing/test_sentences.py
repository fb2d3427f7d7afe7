# SPDX-License-Identifier: Apache-2.0
"""Every edit is one sentence."""

import pytest

from cutaway.editing import edits
from cutaway.editing.sentences import sentence


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (edits.RenameInput("s", "a", "b"), "Call the input a of s b."),
        (edits.SetShape("s", "a", (None, 3)), "Set the shape of a of s to ? × 3."),
        (edits.CastInput("s", "a", "uint8", 0.5, -1.0), "Take the input a of s as uint8, times 0.5 plus -1."),
        (edits.RemoveInput("s", "a", 0.5), "Remove the input a of s and use 0.5 for it."),
        (edits.SetDefault("s", "a", None), "Take the default of the input a of s away."),
        (edits.AddSignature("s", {"a": "x:0"}, {"b": "y:0"}), "Add the signature s from a to b."),
        (edits.SetMetadata("model.author", None), "Take model.author out of the metadata."),
    ],
)
def test_an_edit_is_a_sentence(edit: edits.Edit, words: str) -> None:
    assert sentence(edit) == words
