# SPDX-License-Identifier: Apache-2.0
"""The table of .tflite operators that ships with the program, against the TensorFlow that is installed."""

import importlib.util
import sys
from types import ModuleType

import pytest

from cutaway.formats.tflite_schema import CALLS, TYPES, operator_table
from helpers.corpus import REPOSITORY


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    path = REPOSITORY / "resources" / "tflite" / "make_operators.py"
    spec = importlib.util.spec_from_file_location("make_operators", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_operators_are_those_of_the_installed_tensorflow(generator: ModuleType) -> None:
    module = generator.schema()
    if module is None:
        pytest.skip("no TensorFlow is installed to compare the table with")
    assert operator_table().names == generator.names(module, "BuiltinOperator")
    assert "tensorflow" not in sys.modules


def test_the_tensor_types_are_those_of_the_installed_tensorflow(generator: ModuleType) -> None:
    module = generator.schema()
    if module is None:
        pytest.skip("no TensorFlow is installed to compare the types with")
    assert {number: name.lower() for number, name in generator.names(module, "TensorType").items()} == TYPES


def test_runtimes_are_told_for_operators_that_exist_and_in_the_order_of_versions() -> None:
    table = operator_table()
    assert set(table.runtimes) <= set(table.names.values())
    for versions in table.runtimes.values():
        told = [tuple(map(int, versions[version].split("."))) for version in sorted(versions, key=int)]
        assert told == sorted(told)


def test_operators_that_call_subgraphs_exist() -> None:
    assert set(CALLS) <= set(operator_table().names.values())


def test_the_generator_reads_the_map_of_versions(generator: ModuleType) -> None:
    text = 'x {{BuiltinOperator_ADD, 1}, "1.5.0"}, // {{kOld, 1}, "1"}\n {{BuiltinOperator_ADD,\n 2},\n "1.14.0"}'
    assert generator.versions(text) == {"ADD": {"1": "1.5.0", "2": "1.14.0"}}
