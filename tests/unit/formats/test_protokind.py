# SPDX-License-Identifier: Apache-2.0
"""Which of TensorFlow's messages a file holds, told by its structure."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.formats.protokind import looks_like, looks_like_text
from cutaway.wire.protobuf import message_class
from helpers import graphs


def _graph() -> bytes:
    graph = graphs.graph()
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "y", "Relu", "x", T=graphs.FLOAT)
    data: bytes = graph.SerializeToString()
    return data


def _meta() -> bytes:
    graph = graphs.graph()
    graph.ParseFromString(_graph())
    data: bytes = graphs.meta_graph(graph, "serve").SerializeToString()
    return data


def test_the_three_kinds_are_told_apart(samples: Path) -> None:
    assert looks_like(memoryview(_graph())) == "frozen_graph"
    assert looks_like(memoryview(_meta())) == "meta_graph"
    saved = (samples / "basic_pitch" / "saved_model.pb").read_bytes()
    assert looks_like(memoryview(saved)) == "saved_model"


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.9])
def test_a_file_that_is_cut_off_is_still_of_its_kind(samples: Path, kept: float) -> None:
    whole = (samples / "keyword_ds_cnn.pb").read_bytes()
    assert looks_like(memoryview(whole[: int(len(whole) * kept)])) == "frozen_graph"


def test_names_that_no_one_would_choose_are_still_names() -> None:
    graph = graphs.graph()
    graphs.node(graph, "<script>\n\x00", "NoOp")
    assert looks_like(memoryview(graph.SerializeToString())) == "frozen_graph"


def test_a_graph_of_functions_alone_is_a_graph() -> None:
    graph = graphs.graph()
    graphs.function(graph, "f", {"x": graphs.FLOAT}, {})
    assert looks_like(memoryview(graph.SerializeToString())) == "frozen_graph"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text, no model",
        b"\x89HDF\r\n\x1a\n",
        b"\x08\x07\x12\x07tf2onnx\x1a\x061.16.1",  # the beginning of an ONNX ModelProto
        b"\x1c\x00\x00\x00TFL3",
    ],
)
def test_other_files_are_of_no_kind(data: bytes) -> None:
    assert looks_like(memoryview(data)) is None


def test_an_example_of_training_data_is_no_graph() -> None:
    entry = b"\x0a\x03age\x12\x05\x1a\x03\x0a\x01\x07"
    features = b"\x0a" + bytes([len(entry)]) + entry
    assert looks_like(memoryview(b"\x0a" + bytes([len(features)]) + features)) is None


def test_keras_metadata_is_no_graph() -> None:
    metadata = message_class("third_party.tensorflow.python.keras.protobuf.SavedMetadata")()
    metadata.nodes.add(node_path="root", identifier="_tf_keras_model", metadata="{}")
    assert looks_like(memoryview(metadata.SerializeToString())) is None


@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    assert looks_like(memoryview(data)) in {None, "saved_model", "frozen_graph", "meta_graph"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('# RUN: x %s\n\nnode {\n  name: "a"', "frozen_graph"),
        ("library {\n function {", "frozen_graph"),
        ("saved_model_schema_version: 1", "saved_model"),
        ("meta_graphs {", "saved_model"),
        ("meta_info_def {", "meta_graph"),
        ('node { calculator: "Pass" }', None),
        ("pipeline_info { }", None),
        ('{"class_name": "Model"}', None),
        ("", None),
    ],
)
def test_text_is_told_by_its_first_field(text: str, kind: str | None) -> None:
    assert looks_like_text(text) == kind
