# SPDX-License-Identifier: Apache-2.0
"""What Keras 2 left in a SavedModel."""

import json
from collections.abc import Mapping
from pathlib import Path

from cutaway.description.variables import Variable
from cutaway.formats.keras_saved import SavedKeras, read_keras
from cutaway.formats.objectgraph import ObjectGraph
from cutaway.wire.protobuf import message_class

MESSAGE = "third_party.tensorflow.python.keras.protobuf.SavedMetadata"
KERNEL = Variable("k", "dense/kernel", "float32", (4, 2), 32, "weight", trainable=True)


def _objects() -> ObjectGraph:
    graph = message_class("SavedObjectGraph")()
    for children in ({"layer-0": 1}, {"kernel": 2}, {}):
        node = graph.nodes.add()
        for name, child in children.items():
            node.children.add(local_name=name, node_id=child)
    graph.nodes[2].variable.SetInParent()
    return ObjectGraph(graph)


def _read(file: Path, root: Mapping[str, object], layer: Mapping[str, object]) -> SavedKeras:
    metadata = message_class(MESSAGE)()
    metadata.nodes.add(node_path="root", identifier="_tf_keras_sequential", metadata=json.dumps(root))
    metadata.nodes.add(
        node_id=1, node_path="root.layer-0", identifier="_tf_keras_layer", metadata=json.dumps(layer)
    )
    file.write_bytes(metadata.SerializeToString())
    return read_keras(file, _objects(), {2: KERNEL})


DENSE = {"class_name": "Dense", "name": "dense", "config": {"name": "dense", "units": 2, "trainable": True}}


def test_a_configuration_becomes_the_layer_table(tmp_path: Path) -> None:
    shape = {"class_name": "__tuple__", "items": [None, 4]}
    start = {"class_name": "InputLayer", "config": {"name": "in", "batch_input_shape": shape}}
    root = {
        "class_name": "Sequential",
        "name": "net",
        "keras_version": "2.9.0",
        "config": {"name": "net", "layers": [start, DENSE]},
    }
    found = _read(tmp_path / "keras_metadata.pb", root, DENSE)
    assert (found.present, found.version, found.findings) == (True, "2.9.0", [])
    assert found.layers is not None
    row = found.layers[-1]
    assert (row.name, row.class_name, row.output_shape, row.parameters) == ("dense", "Dense", (None, 2), 8)
    assert row.variables == ("k",)


def test_a_model_that_is_a_program_lists_what_hangs_on_it(tmp_path: Path) -> None:
    found = _read(tmp_path / "keras_metadata.pb", {"class_name": "Mine", "config": {}}, DENSE)
    assert found.layers is not None
    assert [(row.name, row.parameters, row.output_shape) for row in found.layers] == [("dense", 8, None)]


def test_byte_code_in_a_lambda_is_dangerous(tmp_path: Path) -> None:
    code = {"class_name": "__tuple__", "items": ["4wEAAAA=\n", None, None]}
    layer = {
        "class_name": "Lambda",
        "name": "evil",
        "config": {"name": "evil", "function": code, "function_type": "lambda"},
    }
    found = _read(tmp_path / "keras_metadata.pb", {"class_name": "Mine", "config": {}}, layer)
    assert [(one.code, one.severity) for one in found.findings] == [("contains-code", "danger")]
    assert found.code


def test_damaged_metadata_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "keras_metadata.pb").write_bytes(b"\xff\xff")
    found = read_keras(tmp_path / "keras_metadata.pb", _objects(), {})
    assert [finding.code for finding in found.findings] == ["damaged-keras-metadata"]
    found = _read(tmp_path / "keras_metadata.pb", {"class_name": "Sequential", "config": {"layers": 7}}, {})
    assert found.present


def test_a_model_of_others_has_none(tmp_path: Path) -> None:
    found = read_keras(tmp_path / "keras_metadata.pb", _objects(), {})
    assert (found.present, found.layers) == (False, None)
