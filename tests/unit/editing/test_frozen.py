# SPDX-License-Identifier: Apache-2.0
"""Frozen graphs: what is renamed is renamed everywhere, what is not needed is cut, all else stays byte for byte."""

from pathlib import Path

import numpy
import pytest

from cutaway.description.signatures import Signature
from cutaway.editing import edits, saving
from cutaway.editing.applying import apply_all
from cutaway.editing.graph_known import known_of
from cutaway.editing.refusals import Refusal
from cutaway.formats.opened import silent
from cutaway.wire.protobuf import Message, message_class
from cutaway.wire.varints import fields
from helpers import edited

K = "inferred"


def _saved(tmp_path: Path, *listed: edits.Edit) -> Message:
    model = edited.opened(edited.frozen(tmp_path / "model.pb"))
    draft = apply_all(edited.draft(model), listed, known_of(model, ()))
    saving.save(model, draft, tmp_path / "new.pb", silent, overwrite=True)
    return message_class("GraphDef").FromString((tmp_path / "new.pb").read_bytes())


def _nodes(graph: Message) -> dict[str, tuple[str, list[str]]]:
    return {node.name: (node.op, list(node.input)) for node in graph.node}


def test_renamed_nodes_are_renamed_where_they_are_taken(tmp_path: Path) -> None:
    graph = _saved(tmp_path, edits.RenameInput(K, "a", "x"), edits.RenameOutput(K, "difference", "y"))
    assert _nodes(graph)["sub"] == ("Sub", ["x", "b"])
    assert _nodes(graph)["y"] == ("Mul", ["sub", "weight"])


def test_two_inputs_exchange_their_names(tmp_path: Path) -> None:
    listed: list[edits.Edit] = [
        edits.RenameInput(K, "a", "c"),
        edits.RenameInput(K, "b", "a"),
        edits.RenameInput(K, "c", "b"),
    ]
    graph = _saved(tmp_path, *listed)
    assert _nodes(graph)["sub"] == ("Sub", ["b", "a"])


def test_a_tensor_in_the_middle_becomes_an_input_and_what_made_it_goes(tmp_path: Path) -> None:
    listed: list[edits.Edit] = [
        edits.AddInput(K, "middle", "sub:0"),
        edits.RemoveInput(K, "a", None),
        edits.RemoveInput(K, "b", None),
    ]
    graph = _saved(tmp_path, *listed)
    assert set(_nodes(graph)) == {"middle", "weight", "difference"}
    assert _nodes(graph)["difference"] == ("Mul", ["middle", "weight"])


def test_an_output_from_the_middle_leaves_nothing_behind_it(tmp_path: Path) -> None:
    graph = _saved(tmp_path, edits.AddOutput(K, "early", "sub:0"), edits.RemoveOutput(K, "difference"))
    assert set(_nodes(graph)) == {"a", "b", "sub", "early"}


def test_an_input_gets_a_value_a_default_and_another_type(tmp_path: Path) -> None:
    graph = _saved(
        tmp_path, edits.RemoveInput(K, "b", [[1.0, 2.0, 3.0]]), edits.CastInput(K, "a", "uint8", 0.5)
    )
    nodes = {node.name: node for node in graph.node}
    assert nodes["b"].op == "Const"
    assert numpy.frombuffer(nodes["b"].attr["value"].tensor.tensor_content, "f4").tolist() == [1, 2, 3]
    assert nodes["a"].attr["dtype"].type == 4
    assert list(nodes["sub"].input) == ["a_scaled", "b"]
    graph = _saved(tmp_path, edits.SetDefault(K, "b", [[1.0, 2.0, 3.0]]))
    assert _nodes(graph)["b"] == ("PlaceholderWithDefault", ["b_default"])


def test_a_placeholder_of_any_shape_says_so_once_it_has_a_default(tmp_path: Path) -> None:
    file = edited.frozen(tmp_path / "any.pb")
    graph = message_class("GraphDef").FromString(file.read_bytes())
    del next(node for node in graph.node if node.name == "b").attr["shape"]
    file.write_bytes(graph.SerializeToString())
    model = edited.opened(file)
    draft = apply_all(edited.draft(model), [edits.SetDefault(K, "b", 1.0)], known_of(model, ()))
    saving.save(model, draft, tmp_path / "new.pb", silent)
    made = message_class("GraphDef").FromString((tmp_path / "new.pb").read_bytes())
    assert next(node for node in made.node if node.name == "b").attr["shape"].shape.unknown_rank


def test_a_weight_is_given_though_no_input_leads_to_it(tmp_path: Path) -> None:
    """Readers take it for a leftover of training, and for none of the results."""
    graph = _saved(tmp_path, edits.AddOutput(K, "w", "weight:0"), edits.AddOutput(K, "early", "sub:0"))
    assert _nodes(graph)["w"] == ("Identity", ["weight"])
    found = {each.key: [spec.name for spec in each.outputs] for each in _described(tmp_path / "new.pb")}
    assert found == {"inferred": ["difference", "early"], "inferred_rest": ["w"]}


def test_another_end_of_the_graph_is_given_once(tmp_path: Path) -> None:
    first = edited.frozen(tmp_path / "model.pb")
    graph = message_class("GraphDef").FromString(first.read_bytes())
    graph.node.add(name="alone", op="Identity", input=["weight"]).attr["T"].type = 1
    first.write_bytes(graph.SerializeToString())
    model = edited.opened(first)
    again = edits.AddOutput(K, "again", "alone:0")
    with pytest.raises(Refusal, match="alone:0 is given already: it is the output alone of inferred_rest"):
        apply_all(edited.draft(model), [again], known_of(model, ()))


def _described(path: Path) -> tuple[Signature, ...]:
    return edited.opened(path).description.signatures


def test_nodes_that_stay_are_byte_for_byte_what_they_were(tmp_path: Path) -> None:
    graph = _saved(tmp_path, edits.RenameInput(K, "a", "x"))
    data, whole = (tmp_path / "model.pb").read_bytes(), (tmp_path / "new.pb").read_bytes()
    bodies = [data[found.start : found.end] for found in fields(data, 0, len(data))]
    names = {message_class("NodeDef").FromString(body).name: body in whole for body in bodies}
    assert names == {"a": False, "b": True, "weight": True, "sub": False, "difference": True}
    assert len(graph.node) == len(bodies)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (edits.RenameInput(K, "a", "weight"), "a node weight in the graph already"),
        (edits.RenameInput(K, "a", "b"), "an input b already"),
        (edits.RenameInput(K, "a", "x y"), "no name for a node"),
        (edits.RemoveInput(K, "a", None), "without feeding a"),
        (edits.AddOutput(K, "x", "nowhere:0"), "no tensor nowhere:0"),
        (edits.SetShape(K, "difference", (1, 3)), "keeps no shapes of what it gives"),
        (edits.DuplicateSignature(K, "other"), "no second signature"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    tmp_path: Path, edit: edits.Edit, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        _saved(tmp_path, edit)
    assert not (tmp_path / "new.pb").exists()
