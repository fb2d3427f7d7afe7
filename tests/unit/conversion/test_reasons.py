# SPDX-License-Identifier: Apache-2.0
"""Which targets a model cannot become, each with a sentence, and which it can."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from cutaway.conversion import reasons
from cutaway.conversion.targets import TARGETS, Target, target_of
from cutaway.description.model import ModelDescription
from helpers import example_models

ALL = {target.id for target in TARGETS}


@pytest.fixture(autouse=True)
def extras(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is optional is there."""
    monkeypatch.setattr(reasons, "PathFinder", SimpleNamespace(find_spec=lambda name: name))


def possible(model: ModelDescription) -> set[str]:
    return {target.id for target in TARGETS if not target.reason(model)}


def test_a_keras_file_becomes_everything() -> None:
    assert possible(example_models.keras_file()) == ALL


def test_a_saved_model_without_layers_becomes_no_keras_file() -> None:
    model = replace(example_models.saved_model(), layers=None, tables=())
    assert possible(model) == ALL - {"keras_archive", "keras_h5"}


def test_a_saved_model_with_layers_becomes_a_keras_file() -> None:
    model = replace(example_models.saved_model(), layers=example_models.keras_file().layers)
    assert not target_of("keras_archive").reason(model)


def test_tables_of_tensorflow_2_cannot_be_frozen() -> None:
    model = replace(example_models.saved_model(), detail="TensorFlow 2")
    assert "tables" in target_of("frozen_graph").reason(model)
    assert not target_of("frozen_graph").reason(replace(model, detail="TensorFlow 1"))


def test_a_checkpoint_becomes_nothing_since_it_has_no_graph() -> None:
    model = replace(example_models.saved_model(), format="checkpoint", signatures=(), graph=None)
    assert possible(model) == set()
    assert "no graph" in target_of("onnx").reason(model)
    assert target_of("checkpoint").reason(model) == "It is a checkpoint already."


def test_a_frozen_graph_has_no_layers_and_no_variables() -> None:
    model = replace(example_models.saved_model(), format="frozen_graph", tables=(), layers=None)
    assert possible(model) == ALL - {"keras_archive", "keras_h5", "checkpoint"}


def test_a_graph_without_a_signature_cannot_be_called() -> None:
    model = replace(example_models.saved_model(), signatures=())
    assert "no signature" in target_of("tflite").reason(model)


def test_weights_without_architecture_are_no_model() -> None:
    model = replace(example_models.keras_file(), signatures=(), layers=None, detail="weights only")
    assert "no architecture" in target_of("saved_model").reason(model)


def test_a_tflite_of_floats_is_quantised_and_one_of_integers_is_not() -> None:
    model = example_models.tflite()
    quantised = replace(model, constants=(), signatures=model.signatures)
    plain = replace(
        quantised,
        signatures=tuple(
            replace(
                signature,
                inputs=tuple(replace(spec, quantization=None) for spec in signature.inputs),
                outputs=tuple(replace(spec, quantization=None) for spec in signature.outputs),
            )
            for signature in model.signatures
        ),
    )
    assert not target_of("tflite").reason(plain)
    assert "turned back" in target_of("saved_model").reason(plain)
    assert possible(plain) <= {"tflite", "onnx", "openvino"}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_reasons_are_sentences(target: Target) -> None:
    for model in (example_models.tflite(), example_models.saved_model(), example_models.keras_file()):
        for kind in ("checkpoint", "frozen_graph", "meta_graph", model.format):
            reason = target.reason(replace(model, format=kind))
            assert reason == "" or reason.endswith(".")


def test_openvino_is_greyed_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = example_models.keras_file()
    assert not target_of("openvino").reason(model)
    monkeypatch.setattr(reasons, "PathFinder", SimpleNamespace(find_spec=lambda _name: None))
    found = target_of("openvino").reason(model)
    assert found == "OpenVINO is not installed; `pip install cutaway[openvino]` adds it."
