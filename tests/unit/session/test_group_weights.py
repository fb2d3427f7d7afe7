# SPDX-License-Identifier: Apache-2.0
"""What the weights of a group add up to."""

from cutaway.session.group_weights import split
from helpers import example_models


def test_weights_are_split_into_variables_and_constants_the_largest_first() -> None:
    description = example_models.saved_model()
    names = {variable.name for variable in description.variables}
    variables, constants = split(description, {*names, "unknown"}, 0, 9)
    assert {variable.name for variable in variables.found} == names
    sizes = [variable.bytes for variable in variables.found]
    assert sizes == sorted(sizes, reverse=True)
    assert variables.count == len(names)
    assert variables.bytes == sum(sizes)
    assert variables.parameters == sum(variable.elements for variable in description.variables)
    assert (constants.found, constants.count, constants.bytes) == ((), 9, 0)
