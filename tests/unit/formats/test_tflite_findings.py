# SPDX-License-Identifier: Apache-2.0
"""Findings about .tflite files: operators beyond a stock runtime, the least runtime, and tables that are wrong."""

from pathlib import Path

import pytest

from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription
from cutaway.formats.opened import OpenRequest, silent
from cutaway.formats.tflite import open_model
from helpers.flat import Scalar, Table
from helpers.lite import CUSTOM, INT8, WHILE, Code, Graph, Model, Op, Tensor, signature


def _describe(folder: Path, model: Model) -> ModelDescription:
    return open_model(OpenRequest(model.write(folder / "m.tflite"), "m.tflite"), silent).description


def _finding(description: ModelDescription, code: str) -> Finding:
    return next(found for found in description.findings if found.code == code)


def test_a_sound_model_of_builtin_operators_has_no_warning_and_runs(tmp_path: Path) -> None:
    description = _describe(tmp_path, Model())
    assert [found.severity for found in description.findings] == ["info"]
    assert [(found.name, found.verdict) for found in description.runtimes] == [("LiteRT from pip", True)]


def test_the_least_runtime_is_that_of_the_newest_operator_version(tmp_path: Path) -> None:
    codes = [Code(version=1), Code(version=3)]
    description = _describe(tmp_path, Model([Graph(operators=[Op(0), Op(1)])], codes))
    assert "version 2.4.0 or later, for version 3 of ADD" in _finding(description, "least-runtime").message


def test_an_operator_code_that_no_operator_uses_asks_for_nothing(tmp_path: Path) -> None:
    description = _describe(tmp_path, Model(codes=[Code(version=1), Code(version=5)]))
    assert description.metadata["least_runtime_version"] == "1.5.0"


def test_a_version_that_no_runtime_has_is_told(tmp_path: Path) -> None:
    description = _describe(tmp_path, Model(codes=[Code(version=99)]))
    assert "ADD is of version 99" in _finding(description, "operator-version").message
    assert description.runtimes[0].verdict is None


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("Foo", "custom-op", "the program that runs the model has to bring it"),
        ("Convolution2DTransposeBias", "custom-op", "MediaPipe brings it"),
        ("FlexAddV2", "flex-op", "runs TensorFlow's own AddV2 and needs the Flex delegate"),
        ("edgetpu-custom-op", "compiled-op", "compiled for a Coral Edge TPU"),
        ("DISPATCH_OP", "compiled-op", "compiled for Qualcomm SM8750 and runs only there"),
    ],
)
def test_operators_that_need_more_than_a_stock_runtime_are_warned_of(
    tmp_path: Path, name: str, code: str, words: str
) -> None:
    stamp = b"Qualcomm".ljust(125, b"\0") + b"SM8750".ljust(125, b"\0")
    model = Model(codes=[Code(CUSTOM, custom=name)], metadata={"LiteRtStamp": stamp})
    description = _describe(tmp_path, model)
    found = _finding(description, code)
    assert (found.severity, found.where) == ("warning", name)
    assert words in found.message
    assert description.runtimes[0].verdict is False


def test_custom_operators_of_the_stock_interpreter_are_no_warning(tmp_path: Path) -> None:
    description = _describe(tmp_path, Model(codes=[Code(CUSTOM, custom="TFLite_Detection_PostProcess")]))
    assert _finding(description, "custom-op").severity == "info"
    assert description.runtimes[0].verdict is True


@pytest.mark.parametrize(
    ("model", "code", "words"),
    [
        (
            Model([Graph(operators=[Op(12345)])]),
            "operator-out-of-range",
            "operator code 12345, but there is only 1 code",
        ),
        (Model(codes=[Code(250)]), "unknown-operator", "operator 250 is unknown"),
        (Model([Graph(operators=[Op(0, (99999, -7), (2,))])]), "tensor-out-of-range", "tensors -7, 99999"),
        (
            Model([Graph(inputs=(5000,))]),
            "tensor-out-of-range",
            "inputs of subgraph 0 (main) name tensor 5000",
        ),
        (
            Model([Graph([Tensor(buffer=888), Tensor(), Tensor()])]),
            "buffer-out-of-range",
            "is 888, but there is only 1 buffer",
        ),
        (Model([Graph([Tensor(type=99), Tensor(), Tensor()])]), "unknown-type", "type 99"),
        (
            Model([Graph([Tensor(shape=(2**31 - 1,) * 3, buffer=1), Tensor(), Tensor()])], buffers=[b"1234"]),
            "values-missing",
            "needs more bytes than are stored",
        ),
        (
            Model([Graph([Tensor(type=INT8, quantization=([1.0], [0], 3)), Tensor(), Tensor()])]),
            "quantization-axis",
            "LiteRT refuses to load",
        ),
        (
            Model(signatures=[signature("s", {"x": 0}, {"z": 77})]),
            "signature-out-of-range",
            "names tensor 77",
        ),
        (Model(signatures=[signature("s", {}, {}, 5)]), "signature-out-of-range", "names subgraph 5"),
    ],
)
def test_tables_that_lead_nowhere_are_shown_with_a_warning(
    tmp_path: Path, model: Model, code: str, words: str
) -> None:
    found = _finding(_describe(tmp_path, model), code)
    assert found.severity == "warning"
    assert words in found.message


def _while(condition: int, body: int) -> Op:
    return Op(0, options=(93, Table({0: Scalar("i", condition), 1: Scalar("i", body)})))


def test_a_loop_over_its_own_subgraph_is_told(tmp_path: Path) -> None:
    description = _describe(tmp_path, Model([Graph(operators=[_while(0, 0)])], [Code(WHILE)]))
    assert "lead back to where they are called from" in _finding(description, "endless-call").message
    assert description.runtimes[0].verdict is False


def test_subgraphs_that_call_each_other_in_a_ring_are_told(tmp_path: Path) -> None:
    graphs = [
        Graph(operators=[_while(1, 2)]),
        Graph(operators=[_while(2, 2)]),
        Graph(operators=[_while(1, 1)]),
    ]
    found = _finding(_describe(tmp_path, Model(graphs, [Code(WHILE)])), "endless-call")
    assert "subgraphs 1, 2" in found.message


def test_a_loop_over_other_subgraphs_is_sound(tmp_path: Path) -> None:
    graphs = [Graph(operators=[_while(1, 2)]), Graph(operators=[]), Graph(operators=[])]
    assert not [
        found
        for found in _describe(tmp_path, Model(graphs, [Code(WHILE)])).findings
        if found.code == "endless-call"
    ]


def test_calls_of_subgraphs_that_are_not_there_are_told_once(tmp_path: Path) -> None:
    description = _describe(tmp_path, Model([Graph(operators=[_while(0, 9)] * 3)], [Code(WHILE)]))
    assert len([found for found in description.findings if found.code == "subgraph-out-of-range"]) == 1
