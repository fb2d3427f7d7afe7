# SPDX-License-Identifier: Apache-2.0
"""What the child answers about the map of a graph."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cutaway import paths
from cutaway.description import codec
from cutaway.description.drawing import SEVERAL, Drawing, Hits, NodeFacts
from cutaway.description.picture import FOLDED
from cutaway.errors import CancelledError, RequestError
from cutaway.formats.node_details import NodeDetails
from cutaway.wire.protobuf import Message
from cutaway.worker.models import Models
from cutaway.worker.questions import QUESTIONS, Call
from cutaway.worker.tasks import graph_index, graphs
from helpers import graphs as message_graphs
from helpers import lite

SAMPLES = paths.resource("samples")
FIRST: dict[str, object] = {"opened": None, "direction": "down", "anchor": ""}


def silent(_words: str, _fraction: float | None) -> None:
    """Hear nothing."""


def ask(models: Models, sample: str, **arguments: object) -> Call:
    """Return a question about a sample."""
    return Call((str(SAMPLES / sample), (), ""), arguments, models, silent, print)


@pytest.fixture
def models() -> Iterator[Models]:
    """What a child keeps open."""
    kept = Models()
    yield kept
    kept.close()


def drawn(models: Models, sample: str, **other: object) -> Drawing:
    """Return a picture of a sample."""
    made = graphs.picture(ask(models, sample, **{**FIRST, **other}))
    assert made is not None
    return made


def test_a_picture_survives_the_way_to_the_window(models: Models) -> None:
    made = drawn(models, "keyword_ds_cnn.pb")
    hint = QUESTIONS["picture"].answer()
    there = codec.unpack(hint, codec.pack(hint, made))
    assert there.names == made.names
    assert list(there.picture.boxes.x) == list(made.picture.boxes.x)
    assert there.picture.wires.labels == made.picture.wires.labels


def test_every_box_of_a_node_has_its_name(models: Models) -> None:
    made = drawn(models, "keyword_ds_cnn.pb")
    nodes = [box for box, node in enumerate(made.picture.boxes.node) if node >= 0]
    assert nodes
    assert all(made.names[box] for box in nodes)


def test_after_a_picture_details_are_read_before_anybody_searches_them(
    models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(models, "keyword_ds_cnn.pb")
    while models.go_on():
        pass
    monkeypatch.setattr(NodeDetails, "attributes", lambda *_: pytest.fail("it was read only now"))
    monkeypatch.setattr(NodeDetails, "count", lambda *_: pytest.fail("it was read only now"))
    for query in ("attr:padding=SAME", "dtype:float32", "shape:..."):
        assert graphs.search(ask(models, "keyword_ds_cnn.pb", query=query, limit=9)).total


def test_of_a_graph_beyond_all_measure_nothing_is_read_before_it_is_searched(
    models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph_index, "MOST_AHEAD", 10)
    drawn(models, "keyword_ds_cnn.pb")
    assert not models.go_on()


def test_weights_of_boxes_are_those_of_the_description(models: Models) -> None:
    made = drawn(models, "keyword_ds_cnn.pb", opened=["MobileNet/"])
    described = models.open((str(SAMPLES / "keyword_ds_cnn.pb"), (), ""), silent).description
    parts = [box for box, form in enumerate(made.picture.boxes.form) if form != 2]
    assert sum(made.parameters[box] for box in parts) <= described.parameters + 100
    assert max(made.parameters) > 1000
    assert "float32" in made.dtypes


def test_arguments_of_functions_stand_for_the_variables_they_are_called_with(models: Models) -> None:
    made = drawn(models, "basic_pitch")
    conv = made.picture.boxes.labels.index("conv2d_1")
    assert made.parameters[conv] == 7496
    assert any(name.startswith("layer_with_weights") for name in made.attached)


def test_wires_tell_what_they_carry_where_the_file_does(models: Models) -> None:
    made = drawn(models, "micro_speech_quantized.tflite")
    assert "int8 1 × 25 × 20 × 8" in made.picture.wires.labels


def test_layers_are_drawn_where_there_is_no_graph(models: Models) -> None:
    made = drawn(models, "resnet8_cifar10.h5")
    assert "conv2d_1" in made.names
    assert "? × 32 × 32 × 16" in made.picture.wires.labels


def test_a_file_without_graph_and_layers_has_no_picture(models: Models) -> None:
    assert graphs.picture(ask(models, "regression_checkpoint", **FIRST)) is None
    assert graphs.search(ask(models, "regression_checkpoint", query="a", limit=3)).total == 0
    assert graphs.facts(ask(models, "regression_checkpoint", name="a", function="")) is None
    assert graphs.place(ask(models, "regression_checkpoint", name="a", function="")) is None


def test_the_second_picture_uses_what_the_first_found_out(models: Models) -> None:
    first = drawn(models, "keyword_ds_cnn.pb")
    kept = models.keep("graph", object)
    drawn(models, "keyword_ds_cnn.pb", opened=[*first.picture.opened, "MobileNet/conv_1/"])
    assert models.keep("graph", object) is kept
    assert type(kept) is not object


def test_another_file_has_a_map_of_its_own(models: Models) -> None:
    drawn(models, "keyword_ds_cnn.pb")
    assert "labels_softmax" in " ".join(drawn(models, "micro_speech_quantized.tflite").names)


def test_a_search_lists_the_best_and_counts_all(models: Models) -> None:
    hits: Hits = graphs.search(ask(models, "keyword_ds_cnn.pb", query="op:Conv2D", limit=2))
    assert all("Conv2D" in op or "Conv2d" in op for op in hits.ops)
    assert len(hits.names) == 2
    assert hits.total > 2


def test_an_unreadable_expression_is_refused_with_a_sentence(models: Models) -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        graphs.search(ask(models, "keyword_ds_cnn.pb", query="/(/", limit=2))


def test_the_place_of_a_hidden_node_names_the_groups_to_open(models: Models) -> None:
    hits = graphs.search(ask(models, "keyword_ds_cnn.pb", query="op:Conv2D", limit=1))
    place = graphs.place(ask(models, "keyword_ds_cnn.pb", name=hits.names[0], function=""))
    assert place is not None
    made = drawn(models, "keyword_ds_cnn.pb", opened=list(place.opened))
    assert place.key in made.picture.boxes.keys


def test_facts_of_a_node_tell_attributes_and_both_ends(models: Models) -> None:
    hits = graphs.search(ask(models, "keyword_ds_cnn.pb", query="op:Conv2D", limit=1))
    facts: NodeFacts | None = graphs.facts(ask(models, "keyword_ds_cnn.pb", name=hits.names[0], function=""))
    assert facts is not None
    assert dict(facts.attributes)["padding"] == "SAME"
    assert facts.fed == len(facts.inputs) == 2
    assert facts.outputs
    assert facts.weights


def test_facts_of_an_operator_name_its_weights(models: Models) -> None:
    facts = graphs.facts(ask(models, "micro_speech_quantized.tflite", name="add_1", function=""))
    assert facts is not None
    assert facts.weights == ("final_fc_weights/read/transpose", "MatMul_bias")


def test_an_unknown_node_has_no_facts(models: Models) -> None:
    assert graphs.facts(ask(models, "keyword_ds_cnn.pb", name="nothing", function="")) is None


def test_a_picture_can_be_cancelled_while_it_is_laid_out(models: Models) -> None:
    drawn(models, "keyword_ds_cnn.pb")

    def cancel(words: str, _fraction: float | None) -> None:
        if words.startswith("Laying out"):
            raise CancelledError("It was cancelled.")

    with pytest.raises(CancelledError):
        graphs.picture(replace(ask(models, "keyword_ds_cnn.pb", **FIRST), progress=cancel))


def test_a_changed_file_is_drawn_anew(models: Models, tmp_path: Path) -> None:
    file = tmp_path / "model.pb"
    file.write_bytes((SAMPLES / "keyword_ds_cnn.pb").read_bytes())
    call = Call((str(file), (), ""), FIRST, models, silent, print)
    graphs.picture(call)
    kept = models.keep("graph", object)
    file.write_bytes(file.read_bytes() + b"\x22\x00")  # an empty field more: other size, same graph
    graphs.picture(call)
    assert models.keep("graph", object) is not kept


def test_a_group_tells_its_nodes_and_weights(models: Models) -> None:
    found = graphs.group(ask(models, "keyword_ds_cnn.pb", key="MobileNet/conv_1/"))
    assert found is not None
    assert (found.label, found.nodes) == ("conv_1", 4)
    assert ("Conv2D", 1) in found.ops
    assert "MobileNet/conv_1/weights" in found.weights
    assert found.variables == 0
    assert found.constants >= len(found.weights)
    again = codec.unpack(QUESTIONS["group"].answer(), codec.pack(QUESTIONS["group"].answer(), found))
    assert again == found


def test_a_call_tells_the_variables_that_its_functions_use(models: Models) -> None:
    found = graphs.group(ask(models, "basic_pitch", key="StatefulPartitionedCall()"))
    assert found is not None
    described = models.open((str(SAMPLES / "basic_pitch"), (), ""), silent).description
    variables = {variable.name for variable in described.variables}
    assert found.variables == len(variables & set(found.weights)) > 20


def test_a_group_that_is_not_there_is_none(models: Models) -> None:
    assert graphs.group(ask(models, "keyword_ds_cnn.pb", key="nowhere/")) is None
    assert graphs.group(ask(models, "regression_checkpoint", key="nowhere/")) is None


def _one_node() -> Message:
    made = message_graphs.graph()
    message_graphs.node(made, "x", "Placeholder", dtype=1)
    return made


def _lite_blocks(blocks: int, size: int) -> lite.Model:
    """Scopes of additions one after another, each with a constant of 2 × 3 of its own."""
    tensors, operators = [lite.Tensor("x")], []
    for number in range(blocks * size):
        tensors.append(lite.Tensor(f"c{number}", buffer=number + 1))
        tensors.append(lite.Tensor(f"block_{number // size}/add_{number}"))
        operators.append(lite.Op(0, (2 * number, 2 * number + 1), (2 * number + 2,)))
    graph = lite.Graph(tensors, operators, (0,), (len(tensors) - 1,))
    return lite.Model([graph], buffers=[bytes(24)] * (blocks * size))


def test_folded_groups_of_tensorflow_lite_sum_what_their_operators_take(
    models: Models, tmp_path: Path
) -> None:
    file = tmp_path / "blocks.tflite"
    _lite_blocks(3, 40).write(file)
    call = Call((str(file), (), ""), {**FIRST, "opened": []}, models, silent, print)
    made = graphs.picture(call)
    assert made is not None
    folded = [box for box, form in enumerate(made.picture.boxes.form) if form == FOLDED]
    assert sum(made.parameters[box] for box in folded) == 3 * 40 * 6
    key = made.picture.boxes.keys[folded[0]]
    facts = graphs.group(Call(call.source, {"key": key}, models, silent, print))
    assert facts is not None
    assert len(facts.weights) == made.parameters[folded[0]] // 6


def test_what_was_inferred_is_found_and_told(models: Models) -> None:
    facts = graphs.facts(ask(models, "keyword_ds_cnn.pb", name="labels_softmax", function=""))
    assert facts is not None
    (before,) = facts.inputs
    assert not before.inferred
    node, output = before.tensor
    lesson = {"nodes": [node], "outputs": [output], "text": [0], "texts": ["float32 1 × 12"]}
    assert not graphs.search(ask(models, "keyword_ds_cnn.pb", query="shape:1,12", limit=5)).total
    assert graphs.learn(ask(models, "keyword_ds_cnn.pb", **lesson)) == 1
    hits = graphs.search(ask(models, "keyword_ds_cnn.pb", query="shape:1,12", limit=5))
    assert hits.names == [before.name]
    assert hits.knows_inferred


def test_types_shapes_and_attributes_are_searched(models: Models) -> None:
    def names(sample: str, query: str) -> list[str]:
        return graphs.search(ask(models, sample, query=query, limit=50)).names

    padded = names("keyword_ds_cnn.pb", "attr:padding=SAME op:Conv2D")
    assert padded
    assert "MobileNet/conv_1/Conv2D" in padded
    assert names("keyword_ds_cnn.pb", "shape:64,12 dtype:float32") == ["MobileNet/fc1/weights"]
    assert "Relu" in names("micro_speech_quantized.tflite", "shape:1,25,20,8 dtype:int8")
    assert names("resnet8_cifar10.h5", "shape:?,10")
    assert names("resnet8_cifar10.h5", "attr:activation=softmax")


def test_a_stack_that_cannot_be_read_leaves_the_other_facts(models: Models, tmp_path: Path) -> None:
    folder = message_graphs.saved_model(tmp_path / "m", message_graphs.meta_graph(_one_node(), "serve"))
    (folder / "debug").mkdir()
    (folder / "debug" / "saved_model_debug_info.pb").write_bytes(b"\xff" * 9)
    call = Call((str(folder), (), ""), {"name": "x", "function": ""}, models, silent, print)
    facts = graphs.facts(call)
    assert facts is not None
    assert facts.op == "Placeholder"
    assert facts.stack == ()
    assert "saved_model_debug_info.pb is damaged" in facts.stack_problem


def test_boxes_tell_the_devices_that_the_file_asks_for(models: Models, tmp_path: Path) -> None:
    made = message_graphs.graph()
    message_graphs.node(made, "x", "Placeholder", dtype=1)
    for name, before, device in (
        ("net/a/relu", "x", "/job:localhost/replica:0/task:0/device:GPU:0"),
        ("net/a/tanh", "net/a/relu", "/gpu:0"),
        ("net/b/relu", "net/a/tanh", "/job:worker/task:1/device:CPU:0"),
        ("net/b/tanh", "net/b/relu", "/device:GPU:0"),
    ):
        message_graphs.node(made, name, name.rpartition("/")[2].title(), before, T=1).device = device
    file = tmp_path / "devices.pb"
    file.write_bytes(made.SerializeToString())
    opened = ["net/"]
    call = Call((str(file), (), ""), {**FIRST, "opened": opened}, models, silent, print)
    drawing = graphs.picture(call)
    assert drawing is not None
    told = dict(zip(drawing.picture.boxes.keys, drawing.devices, strict=True))
    assert told == {"x": "", "net/": SEVERAL, "net/a/": "GPU:0", "net/b/": SEVERAL}
    assert drawn(models, "keyword_ds_cnn.pb").devices == []


def test_where_nodes_are_is_told_for_many_at_once(models: Models) -> None:
    wanted = [["MobileNet/conv_1/Conv2D", ""], ["nowhere", ""]]
    found = graphs.chains(ask(models, "keyword_ds_cnn.pb", nodes=wanted))
    assert found == [("MobileNet/", "MobileNet/conv_1/", "MobileNet/conv_1/Conv2D"), ()]
