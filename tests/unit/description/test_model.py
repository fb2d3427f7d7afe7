# SPDX-License-Identifier: Apache-2.0
"""What counts as a parameter of a model, by one rule in every format."""

import pytest

from cutaway.description.dtypes import is_learnt
from cutaway.description.model import Format, ModelDescription
from cutaway.description.variables import Role, Variable
from cutaway.formats.detect import open_model
from cutaway.formats.opened import silent
from cutaway.session.layer_totals import totals
from helpers.corpus import SAMPLES


def variable(name: str, elements: int, role: Role, dtype: str = "float32") -> Variable:
    return Variable(name, name, dtype, (elements,), elements * 4, role)


def described(*variables: Variable, constants: tuple[Variable, ...] = ()) -> ModelDescription:
    kind: Format = "saved_model"
    return ModelDescription(kind, "/m", "/m", variables=variables, constants=constants)


def test_only_weights_are_parameters_and_the_optimizer_is_counted_apart() -> None:
    found = described(
        variable("kernel", 10, "weight"),
        variable("kernel/m", 20, "optimizer"),
        variable("save_counter", 1, "other"),
    )
    assert (found.parameters, found.optimizer_parameters) == (10, 20)


def test_constants_count_where_no_variable_is_a_weight() -> None:
    constants = (variable("w", 7, "weight"), variable("axes", 3, "constant", "int32"))
    assert described(variable("save_counter", 1, "other"), constants=constants).parameters == 7
    assert described(variable("kernel", 10, "weight"), constants=constants).parameters == 10


def test_text_and_shapes_are_not_learnt() -> None:
    assert all(map(is_learnt, ("float16", "bfloat16", "complex64", "int8", "uint8", "int4", "qint32")))
    assert not any(map(is_learnt, ("string", "int32", "int64", "bool", "resource")))


@pytest.mark.parametrize("sample", ["basic_pitch", "resnet8_cifar10.h5", "sleep_stages.keras"])
def test_the_headline_is_the_sum_of_the_layers(sample: str) -> None:
    path = SAMPLES / sample
    model = open_model(path, str(path), (), "", silent)
    found = model.description
    model.close()
    assert found.layers
    assert found.parameters == totals(found.layers, found.variables).parameters


def test_biases_of_quantised_layers_are_parameters() -> None:
    path = SAMPLES / "hello_world_int8.tflite"
    model = open_model(path, str(path), (), "", silent)
    found = model.description
    model.close()
    assert found.parameters == 321
