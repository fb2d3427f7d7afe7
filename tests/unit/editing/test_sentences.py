# SPDX-License-Identifier: Apache-2.0
"""Every edit is one sentence."""

from dataclasses import MISSING, fields
from typing import Any

import pytest

from cutaway.editing import edits
from cutaway.editing.sentences import TEMPLATES, sentence


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (edits.RenameInput("s", "a", "b"), "Rename the input a of s to b."),
        (edits.SetShape("s", "a", (None, 3)), "Set the shape of a of s to ? × 3."),
        (edits.CastInput("s", "a", "uint8", 0.5, -1.0), "Take the input a of s as uint8 (× 0.5 − 1)."),
        (edits.RemoveInput("s", "a", 0.5), "Remove the input a of s and use 0.5 for it."),
        (edits.SetDefault("s", "a", None), "Take the default of the input a of s away."),
        (edits.AddSignature("s", {"a": "x:0"}, {"b": "y:0"}), "Add the signature s from a to b."),
        (
            edits.AddSignature("s", {}, dict.fromkeys("abcde", "y:0")),
            "Add the signature s from nothing to a, b, c, d, ….",
        ),
        (edits.SetMetadata("model.author", None), "Take model.author out of the metadata."),
        (edits.SetMetadata("files.labels.txt", "yes"), "Pack labels.txt with the model."),
    ],
)
def test_an_edit_is_a_sentence(edit: edits.Edit, words: str) -> None:
    assert sentence(edit) == words


def test_every_edit_has_one_and_all_are_there_for_translators() -> None:
    said: list[str] = []

    def say(template: str, **values: str) -> str:
        said.append(template)
        return template.format(**values)

    for cls in edits.OPERATIONS.values():
        for value in (None, 1):
            names = [field.name for field in fields(cls) if field.default is MISSING]
            given: dict[str, Any] = dict.fromkeys(names, "x") | dict.fromkeys({"value"} & set(names), value)
            given |= {key: {"x": "x:0"} for key in {"inputs", "outputs"} & set(names)}
            given |= dict.fromkeys({"shape"} & set(names), (1,))
            assert sentence(cls(**given), say).endswith(".")
    assert set(said) <= set(TEMPLATES)
    assert len(set(said)) >= len(edits.OPERATIONS)
