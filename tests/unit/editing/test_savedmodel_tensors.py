# SPDX-License-Identifier: Apache-2.0
"""Tensors are found by their spelling, and named as the body of their function names them."""

from pathlib import Path

import pytest

from cutaway.editing import saving
from cutaway.editing.applying import apply
from cutaway.editing.edits import AddOutput
from cutaway.editing.graph_known import known_of
from cutaway.editing.refusals import Refusal
from cutaway.editing.savedmodel_source import MetaSource
from cutaway.editing.savedmodel_tensors import find, is_reference
from cutaway.editing.writers import meta_source
from cutaway.wire.protobuf import Message, message_class
from helpers import edited, graphs
from helpers.graphs import FLOAT

INNER = "PartitionedCall/PartitionedCall"


def source(folder: Path, meta: Message) -> MetaSource:
    """A SavedModel of that MetaGraph, as edits see it."""
    return meta_source(edited.opened(edited.saved_model(folder / "model", meta)), ())


def parsing(dense: int, sparse: int) -> Message:
    """A MetaGraph whose innermost function parses examples into that many tensors of each kind."""
    meta = edited.minus_two()
    inner = meta.graph_def.library.function[0]
    parse = graphs.node(inner, "parse", "ParseExampleV2", "a", "b", "b", "b", "b")
    parse.attr["num_sparse"].i = sparse
    parse.attr["sparse_types"].list.type.extend([FLOAT] * sparse)
    parse.attr["Tdense"].list.type.extend([FLOAT] * dense)
    for key in ("ragged_value_types", "ragged_split_types"):
        parse.attr[key].list.SetInParent()
    return meta


@pytest.mark.parametrize(
    ("dense", "sparse", "index", "ref"),
    [
        (3, 0, 2, "parse:dense_values:2"),
        (2, 1, 1, "parse:sparse_values:0"),
        (2, 1, 4, "parse:dense_values:1"),
    ],
)
def test_outputs_without_a_tensor_are_passed_over(
    tmp_path: Path, dense: int, sparse: int, index: int, ref: str
) -> None:
    assert find(source(tmp_path, parsing(dense, sparse)), f"{INNER}/parse:{index}").ref == ref


def test_a_tensor_inside_a_loop_says_that_it_has_many_values(tmp_path: Path) -> None:
    meta = edited.minus_two()
    inner = meta.graph_def.library.function[0]
    loop = graphs.node(inner, "loop", "StatelessWhile", "a")
    for key in ("cond", "body"):
        graphs.calling(loop, key, "inner")
    with pytest.raises(
        Refusal, match=r"loop/sub:0 is computed inside loop, which has a value of it for each turn"
    ):
        find(source(tmp_path, meta), f"{INNER}/loop/sub:0")


def test_a_variable_of_tensorflow_1_gives_its_value(tmp_path: Path) -> None:
    """A function gives no tensor that refers to a variable, and loaders of today make one of the signature."""
    meta = edited.subtracting()
    variable = graphs.node(meta.graph_def, "counter", "VariableV2", dtype=FLOAT, shape=[2])
    graphs.node(meta.graph_def, "set", "Assign", "counter", "hidden", T=FLOAT)
    nodes = {node.name: node for node in meta.graph_def.node}
    assert is_reference(variable, 0)
    assert is_reference(nodes["set"], 0)
    assert not is_reference(nodes["hidden"], 0)
    model = edited.opened(edited.saved_model(tmp_path / "model", meta))
    draft, known = edited.draft(model), known_of(model, ())
    for tensor in ("counter:0", "set:0"):
        draft = apply(draft, AddOutput("serving_default", tensor[:3], tensor), known)
    made = saving.rewritten(model, draft)
    assert made is not None
    written = message_class("SavedModel").FromString(made.content()).meta_graphs[0]
    outputs = {name: info.name for name, info in written.signature_def["serving_default"].outputs.items()}
    ops = {node.name: (node.op, list(node.input)) for node in written.graph_def.node}
    assert ops[outputs["cou"].removesuffix(":0")] == ("Identity", ["counter"])
    assert ops[outputs["set"].removesuffix(":0")] == ("Identity", ["set"])
