# SPDX-License-Identifier: Apache-2.0
"""What a client has to change is seen in the texts beside one another."""

from pathlib import Path

from cutaway.editing import edits
from cutaway.editing.applying import apply
from cutaway.session.editing_texts import before_and_after, saved_model_cli
from helpers import edited
from helpers.corpus import SAMPLES

K = "serving_default"


def test_a_new_name_is_in_every_text(tmp_path: Path) -> None:
    start = edited.draft(edited.opened(edited.saved_model(tmp_path / "m", edited.minus_two())))
    draft = apply(start, edits.RenameInput(K, "a", "angle"))
    texts = {text.title: text for text in before_and_after(start, draft, draft.signatures[0])}
    assert {"Python", "saved_model_cli"} <= set(texts)
    for text in texts.values():
        assert text.is_changed
        assert "angle" in text.after
        assert "angle" not in text.before


def test_a_signature_between_chosen_tensors_has_nothing_before(tmp_path: Path) -> None:
    start = edited.draft(edited.opened(edited.saved_model(tmp_path / "m", edited.minus_two())))
    draft = apply(start, edits.AddSignature("part", {"x": "a:0"}, {"y": "b:0"}))
    assert all(not text.before for text in before_and_after(start, draft, draft.signatures[-1]))


def test_the_text_is_that_of_saved_model_cli() -> None:
    signature = edited.opened(SAMPLES / "half_plus_two").description.signatures[0]
    assert saved_model_cli(signature).splitlines()[:5] == [
        "The given SavedModel SignatureDef contains the following input(s):",
        "  inputs['inputs'] tensor_info:",
        "      dtype: DT_STRING",
        "      shape: unknown_rank",
        "      name: tf_example:0",
    ]
