# SPDX-License-Identifier: Apache-2.0
"""The inspector knows everything that can be chosen, and where it leads."""

import pytest

from cutaway.session.inspection import inspect
from cutaway.session.selection import Chosen
from helpers import example_models


def facts(chosen: Chosen) -> dict[str, str]:
    found = inspect(example_models.saved_model(), chosen)
    assert found is not None
    return {fact.key: fact.value for fact in found.facts}


def test_a_variable_tells_shape_size_and_role() -> None:
    found = facts(Chosen("variable", "note_conv/kernel"))
    assert found["Shape"] == "3 × 39 × 32 × 1"
    assert found["Elements"] == "3,744"
    assert found["Role"] == "weight"


def test_a_variable_without_values_says_so() -> None:
    assert facts(Chosen("variable", "embedding/table"))["Values"] == "missing from the files"


def test_a_checkpoint_key_is_told_beside_the_name_people_use() -> None:
    model = example_models.saved_model()
    key = "layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    odd = model.variables[0]._replace(name=key, path="conv/kernel")
    found = inspect(type(model)("checkpoint", "/m", "/m", variables=(odd,)), Chosen("variable", key))
    assert found is not None
    assert found.title == "conv/kernel"
    assert ("In the file", key) in [(fact.key, fact.value) for fact in found.facts]


def test_an_input_leads_to_its_signature_and_copies_as_numpy() -> None:
    found = inspect(example_models.saved_model(), Chosen("input", "input_2", "serving_default"))
    assert found is not None
    assert found.links == (
        ("Signature serving_default", Chosen("signature", "serving_default")),
        ("Node serving_default_input_2", Chosen("node", "serving_default_input_2")),
    )
    code = dict(found.copies)["Copy as NumPy code"]
    compile(code, "copied", "exec")
    assert "(1, 43844, 1)" in code


def test_a_layer_leads_to_its_variables_and_back() -> None:
    model = example_models.keras_file()
    layer = inspect(model, Chosen("layer", "conv2d"))
    variable = inspect(model, Chosen("variable", "conv2d/kernel"))
    assert layer is not None
    assert variable is not None
    assert ("Variable conv2d/kernel", Chosen("variable", "conv2d/kernel")) in layer.links
    assert variable.links == (("Layer conv2d", Chosen("layer", "conv2d")),)


def test_a_table_leads_to_the_file_it_is_filled_from() -> None:
    found = inspect(example_models.saved_model(), Chosen("table", "hash_table_vocab"))
    assert found is not None
    assert found.links == (("File assets/vocab.txt", Chosen("asset", "assets/vocab.txt")),)


@pytest.mark.parametrize(
    "kind", ["signature", "input", "variable", "layer", "asset", "table", "function", "finding"]
)
def test_what_is_not_there_is_not_inspected(kind: str) -> None:
    assert inspect(example_models.saved_model(), Chosen(kind, "not there")) is None  # type: ignore[arg-type]
