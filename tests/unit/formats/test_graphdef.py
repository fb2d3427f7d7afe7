# SPDX-License-Identifier: Apache-2.0
"""Graphs without signatures: real ones, and hostile ones that must not be spread out."""

from pathlib import Path

import pytest

from cutaway.errors import DamagedFileError, RequestError
from cutaway.formats.graphdef import open_model
from cutaway.formats.opened import OpenModel, OpenRequest, silent
from cutaway.wire.protobuf import Message
from helpers import graphs


def _open(path: Path) -> OpenModel:
    return open_model(OpenRequest(path, str(path)), silent)


def _written(tmp_path: Path, graph: Message) -> OpenModel:
    (tmp_path / "g.pb").write_bytes(graph.SerializeToString())
    return _open(tmp_path / "g.pb")


def test_a_real_frozen_graph_is_described(samples: Path) -> None:
    model = _open(samples / "keyword_ds_cnn.pb")
    found = model.description
    assert (found.format, found.variables, found.findings) == ("frozen_graph", (), ())
    assert found.graph is not None
    assert (found.graph.nodes, found.graph.operators[0].name, found.graph.operators[0].count) == (
        152,
        "Const",
        58,
    )
    signature = found.signatures[0]
    assert [(spec.name, spec.dtype, spec.shape) for spec in signature.inputs] == [("wav_data", "string", ())]
    assert [spec.name for spec in signature.outputs] == ["labels_softmax"]
    assert model.array(found.constants[0].name).shape == found.constants[0].shape
    graph = model.graph()
    assert graph is not None
    assert len(graph.names) == 152
    assert model.graph() is graph


def test_a_text_graph_with_comments_is_described(tmp_path: Path) -> None:
    file = tmp_path / "g.pbtxt"
    file.write_text('# RUN: x\nnode { name: "x" op: "Placeholder" }\n', encoding="utf-8")
    found = _open(file).description
    assert (found.detail, [spec.name for spec in found.signatures[0].inputs]) == ("text", ["x"])


def test_an_empty_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match=r"g\.pb holds no graph"):
        _written(tmp_path, graphs.graph())


def test_constants_that_claim_absurd_sizes_are_told_and_never_made(tmp_path: Path) -> None:
    graph = graphs.graph()
    graphs.node(graph, "big", "Const", value=graphs.tensor(graphs.FLOAT, [1 << 60], float_val=[1]))
    graphs.node(graph, "overflow", "Const", value=graphs.tensor(graphs.FLOAT, [1 << 62, 1 << 62]))
    graphs.node(graph, "negative", "Const", value=graphs.tensor(graphs.FLOAT, [-5], float_val=[1]))
    graphs.node(graph, "alien", "Const", value=graphs.tensor(9999, [1]))
    model = _written(tmp_path, graph)
    found = {finding.where: finding.code for finding in model.description.findings}
    assert found == {
        "big": "huge-constant",
        "overflow": "huge-constant",
        "negative": "bad-constant",
        "alien": "bad-constant",
    }
    with pytest.raises(RequestError, match="is not spread out"):
        model.array("big")
    with pytest.raises(DamagedFileError):
        model.array("negative")


def test_constants_of_functions_bear_the_function_s_name(tmp_path: Path) -> None:
    graph = graphs.graph()
    body = graphs.function(graph, "f", {}, {})
    graphs.node(body, "c", "Const", value=graphs.tensor(graphs.FLOAT, [1], float_val=[7]))
    model = _written(tmp_path, graph)
    assert model.array("f/c").tolist() == [7.0]


def test_scopes_of_any_depth_are_only_names(tmp_path: Path) -> None:
    graph = graphs.graph()
    graphs.node(graph, "/".join("a" * 5000), "Placeholder", dtype=graphs.FLOAT)
    found = _written(tmp_path, graph).description
    assert found.graph is not None
    assert found.graph.nodes == 1


def test_a_graph_that_was_not_frozen_says_so(tmp_path: Path) -> None:
    graph = graphs.graph()
    graphs.node(graph, "w", "VariableV2", dtype=graphs.FLOAT, shape=[3, 2])
    found = _written(tmp_path, graph).description
    assert [(one.name, one.shape, one.available) for one in found.variables] == [("w", (3, 2), False)]
    assert [finding.code for finding in found.findings] == ["not-frozen"]


def test_a_table_filled_from_any_file_is_dangerous(tmp_path: Path) -> None:
    graph = graphs.graph()
    graphs.node(graph, "t", "HashTableV2", key_dtype=graphs.STRING, value_dtype=graphs.INT64)
    name = graphs.tensor(graphs.STRING, [], string_val=[b"/etc/passwd"])
    graphs.node(graph, "file", "Const", dtype=graphs.STRING, value=name)
    graphs.node(graph, "fill", "InitializeTableFromTextFileV2", "t", "file")
    model = _written(tmp_path, graph)
    finding = model.description.findings[0]
    assert (finding.code, finding.severity) == ("reads-files", "danger")
    assert "/etc/passwd" in finding.message
    with pytest.raises(RequestError, match="no asset of the model"):
        model.entries("t", 3)


def test_a_table_filled_from_constants_can_be_looked_into(tmp_path: Path) -> None:
    graph = graphs.graph()
    graphs.node(graph, "t", "HashTableV2", key_dtype=graphs.STRING, value_dtype=graphs.INT64)
    keys = graphs.tensor(graphs.STRING, [3], string_val=[b"a", b"b", b"c"])
    graphs.node(graph, "k", "Const", dtype=graphs.STRING, value=keys)
    graphs.node(
        graph, "v", "Const", dtype=graphs.INT64, value=graphs.tensor(graphs.INT64, [3], int64_val=[1, 2, 3])
    )
    graphs.node(graph, "fill", "LookupTableImportV2", "t", "k", "v")
    model = _written(tmp_path, graph)
    assert [(one.name, one.entries, one.source) for one in model.description.tables] == [
        ("t", 3, "constants")
    ]
    assert model.entries("t", 2) == [("a", "1"), ("b", "2")]
