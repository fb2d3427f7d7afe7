# SPDX-License-Identifier: Apache-2.0
"""What ONNX Runtime gives of a model: its answer, and the values of what its operators give on the way."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.worker.tasks.runners.onnx import OnnxRunning

X = numpy.array([[-2.0, 3.0]], numpy.float32)
SIGNATURE = Signature(
    "serving_default",
    "declared",
    (TensorSpec("x", "x", "float32", (1, 2)),),
    (TensorSpec("y", "y", "float32", (1, 2)),),
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> OnnxRunning:
    """An .onnx with y = -Relu(x), in which the tensors are not called like the nodes that give them."""
    import onnx
    from onnx import TensorProto, helper

    ports = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 2]) for name in "xy"]
    nodes = [
        helper.make_node("Relu", ["x"], ["positive:0"], "net/relu"),
        helper.make_node("Neg", ["positive:0"], ["y"], "net/neg"),
    ]
    graph = helper.make_graph(nodes, "net", ports[:1], ports[1:])
    path: Path = tmp_path_factory.mktemp("onnx") / "m.onnx"
    opsets = [helper.make_opsetid("", 18)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), str(path))
    return OnnxRunning(path, SIGNATURE, 1)


def test_it_answers(running: OnnxRunning) -> None:
    assert numpy.array_equal(running.run({"x": X})["y"], [[0, -3]])  # type: ignore[arg-type]


def test_values_inside_are_had_by_node_and_by_tensor(running: OnnxRunning) -> None:
    found = running.tap({"x": X}, ["net/relu:0", "positive:0", "net/neg:0", "y"])
    values = {name: numpy.asarray(each.value).tolist() for name, each in found.items()}
    assert values["net/relu:0"] == values["positive:0"] == [[0.0, 3.0]]
    assert values["net/neg:0"] == values["y"] == [[0.0, -3.0]]


def test_a_tensor_that_is_not_there_is_told(running: OnnxRunning) -> None:
    found = running.tap({"x": X}, ["nothing:0"])["nothing:0"]
    assert (found.value, found.note) == (None, "The main graph has no such tensor.")
