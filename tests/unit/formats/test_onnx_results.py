# SPDX-License-Identifier: Apache-2.0
"""Results in ONNX are read without a descriptor; other .onnx files and damaged ones are told."""

from pathlib import Path

import numpy
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from cutaway.errors import DamagedFileError, MissingFileError, RequestError
from cutaway.formats import onnx_results

WEIGHT = numpy.arange(12, dtype=numpy.float32).reshape(4, 3)


def model(path: Path, *, marked: bool = True) -> Path:
    """A matrix product, and a branch with a graph of its own."""
    ports = [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 4]),
        helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 3]),
    ]
    inner = helper.make_graph(
        [helper.make_node("Relu", ["product"], ["inner"], "relu")],
        "inner",
        [],
        [helper.make_tensor_value_info("inner", TensorProto.FLOAT, None)],
    )
    nodes = [
        helper.make_node("MatMul", ["x", "w"], ["product"], "matmul"),
        helper.make_node("If", ["yes"], ["y"], "if", then_branch=inner, else_branch=inner),
    ]
    weights = [
        numpy_helper.from_array(WEIGHT, "w"),
        numpy_helper.from_array(numpy.array(True), "yes"),
        helper.make_tensor("sizes", TensorProto.INT64, [3], [1, -1, 300]),
    ]
    made = helper.make_model(
        helper.make_graph(nodes, "g", ports[:1], ports[1:], weights),
        producer_name="tf2onnx",
        producer_version="1.17.0 None",
        opset_imports=[helper.make_opsetid("", 18)],
    )
    if marked:
        made.metadata_props.add(key=onnx_results.MARK, value="Cutaway")
    onnx.save(made, str(path))
    return path


def test_ports_weights_and_opset_are_told(tmp_path: Path) -> None:
    found = onnx_results.open_result(model(tmp_path / "m.onnx"))
    told = found.description
    (signature,) = told.signatures
    assert [(spec.name, spec.dtype, spec.shape) for spec in signature.inputs] == [("x", "float32", (None, 4))]
    assert [(spec.name, spec.shape) for spec in signature.outputs] == [("y", (None, 3))]
    assert (told.format, told.detail, told.producer) == ("onnx", "opset 18", {"tf2onnx": "1.17.0"})
    assert [each.name for each in told.constants] == ["w", "sizes"]
    found.close()


def test_values_are_those_that_were_written(tmp_path: Path) -> None:
    found = onnx_results.open_result(model(tmp_path / "m.onnx"))
    assert numpy.array_equal(found.array("w"), WEIGHT)
    assert found.array("sizes").tolist() == [1, -1, 300]
    with pytest.raises(RequestError, match="no weight called v"):
        found.array("v")


def test_the_graph_has_bodies_of_branches_as_functions(tmp_path: Path) -> None:
    found = onnx_results.open_result(model(tmp_path / "m.onnx"))
    graph = found.graph()
    assert graph is not None
    assert graph.names == ["matmul", "if", "relu", "relu"]
    assert sorted(graph.functions) == ["if/else_branch", "if/then_branch"]
    assert list(graph.function_of) == [-1, -1, 0, 1]
    summary = found.description.graph
    assert summary is not None
    assert (summary.nodes, summary.functions, summary.function_nodes) == (2, 2, 2)


def test_only_what_a_conversion_wrote_is_a_result(tmp_path: Path) -> None:
    assert onnx_results.is_result(model(tmp_path / "a.onnx"))
    assert not onnx_results.is_result(model(tmp_path / "b.onnx", marked=False))
    (tmp_path / "c.onnx").write_bytes(b"\x00\xff nothing")
    assert not onnx_results.is_result(tmp_path / "c.onnx")
    assert not onnx_results.is_result(tmp_path / "none.onnx")


def test_a_cut_file_is_told(tmp_path: Path) -> None:
    whole = model(tmp_path / "m.onnx").read_bytes()
    (tmp_path / "m.onnx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedFileError, match=r"m\.onnx is damaged"):
        onnx_results.open_result(tmp_path / "m.onnx")


def test_a_weight_that_lies_in_another_file_is_not_read(tmp_path: Path) -> None:
    made = onnx.load(str(model(tmp_path / "m.onnx")))
    (tmp_path / "secret").write_bytes(WEIGHT.tobytes())
    weight = made.graph.initializer[0]
    weight.ClearField("raw_data")
    weight.data_location = TensorProto.EXTERNAL
    weight.external_data.add(key="location", value="secret")
    (tmp_path / "m.onnx").write_bytes(made.SerializeToString())
    found = onnx_results.open_result(tmp_path / "m.onnx")
    assert not next(each for each in found.description.constants if each.name == "w").available
    with pytest.raises(MissingFileError, match="The values of w lie in another file, which is not read"):
        found.array("w")
    found.close()


def test_values_that_are_not_those_of_their_shape_are_damage(tmp_path: Path) -> None:
    made = onnx.load(str(model(tmp_path / "m.onnx")))
    made.graph.initializer[0].raw_data = b"abc"
    (tmp_path / "m.onnx").write_bytes(made.SerializeToString())
    found = onnx_results.open_result(tmp_path / "m.onnx")
    with pytest.raises(DamagedFileError, match="the values of w are not those of its shape"):
        found.array("w")
    found.close()


def test_a_weight_with_a_made_up_name_has_that_of_the_node_which_takes_it(tmp_path: Path) -> None:
    found = onnx_results.open_result(model(tmp_path / "m.onnx"))
    assert next(each.path for each in found.description.constants if each.name == "w") == "matmul"
    found.close()
