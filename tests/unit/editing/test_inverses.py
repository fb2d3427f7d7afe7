# SPDX-License-Identifier: Apache-2.0
"""Edits at random, and all of them undone: the description is byte for byte what it was, and so is the saved file."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cutaway.description import codec
from cutaway.description.model import ModelDescription
from cutaway.editing import edits, saving
from cutaway.editing.applying import apply
from cutaway.editing.draft import Draft
from cutaway.editing.inverses import inverse
from cutaway.editing.refusals import Refusal
from cutaway.formats.opened import OpenModel, silent
from helpers import edited
from helpers.corpus import SAMPLES

NAMES = st.sampled_from(
    ["a", "b", "difference", "sum", "x", "serving_default", "twin", "conv2d_input", "bad name"]
)
KEYS = st.sampled_from(["serving_default", "twin", "other", "inferred", "main"])
TENSORS = st.sampled_from(["PartitionedCall/PartitionedCall/sub:0", "hidden:0", "0/1"])
SHAPES = st.none() | st.tuples(st.sampled_from([None, 1, 2]), st.sampled_from([None, 3]))
VALUES = st.sampled_from([None, 1.5, [[1.0, 2.0, 3.0]], "text"])
DTYPES = st.sampled_from(["float32", "uint8", "float64", "string"])


def _edits() -> st.SearchStrategy[edits.Edit]:
    orders = st.permutations(["a", "b"]).map(tuple)
    mapping = st.dictionaries(NAMES, TENSORS, max_size=2)
    return st.one_of(
        st.builds(edits.RenameSignature, KEYS, KEYS),
        st.builds(edits.DuplicateSignature, KEYS, KEYS),
        st.builds(edits.DeleteSignature, KEYS),
        st.builds(edits.MakeDefault, KEYS),
        st.builds(edits.AddSignature, KEYS, mapping, mapping),
        st.builds(edits.RenameInput, KEYS, NAMES, NAMES),
        st.builds(edits.RenameOutput, KEYS, NAMES, NAMES),
        st.builds(edits.ReorderInputs, KEYS, orders),
        st.builds(edits.ReorderOutputs, KEYS, orders),
        st.builds(edits.AddInput, KEYS, NAMES, TENSORS),
        st.builds(edits.RemoveInput, KEYS, NAMES, VALUES),
        st.builds(edits.AddOutput, KEYS, NAMES, TENSORS),
        st.builds(edits.RemoveOutput, KEYS, NAMES),
        st.builds(edits.SetShape, KEYS, NAMES, SHAPES),
        st.builds(
            edits.CastInput, KEYS, NAMES, DTYPES, st.sampled_from([1.0, 0.5]), st.sampled_from([0.0, -1.0])
        ),
        st.builds(edits.CastOutput, KEYS, NAMES, DTYPES),
        st.builds(edits.SetDefault, KEYS, NAMES, VALUES),
        st.builds(
            edits.SetMetadata,
            st.sampled_from(["model.author", "files.labels.txt", "nothing"]),
            st.sampled_from([None, "me"]),
        ),
    )


def _encoded(draft: Draft) -> tuple[Any, ...]:
    described = codec.pack(ModelDescription, draft.edited())
    return repr(described.header).encode(), *(bytes(buffer) for buffer in described.buffers), draft.notes


@pytest.fixture(scope="module", params=["tensorflow 2", "tensorflow 1", "frozen", "tflite"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OpenModel:
    folder = tmp_path_factory.mktemp("models")
    match request.param:
        case "tensorflow 2":
            return edited.opened(edited.saved_model(folder / "m", edited.minus_two()))
        case "tensorflow 1":
            return edited.opened(edited.saved_model(folder / "m", edited.subtracting()))
        case "frozen":
            return edited.opened(edited.frozen(folder / "m.pb"))
    return edited.opened(SAMPLES / "hello_world_int8.tflite")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(listed=st.lists(_edits(), min_size=4, max_size=24))
def test_what_was_edited_at_random_and_undone_is_as_it_was(
    model: OpenModel, tmp_path: Path, listed: list[edits.Edit]
) -> None:
    draft = begun = edited.draft(model)
    done: list[tuple[edits.Edit, Draft]] = []
    for edit in listed:
        try:
            after = apply(draft, edit)
        except Refusal:
            continue
        done.append((inverse(draft, edit), draft))
        draft = after
    for undo, before in reversed(done):
        draft = apply(draft, undo)
        assert _encoded(draft) == _encoded(before)
        assert draft == before
    assert _encoded(draft) == _encoded(begun)
    assert saving.rewritten(model, draft) is None
    target = tmp_path / "saved"
    saving.save(model, draft, target, silent, overwrite=True)
    source = Path(model.description.location)
    files = [source] if source.is_file() else [file for file in source.rglob("*") if file.is_file()]
    for file in files:
        assert (target / file.relative_to(source)).read_bytes() == file.read_bytes()
