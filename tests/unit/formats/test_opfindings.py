# SPDX-License-Identifier: Apache-2.0
"""What a graph would do beside computing."""

import pytest

from cutaway.description.findings import Finding
from cutaway.formats import opfindings
from cutaway.formats.nodes import take_census
from cutaway.formats.optable import op_table
from cutaway.formats.reach import Reach
from cutaway.wire.protobuf import Message
from helpers import graphs


def _found(graph: Message, *asked: str) -> list[Finding]:
    census = take_census(graph, opfindings.watched())
    reach = Reach(graph)
    return [
        *opfindings.beside_computing(census, lambda: reach.behind(asked)),
        *opfindings.not_in_tensorflow(census, reach.functions),
        *opfindings.without_kernel(census),
    ]


@pytest.mark.parametrize(
    ("op", "code"),
    [
        ("WriteFile", "writes-files"),
        ("DebugIdentityV2", "writes-files"),
        ("ReadFile", "reads-files"),
        ("MatchingFiles", "reads-files"),
        ("DataServiceDatasetV4", "network"),
        ("EagerPyFunc", "runs-python"),
    ],
)
def test_dangerous_ops_are_found_wherever_they_are(op: str, code: str) -> None:
    graph = graphs.graph()
    graphs.node(graphs.function(graph, "f", {}, {}), "n", op)
    finding = _found(graph)[0]
    assert (finding.code, finding.severity, finding.where) == (code, "danger", "f/n")


def test_an_op_is_told_once_however_often_it_occurs() -> None:
    graph = graphs.graph()
    for number in range(5):
        graphs.node(graph, f"n{number}", "WriteFile")
    findings = _found(graph)
    assert len(findings) == 1
    assert "(n0 and 4 more)" in findings[0].message


def test_saving_and_restoring_is_told_only_where_a_caller_runs_it() -> None:
    graph = graphs.graph()
    graphs.node(graph, "save", "SaveV2")
    graphs.node(graph, "y", "Relu", "x", "^save")
    graphs.node(graph, "z", "NoOp")
    assert _found(graph, "z:0") == []
    assert [finding.code for finding in _found(graph, "y:0")] == ["writes-files"]


def test_a_restore_behind_functions_is_reached() -> None:
    graph = graphs.graph()
    graphs.calling(graphs.node(graph, "call", "StatefulPartitionedCall"), "f", "outer")
    graphs.calling(graphs.node(graphs.function(graph, "outer", {}, {}), "c", "PartitionedCall"), "f", "inner")
    graphs.node(graphs.function(graph, "inner", {}, {}), "r", "RestoreV2")
    assert [finding.where for finding in _found(graph, "call:0")] == ["inner/r"]


def test_printing_to_the_console_is_harmless_and_to_a_file_is_not() -> None:
    for stream, codes in (("stderr", []), ("log(info)", []), ("file:///tmp/x", ["writes-files"])):
        graph = graphs.graph()
        graphs.node(graph, "p", "PrintV2", output_stream=stream)
        assert [finding.code for finding in _found(graph)] == codes


def test_ops_of_others_are_told_with_their_library() -> None:
    graph = graphs.graph()
    graphs.node(graph, "n", "SimpleMLInferenceOp")
    finding = _found(graph)[0]
    assert (finding.code, finding.severity) == ("unknown-op", "warning")
    assert "TensorFlow Decision Forests" in finding.message


def test_a_function_that_is_called_like_an_op_is_not_unknown() -> None:
    graph = graphs.graph()
    graphs.function(graph, "mine", {}, {})
    graphs.node(graph, "n", "mine")
    assert _found(graph) == []


def test_ops_that_tensorflow_has_dropped_are_told() -> None:
    graph = graphs.graph()
    graphs.node(graph, "n", "BoostedTreesBucketize")
    assert [finding.code for finding in _found(graph)] == ["missing-kernel"]


def test_every_watched_op_is_one_of_tensorflow() -> None:
    assert [op for op in opfindings.watched() if op not in op_table()] == []
