# SPDX-License-Identifier: Apache-2.0
"""What the child answers about the map of a graph."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cutaway import paths
from cutaway.description import codec
from cutaway.description.drawing import Drawing, Hits, NodeFacts
from cutaway.errors import CancelledError, RequestError
from cutaway.worker.models import Models
from cutaway.worker.questions import QUESTIONS, Call
from cutaway.worker.tasks import graphs

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
