# SPDX-License-Identifier: Apache-2.0
"""Code in a configuration is found wherever Keras would run it, and what is Keras's own is left in peace."""

from typing import Any

import pytest

from cutaway.formats.keras_config import read
from cutaway.formats.keras_findings import Needs, inspect
from helpers.keras_files import layer, modern, sequence


def needs(*layers: dict[str, Any]) -> Needs:
    config = sequence(*layers)
    return inspect(read(config, "m.h5"), config)


def function(module: str, name: str) -> dict[str, Any]:
    return {"module": module, "class_name": "function", "config": name, "registered_name": name}


@pytest.mark.parametrize(
    "entry",
    [
        layer("Lambda", "x", function=["4wEAAAA=", None, None], function_type="lambda"),
        layer("TimeDistributed", "outer", layer=layer("Lambda", "x", function=["4wEAAAA=", None, None])),
        modern("Lambda", "x", function={"class_name": "__lambda__", "config": {"code": "4wEAAAA="}}),
        modern("Dense", "x", activation={"class_name": "__lambda__", "config": {"code": "4wEAAAA="}}),
        modern("Dense", "x", activation=function("os", "system")),
        modern("Dense", "x", activation=function("builtins", "eval")),
        modern("Dense", "x", activation=function("keras.utils", "get_file")),
        modern("Dense", "x", activation=function("keras.src.utils.file_utils", "get_file")),
        modern("Popen", "x", "subprocess"),
        layer("TFOpLambda", "x", function="io.write_file"),
    ],
)
def test_code_is_a_danger(entry: dict[str, Any]) -> None:
    found = needs(entry)
    assert [(finding.code, finding.severity, finding.where) for finding in found.findings] == [
        ("contains-code", "danger", "x")
    ]
    assert list(found.code) == ["x"]


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (layer("MyAttention", "x"), "MyAttention"),
        (modern("MyAttention", "x", "my.package"), "MyAttention"),
        (modern("MyAttention", "x", None), "MyAttention"),
        (modern("Dense", "x", activation=function("builtins", "my_relu")), "my_relu"),
        (layer("Lambda", "x", function="my_function", function_type="function"), "my_function"),
    ],
)
def test_classes_of_others_are_named(entry: dict[str, Any], name: str) -> None:
    found = needs(entry)
    assert list(found.custom) == [name]
    assert [(finding.code, finding.severity) for finding in found.findings] == [("custom-object", "warning")]


@pytest.mark.parametrize(
    "entry",
    [
        modern("TFSMLayer", "x", filepath="/models/other"),
        modern("StringLookup", "x", vocabulary="/etc/passwd"),
    ],
)
def test_files_that_loading_reads_are_dangers(entry: dict[str, Any]) -> None:
    found = needs(entry)
    assert [(finding.code, finding.severity) for finding in found.findings] == [("reads-files", "danger")]


@pytest.mark.parametrize(
    "entry",
    [
        layer("Dense", "x", kernel_initializer={"class_name": "GlorotUniform", "config": {"seed": None}}),
        modern("Dense", "x", activation=function("keras.activations", "relu")),
        modern("Dense", "x", activation=function("keras.src.activations.activations", "relu")),
        modern("NotEqual", "x", "keras.src.ops.numpy"),
        modern("StringLookup", "x", vocabulary=["a", "b"]),
        modern("Reshape", "x", target_shape={"class_name": "__tuple__", "items": [1]}),
        layer("Convolution2D", "x"),
    ],
)
def test_what_keras_has_is_no_finding(entry: dict[str, Any]) -> None:
    assert needs(entry).findings == []
