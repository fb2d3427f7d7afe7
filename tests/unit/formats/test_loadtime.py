# SPDX-License-Identifier: Apache-2.0
"""What loading a SavedModel runs."""

from cutaway.description.findings import Finding
from cutaway.formats import opfindings
from cutaway.formats.loadtime import runs_on_load
from cutaway.formats.nodes import take_census
from cutaway.formats.objectgraph import ObjectGraph
from cutaway.formats.reach import Reach
from cutaway.wire.protobuf import Message
from helpers import graphs


def _found(meta: Message) -> list[Finding]:
    census = take_census(meta.graph_def, opfindings.watched())
    return list(runs_on_load(meta, census, Reach(meta.graph_def), ObjectGraph(meta.object_graph_def)))


def _meta(graph: Message, initialiser: str = "") -> Message:
    meta = graphs.meta_graph(graph, "serve")
    if initialiser:
        meta.collection_def["saved_model_main_op"].node_list.value.append(initialiser)
    return meta


def test_an_initialiser_that_writes_a_file_is_dangerous() -> None:
    graph = graphs.graph()
    graphs.node(graph, "write", "WriteFile")
    graphs.node(graph, "init", "NoOp", "^write")
    finding = _found(_meta(graph, "init"))[0]
    assert (finding.code, finding.severity, finding.where) == ("runs-on-load", "danger", "write")
    assert finding.message.startswith("Loading this model runs the op WriteFile (write), which writes files")


def test_an_initialiser_behind_functions_is_followed() -> None:
    graph = graphs.graph()
    graphs.calling(graphs.node(graph, "init", "StatefulPartitionedCall"), "f", "setup")
    graphs.node(graphs.function(graph, "setup", {}, {}), "py", "EagerPyFunc")
    assert [one.where for one in _found(_meta(graph, "init"))] == ["setup/py"]


def test_initialisers_of_objects_run_on_load_too() -> None:
    graph = graphs.graph()
    graphs.node(graphs.function(graph, "setup", {}, {}), "write", "WriteFile")
    meta = _meta(graph)
    for children in ({"table": 1}, {"_initialize": 2}, {}):
        node = meta.object_graph_def.nodes.add()
        for name, child in children.items():
            node.children.add(local_name=name, node_id=child)
    meta.object_graph_def.nodes[2].function.concrete_functions.append("setup")
    assert [(one.severity, one.where) for one in _found(meta)] == [("danger", "setup/write")]


def test_what_no_loader_runs_is_not_told() -> None:
    graph = graphs.graph()
    graphs.node(graph, "write", "WriteFile")
    graphs.node(graph, "init", "NoOp")
    assert _found(_meta(graph, "init")) == []


def test_a_harmless_initialiser_is_mentioned() -> None:
    graph = graphs.graph()
    graphs.node(graph, "t", "HashTableV2")
    graphs.node(graph, "init", "NoOp", "^t")
    finding = _found(_meta(graph, "init"))[0]
    assert (finding.severity, finding.where) == ("info", "init")
    assert "touches no files but the model's assets" in finding.message


def test_an_initialiser_with_ops_of_others_is_not_called_harmless() -> None:
    graph = graphs.graph()
    graphs.node(graph, "load", "SimpleMLLoadModel")
    graphs.node(graph, "init", "NoOp", "^load")
    assert "SimpleMLLoadModel, which is not TensorFlow's own" in _found(_meta(graph, "init"))[0].message


def _table(asset: str) -> Message:
    graph = graphs.graph()
    name = graphs.tensor(graphs.STRING, [], string_val=[b"/tmp/vocab"])
    graphs.node(graph, "path", "Const", dtype=graphs.STRING, value=name)
    graphs.node(graph, "file", "Identity", "path")
    graphs.node(graph, "table", "HashTableV2")
    graphs.node(graph, "fill", "InitializeTableFromTextFileV2", "table", "file")
    meta = _meta(graph, "fill")
    meta.asset_file_def.add(filename="vocab").tensor_info.name = asset
    return meta


def test_a_table_filled_from_an_asset_is_harmless() -> None:
    assert [one.severity for one in _found(_table("path:0"))] == ["info"]


def test_a_table_filled_from_another_file_is_dangerous() -> None:
    findings = _found(_table("other:0"))
    assert (findings[0].code, findings[0].severity) == ("reads-files", "danger")
    assert findings[0].message.startswith("Loading this model fills a lookup table from the file /tmp/vocab")
