# SPDX-License-Identifier: Apache-2.0
"""What is not edited in a SavedModel stays byte for byte, whatever it is; TensorFlow 1 is edited in its main graph."""

from pathlib import Path

import pytest

from cutaway.editing import edits, saving
from cutaway.editing.applying import apply_all
from cutaway.editing.graph_known import known_of
from cutaway.editing.refusals import Refusal
from cutaway.formats.opened import silent
from cutaway.wire.protobuf import Message, message_class
from cutaway.wire.varints import fields
from helpers import edited

K = "serving_default"
UNKNOWN = bytes([0xFA, 0x7F, 3]) + b"new"
"""Field 2047, which no descriptor has."""


def _saved(source: Path, target: Path, *listed: edits.Edit, tags: tuple[str, ...] = ()) -> Message:
    model = edited.opened(source, tags)
    draft = apply_all(edited.draft(model), listed, known_of(model, tags))
    saving.save(model, draft, target, silent, tags=tags)
    return message_class("SavedModel").FromString((target / "saved_model.pb").read_bytes())


def _metas(folder: Path) -> list[bytes]:
    data = (folder / "saved_model.pb").read_bytes()
    return [data[found.start : found.end] for found in fields(data, 0, len(data)) if found.number == 2]


def test_other_meta_graphs_stay_as_they_are(tmp_path: Path) -> None:
    other = edited.subtracting()
    other.meta_info_def.tags[:] = ["train"]
    source = edited.saved_model(tmp_path / "model", edited.minus_two(), other)
    made = _saved(source, tmp_path / "first", edits.RenameInput(K, "a", "x"))
    assert _metas(tmp_path / "first")[1] == _metas(source)[1]
    assert set(made.meta_graphs[0].signature_def[K].inputs) == {"x", "b"}
    made = _saved(source, tmp_path / "second", edits.RenameInput(K, "a", "x"), tags=("train",))
    assert _metas(tmp_path / "second")[0] == _metas(source)[0]
    assert set(made.meta_graphs[1].signature_def[K].inputs) == {"x", "b"}


def test_fields_that_nobody_knows_stay(tmp_path: Path) -> None:
    meta = edited.minus_two()
    for owner in (meta, meta.graph_def, meta.graph_def.library.function[0], meta.object_graph_def):
        owner.MergeFromString(UNKNOWN)
    source = edited.saved_model(tmp_path / "model", meta)
    graph = source / "saved_model.pb"
    graph.write_bytes(graph.read_bytes() + UNKNOWN)
    before = graph.read_bytes().count(UNKNOWN)
    _saved(source, tmp_path / "new", edits.RenameInput(K, "a", "x"), edits.DuplicateSignature(K, "twin"))
    assert before == 5
    assert (tmp_path / "new" / "saved_model.pb").read_bytes().count(UNKNOWN) == before


def test_names_are_never_changed_in_place(tmp_path: Path) -> None:
    source = edited.saved_model(tmp_path / "model", edited.minus_two())
    old = message_class("SavedModel").FromString((source / "saved_model.pb").read_bytes()).meta_graphs[0]
    made = _saved(source, tmp_path / "new", edits.RenameOutput(K, "difference", "zz")).meta_graphs[0]
    assert list(made.graph_def.library.function[:2]) == list(old.graph_def.library.function)
    assert list(made.graph_def.node[: len(old.graph_def.node)]) == list(old.graph_def.node)
    wrapper = made.graph_def.library.function[2]
    assert [wrapper.ret[argument.name] for argument in wrapper.signature.output_arg] == [
        "out_0:output:0",
        "out_1:output:0",
    ]
    assert {node.name: list(node.input) for node in wrapper.node_def}["out_0"] == [
        "call:output:1"
    ]  # sum, then zz


