# SPDX-License-Identifier: Apache-2.0
"""MetaGraphs with and without the checkpoint beside them."""

import shutil
from pathlib import Path

import pytest

from cutaway.errors import DamagedFileError, MissingFileError
from cutaway.formats.metagraph import open_model
from cutaway.formats.opened import OpenModel, OpenRequest, silent
from cutaway.wire.protobuf import Message, message_class
from helpers import graphs


def _open(path: Path) -> OpenModel:
    return open_model(OpenRequest(path, str(path)), silent)


def _graph() -> Message:
    graph = graphs.graph()
    graphs.node(graph, "x", "Placeholder", dtype=graphs.FLOAT)
    graphs.node(graph, "w", "VariableV2", dtype=graphs.FLOAT, shape=[2])
    graphs.node(graph, "y", "Mul", "x", "w", T=graphs.FLOAT)
    return graph


def test_a_real_one_takes_its_variables_from_the_checkpoint(samples: Path) -> None:
    model = _open(samples / "regression_checkpoint" / "model.meta")
    found = model.description
    assert (found.format, found.producer) == ("meta_graph", {"tensorflow": "1.11.0"})
    assert [(one.shape, one.trainable, one.available) for one in found.variables] == [((), True, True)] * 2
    assert found.graph is not None
    assert found.graph.nodes == 128
    assert model.array(found.variables[0].name).shape == ()
    assert {file.name for file in found.files} >= {"model.meta", "model.index"}


def test_the_empty_prefix_has_hidden_files(samples: Path, tmp_path: Path) -> None:
    for ending in ("meta", "index", "data-00000-of-00001"):
        shutil.copy(samples / "regression_checkpoint" / f"model.{ending}", tmp_path / f".{ending}")
    found = _open(tmp_path / ".meta").description
    assert [variable.available for variable in found.variables] == [True, True]


def test_without_a_checkpoint_the_graph_declares_its_variables(tmp_path: Path) -> None:
    meta = graphs.meta_graph(_graph())
    variable = message_class("VariableDef")(variable_name="w:0")
    meta.collection_def["trainable_variables"].bytes_list.value.append(variable.SerializeToString())
    (tmp_path / "m.meta").write_bytes(meta.SerializeToString())
    model = _open(tmp_path / "m.meta")
    found = model.description
    assert [(one.name, one.shape, one.trainable, one.available) for one in found.variables] == [
        ("w", (2,), True, False)
    ]
    assert [finding.code for finding in found.findings] == ["missing-variables"]
    assert [spec.name for spec in found.signatures[0].inputs] == ["x"]
    with pytest.raises(MissingFileError, match="The values of w are not there"):
        model.array("w")


def test_a_session_bundle_has_its_signatures_in_a_collection(tmp_path: Path) -> None:
    meta = graphs.meta_graph(_graph())
    signatures = message_class("serving.Signatures")()
    signatures.default_signature.regression_signature.input.tensor_name = "x:0"
    signatures.default_signature.regression_signature.output.tensor_name = "y:0"
    named = signatures.named_signatures
    named["inputs"].generic_signature.map["a"].tensor_name = "x:0"
    named["outputs"].generic_signature.map["b"].tensor_name = "y:0"
    packed = meta.collection_def["serving_signatures"].any_list.value.add()
    packed.type_url = "type.googleapis.com/tensorflow.serving.Signatures"
    packed.value = signatures.SerializeToString()
    (tmp_path / "export.meta").write_bytes(meta.SerializeToString())
    found = _open(tmp_path / "export.meta").description.signatures
    assert [(one.key, one.origin, one.method) for one in found] == [
        ("default", "declared", "regression"),
        ("inputs → outputs", "declared", ""),
    ]
    assert [(spec.name, spec.tensor, spec.dtype) for spec in found[1].outputs] == [("b", "y:0", "float32")]


def test_a_damaged_one_is_told_with_its_place(samples: Path, tmp_path: Path) -> None:
    whole = (samples / "regression_checkpoint" / "model.meta").read_bytes()
    (tmp_path / "m.meta").write_bytes(whole[:5000])
    with pytest.raises(DamagedFileError, match=r"m\.meta is damaged: it ends .* at byte \d"):
        _open(tmp_path / "m.meta")


def test_one_without_a_graph_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.meta").write_bytes(graphs.meta_graph().SerializeToString())
    with pytest.raises(DamagedFileError, match="holds no graph"):
        _open(tmp_path / "m.meta")
