# SPDX-License-Identifier: Apache-2.0
"""Options of operators: read by the shipped table, which is the installed TensorFlow's; damaged ones are told."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from cutaway.formats import tflite_file
from cutaway.formats.opened import OpenRequest, silent
from cutaway.formats.tflite import open_model
from cutaway.formats.tflite_options import option_table, options
from cutaway.formats.tflite_schema import operator_table
from cutaway.paths import resource
from helpers import lite
from helpers.corpus import REPOSITORY, SAMPLES
from helpers.flat import Scalar, Table, Vector

CONV, RESHAPE, LEAKY = 1, 17, 75


def decoded(kind: int, table: Table) -> dict[str, str]:
    """The options of the only operator of a file."""
    graph = lite.Graph(operators=[lite.Op(options=(kind, table))])
    file = tflite_file.read(memoryview(lite.Model([graph]).build()), "m.tflite", Path("m.tflite"))
    return dict(options(file.flat, file.subgraphs[0], 0))


def test_numbers_and_words_of_enums_are_told_and_what_is_left_out_has_its_default() -> None:
    found = decoded(CONV, Table({0: Scalar("b", 1), 1: Scalar("i", 2), 3: Scalar("b", 1)}))
    assert found == {
        "padding": "VALID",
        "stride_w": "2",
        "stride_h": "0",
        "fused_activation_function": "RELU",
        "dilation_w_factor": "1",
        "dilation_h_factor": "1",
        "quantized_bias_type": "FLOAT32",
    }


def test_vectors_and_fractions_are_told() -> None:
    assert decoded(RESHAPE, Table({0: Vector("i", [1, -1, 4])})) == {"new_shape": "[1, -1, 4]"}
    long = decoded(RESHAPE, Table({0: Vector("i", range(100))}))["new_shape"]
    assert long.endswith("23, …]")
    assert decoded(LEAKY, Table({0: Scalar("f", 0.25)})) == {"alpha": "0.25"}


def test_an_enum_of_a_later_schema_is_told_by_its_number() -> None:
    assert decoded(CONV, Table({0: Scalar("b", 77)}))["padding"] == "77"
    assert decoded(255, Table({0: Scalar("b", 1)})) == {}


def test_the_samples_tell_theirs() -> None:
    path = SAMPLES / "micro_speech_quantized.tflite"
    model = open_model(OpenRequest(path, str(path)), silent)
    graph, details = model.graph(), model.details()
    node = next(node for node, op in enumerate(graph.ops) if graph.op_names[op] == "DEPTHWISE_CONV_2D")
    told = dict(details.attributes(node))
    assert told["padding"] == "SAME"
    assert told["stride_w"] == told["stride_h"] == "2"
    assert told["fused_activation_function"] == "RELU"
    model.close()


def test_damaged_options_are_told_and_the_rest_stays() -> None:
    graph = lite.Graph(operators=[lite.Op(options=(RESHAPE, Table({0: Scalar("I", 0x7FFFFFFF)})))])
    file = tflite_file.read(memoryview(lite.Model([graph]).build()), "m.tflite", Path("m.tflite"))
    (row,) = options(file.flat, file.subgraphs[0], 0)
    assert row[0] == "options"
    assert "m.tflite is" in row[1]


def _script(name: str) -> ModuleType:
    path = REPOSITORY / "resources" / "tflite" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_that_of_the_installed_tensorflow() -> None:
    schema = _script("make_operators").schema()
    if schema is None:
        pytest.skip("no TensorFlow is installed to compare the table with")
    made = json.loads(json.dumps(_script("make_options").table(schema)))
    assert made == json.loads(resource("tflite/options.json").read_text(encoding="utf-8"))


def test_fields_that_are_of_an_enum_have_its_words() -> None:
    table = option_table()
    assert set(table.enums.values()) <= set(table.words)
    assert len(table.first) > 100
    assert len(operator_table().names) > 200
