# SPDX-License-Identifier: Apache-2.0
"""Values that are no numbers are a finding, wherever statistics were taken."""

from cutaway.description.statistics import Statistics
from cutaway.description.variables import Variable
from cutaway.session import odd_values

KERNEL = Variable("layer/0/.VALUE", "dense/kernel", "float32", (2, 3), 24, "weight")
BIAS = Variable("layer/1/.VALUE", "dense/bias", "float32", (3,), 12, "weight")


def test_finite_values_are_no_finding() -> None:
    assert odd_values.findings([KERNEL, BIAS], {KERNEL.name: Statistics(6), BIAS.name: Statistics(3)}) == ()


def test_what_has_no_statistics_yet_is_no_finding() -> None:
    assert odd_values.findings([KERNEL, BIAS], {}) == ()


def test_variables_that_hold_nan_or_infinities_are_named() -> None:
    figures = {KERNEL.name: Statistics(6, nans=2, infinities=1), BIAS.name: Statistics(3, nans=1)}
    (found,) = odd_values.findings([KERNEL, BIAS], figures)
    assert (found.code, found.severity, found.where) == ("not-finite", "warning", "dense/kernel")
    assert found.message.startswith("dense/kernel, dense/bias hold 3 NaN and 1 infinite value;")


def test_one_variable_holds_in_the_singular() -> None:
    (found,) = odd_values.findings([KERNEL], {KERNEL.name: Statistics(6, infinities=2)})
    assert found.message.startswith("dense/kernel holds 2 infinite values;")
