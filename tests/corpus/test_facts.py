# SPDX-License-Identifier: Apache-2.0
"""Every real and generated model of the corpus is described as stock TensorFlow read it."""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from helpers import corpus, facts
from helpers.commands import show

pytestmark = pytest.mark.corpus

READ = (
    "SavedModel",
    "GraphDef",
    "Keras",
    "TF1-",
    "TF2-",
    "tflite",
)


def _entries(*starts: str, fact: str = "") -> list[Any]:
    """Entries of these formats whose facts say something of `fact`; all checks of one entry share a process."""
    return [
        pytest.param(entry, id=entry.id, marks=pytest.mark.xdist_group(entry.id))
        for entry in corpus.entries()
        if entry.kind != "hostile" and entry.format.startswith(starts)
        if not fact or fact in (entry.facts() or {})
    ]


@functools.cache
def _shown(path: Path) -> facts.Json:
    return show(path)


@pytest.fixture
def answer(entry: corpus.Entry) -> facts.Json:
    """What `cutaway show --json` answers."""
    return _shown(entry.path)


@pytest.fixture
def truth(entry: corpus.Entry) -> facts.Json:
    """What stock TensorFlow answered."""
    return entry.facts() or {}


@pytest.mark.parametrize("entry", _entries(*READ, fact="n_nodes"))
def test_nodes_are_counted(truth: facts.Json, answer: facts.Json) -> None:
    assert answer["graph"]["nodes"] == truth["n_nodes"]


@pytest.mark.parametrize("entry", _entries(*READ, fact="n_functions"))
def test_functions_and_their_nodes_are_counted(truth: facts.Json, answer: facts.Json) -> None:
    graph = answer["graph"]
    assert (graph["functions"], graph["function_nodes"]) == (truth["n_functions"], truth["n_function_nodes"])


@pytest.mark.parametrize("entry", _entries(*READ, fact="top_ops"))
def test_the_most_frequent_ops_are_counted(truth: facts.Json, answer: facts.Json) -> None:
    found = answer["graph"]["ops"]
    assert {op: found.get(op, 0) for op in truth["top_ops"]} == truth["top_ops"]
    assert "n_ops" not in truth or len(found) == truth["n_ops"]


@pytest.mark.parametrize("entry", _entries(*READ, fact="n_variables"))
def test_variables_are_counted(truth: facts.Json, answer: facts.Json) -> None:
    assert answer["variables"]["count"] == truth["n_variables"] == len(answer["variables"]["items"])


@pytest.mark.parametrize("entry", _entries(*READ, fact="n_params"))
def test_parameters_are_counted(truth: facts.Json, answer: facts.Json) -> None:
    assert answer["variables"]["parameters"] == truth["n_params"] == facts.parameters(answer["variables"])


@pytest.mark.parametrize("entry", _entries(*READ, fact="dtypes"))
def test_dtypes_of_variables(truth: facts.Json, answer: facts.Json) -> None:
    assert Counter(item["dtype"] for item in answer["variables"]["items"]) == Counter(truth["dtypes"])


@pytest.mark.parametrize("entry", _entries("SavedModel", fact="signatures"))
def test_signatures_name_their_tensors(truth: facts.Json, answer: facts.Json) -> None:
    signatures = [found for found in answer["signatures"] if found["origin"] == "declared"]
    found = {
        each["key"]: {"inputs": facts.ports(each["inputs"]), "outputs": facts.ports(each["outputs"])}
        for each in signatures
    }
    assert found == facts.declared(truth["signatures"])


@pytest.mark.parametrize("entry", _entries(*READ, fact="tags"))
def test_every_meta_graph_is_listed(truth: facts.Json, answer: facts.Json) -> None:
    assert [sorted(tags) for tags in answer["meta_graphs"]] == [sorted(tags) for tags in truth["tags"]]


@pytest.mark.parametrize("entry", _entries(*READ, fact="tf_version"))
def test_the_version_of_tensorflow_is_told(truth: facts.Json, answer: facts.Json) -> None:
    assert answer["producer"].get("tensorflow", "") == truth["tf_version"]


@pytest.mark.parametrize("entry", _entries("Keras", fact="keras_version"))
def test_the_version_of_keras_is_told(truth: facts.Json, answer: facts.Json) -> None:
    assert answer["producer"].get("keras", "") == (truth["keras_version"] or "")


@pytest.mark.parametrize("entry", _entries("GraphDef", fact="placeholders"))
def test_inputs_of_a_graph_are_inferred(truth: facts.Json, answer: facts.Json) -> None:
    best = answer["signatures"][0]
    expected = {
        name: (facts.dtype(kind), facts.shape(dims)) for name, (kind, dims) in truth["placeholders"].items()
    }
    assert best["origin"] == "inferred"
    assert facts.ports(best["inputs"]) == expected


@pytest.mark.parametrize("entry", _entries("GraphDef", fact="sinks"))
def test_outputs_of_a_graph_are_inferred(truth: facts.Json, answer: facts.Json) -> None:
    assert {port["name"] for port in answer["signatures"][0]["outputs"]} == set(truth["sinks"])


@pytest.mark.parametrize("entry", _entries("Keras", fact="layer_types"))
def test_layers_are_listed(truth: facts.Json, answer: facts.Json) -> None:
    layers = [layer for layer in answer["layers"] or [] if layer.get("depth", 0) == 0]
    assert Counter(layer["class"] for layer in layers) == Counter(truth["layer_types"])


@pytest.mark.parametrize("entry", _entries("Keras"))
def test_inputs_of_a_keras_model(truth: facts.Json, answer: facts.Json) -> None:
    told = (truth.get("keras3") or {}).get("inputs") or (truth.get("tf_keras") or {}).get("inputs")
    if told is None:
        pytest.skip("no Keras of today builds it")
    expected = [(facts.dtype(kind), facts.shape(dims)) for _, dims, kind in told]
    assert [(port["dtype"], port["shape"]) for port in answer["signatures"][0]["inputs"]] == expected


@pytest.mark.parametrize("entry", _entries("tflite", fact="custom_ops"))
def test_custom_ops_are_named(truth: facts.Json, answer: facts.Json) -> None:
    found = {each["name"] for each in answer["graph"]["operators"] if each["kind"] != "builtin"}
    assert found == set(truth["custom_ops"])


@pytest.mark.parametrize("entry", _entries("tflite", fact="signature_keys"))
def test_signature_keys_of_a_tflite_file(truth: facts.Json, answer: facts.Json) -> None:
    found = [each["key"] for each in answer["signatures"] if each["origin"] == "declared"]
    assert sorted(found) == sorted(truth["signature_keys"])


@pytest.mark.parametrize("entry", _entries("tflite", fact="inputs"))
def test_inputs_and_outputs_of_a_tflite_file(truth: facts.Json, answer: facts.Json) -> None:
    signatures = answer["signatures"]
    for side in ("inputs", "outputs"):
        told = facts.unordered([(name, dims, kind) for name, kind, dims in truth[side]])
        found = [
            facts.unordered([(port["name"], port["shape"], port["dtype"]) for port in each[side]])
            for each in signatures
        ]
        assert told in found or (not told and not signatures)
