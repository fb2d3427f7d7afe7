# SPDX-License-Identifier: Apache-2.0
"""What stock TensorFlow knows of an op."""

from importlib.metadata import PackageNotFoundError, version

import pytest

from cutaway.formats.nodes import output_count, output_dtype, output_offsets
from cutaway.formats.optable import op_table
from helpers import graphs


def test_the_table_knows_what_tensorflow_registers() -> None:
    table = op_table()
    assert table.tensorflow.startswith("2.21.")
    assert "MatMul" in table
    assert "Foo" not in table


def test_it_tells_what_runs_on_a_cpu() -> None:
    table = op_table()
    assert (table.runs_on_cpu("NoOp"), table.runs_on_cpu("BoostedTreesBucketize")) == (True, False)
    assert table.runs_on_cpu("OfAnotherLibrary")


def test_it_tells_what_calls_functions() -> None:
    table = op_table()
    assert (table.calls_functions("While"), table.calls_functions("MatMul")) == (True, False)


def test_outputs_get_their_types_from_attributes_and_defaults() -> None:
    graph = graphs.graph()
    assert output_dtype(graphs.node(graph, "a", "ArgMax", T=graphs.FLOAT)) == "int64"
    assert output_dtype(graphs.node(graph, "b", "ArgMax", output_type=graphs.INT32)) == "int32"
    assert output_dtype(graphs.node(graph, "c", "Cast", SrcT=1, DstT=graphs.STRING)) == "string"
    assert output_dtype(graphs.node(graph, "d", "Less", T=graphs.FLOAT)) == "bool"
    assert output_dtype(graphs.node(graph, "e", "OfAnotherLibrary", T=graphs.INT64)) == "int64"
    assert output_dtype(graphs.node(graph, "f", "OfAnotherLibrary")) == "unknown"


def test_outputs_that_an_attribute_counts_are_that_many() -> None:
    graph = graphs.graph()
    node = graphs.node(graph, "a", "Unpack", num=3, T=graphs.FLOAT)
    assert (output_count(node), output_dtype(node, 2)) == (3, "float32")
    assert output_count(graphs.node(graph, "b", "Unpack", num=-5, T=graphs.FLOAT)) == 0


def test_arguments_begin_behind_those_before_them() -> None:
    node = graphs.node(graphs.graph(), "n", "FusedBatchNormV3", T=graphs.FLOAT, U=graphs.FLOAT)
    offsets = output_offsets(node, op_table().outputs("FusedBatchNormV3"))
    assert (offsets["y"], offsets["batch_mean"], offsets["reserve_space_3"]) == (0, 1, 5)


def test_the_table_is_that_of_the_installed_tensorflow() -> None:
    """The ops are registered by the binary, so another version means that `resources/ops/generate.py` is due."""
    try:
        installed = version("tensorflow")
    except PackageNotFoundError:
        pytest.skip("TensorFlow is not installed, so its ops cannot be compared")
    if not installed.startswith("2.21."):
        pytest.skip(f"the table is that of TensorFlow 2.21, and {installed} is installed")
    assert op_table().tensorflow == installed