def test_another_key_makes_nothing_anew(tmp_path: Path) -> None:
    source = edited.saved_model(tmp_path / "model", edited.minus_two())
    made = _saved(source, tmp_path / "new", edits.RenameSignature(K, "other")).meta_graphs[0]
    assert len(made.graph_def.library.function) == 2
    assert set(made.signature_def) == {"other"}
    assert [child.local_name for child in made.object_graph_def.nodes[1].children] == ["other"]


def test_tensorflow_1_is_edited_in_its_main_graph(tmp_path: Path) -> None:
    source = edited.saved_model(tmp_path / "model", edited.subtracting())
    listed: list[edits.Edit] = [
        edits.RenameInput(K, "a", "x"),
        edits.CastInput(K, "x", "uint8", 0.5),
        edits.AddOutput(K, "twice", "hidden:0"),
    ]
    made = _saved(source, tmp_path / "new", *listed).meta_graphs[0]
    nodes = {node.name: node for node in made.graph_def.node}
    assert nodes["a"].op == "PlaceholderWithDefault"
    assert made.signature_def[K].inputs["x"].dtype == 4
    assert made.signature_def[K].outputs["twice"].name == "hidden:0"


def _sparse() -> Message:
    """`serving_default` takes the input `a` in parts, as models that parse examples do."""
    meta = edited.subtracting()
    info = meta.signature_def[K].inputs["a"]
    info.coo_sparse.values_tensor_name = "a:0"
    info.coo_sparse.indices_tensor_name, info.coo_sparse.dense_shape_tensor_name = "i:0", "s:0"
    return meta


def test_a_sparse_input_gets_another_name_and_keeps_its_parts(tmp_path: Path) -> None:
    source = edited.saved_model(tmp_path / "model", _sparse())
    made = _saved(source, tmp_path / "new", edits.RenameInput(K, "a", "x")).meta_graphs[0]
    assert made.signature_def[K].inputs["x"].coo_sparse.values_tensor_name == "a:0"


@pytest.mark.parametrize(
    "edit",
    [edits.CastInput(K, "a", "float64"), edits.SetDefault(K, "a", [[1, 2, 3]]), edits.RemoveInput(K, "a", 1)],
)
def test_nothing_is_computed_before_a_sparse_input(tmp_path: Path, edit: edits.Edit) -> None:
    source = edited.saved_model(tmp_path / "model", _sparse())
    with pytest.raises(Refusal, match=r"of several parts|is needed"):
        _saved(source, tmp_path / "new", edit)


def test_a_saved_model_has_no_order_to_keep() -> None:
    """What loaders read of inputs and outputs are maps, in the signature and in the object graph alike."""
    signature = message_class("SignatureDef").DESCRIPTOR.fields_by_name
    arguments = message_class("DictValue").DESCRIPTOR.fields_by_name["fields"]
    for field in (signature["inputs"], signature["outputs"], arguments):
        assert field.message_type.GetOptions().map_entry


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (edits.AddSignature("x", {"a": "a:0"}, {"y": "hidden:0"}), "cannot be computed without feeding b"),
        (edits.AddOutput(K, "y", "nowhere:0"), "no tensor nowhere:0"),
        (edits.RenameInput(K, "a", "b"), "an input b already"),
        (edits.RenameInput(K, "c", "d"), "has no input c"),
        (edits.RenameSignature("other", "x"), "no signature other"),
        (edits.DuplicateSignature(K, K), "a signature serving_default already"),
        (edits.CastInput(K, "a", "string"), "string is no type that can be cast to"),
        (edits.SetShape(K, "a", (1,)), "has 2 dimensions"),
        (edits.SetDefault(K, "a", "text"), "is none of type float32"),
        (edits.RemoveOutput(K, "difference"), "the only output"),
        (edits.ReorderInputs(K, ("b", "a")), "has no order"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    tmp_path: Path, edit: edits.Edit, words: str
) -> None:
    source = edited.saved_model(tmp_path / "model", edited.subtracting())
    with pytest.raises(Refusal, match=words):
        _saved(source, tmp_path / "new", edit)
    assert [each.name for each in tmp_path.iterdir()] == ["model"]
