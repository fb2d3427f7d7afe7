# SPDX-License-Identifier: Apache-2.0
"""The first tensor that differs, and what is no difference though no value agrees."""

from __future__ import annotations

from cutaway.comparing.diverging import first, turned
from cutaway.description.conversion import Figures
from cutaway.description.inside import Candidates, Insides, InsideTensor, Met

NAMES = ("conv", "bias", "relu", "dense")


def insides(*, is_exact: bool) -> Insides:
    """A chain of four in both."""
    tensors = tuple(
        InsideTensor(f"{name}:0", name, name.upper(), (place - 1,) if place else ())
        for place, name in enumerate(NAMES)
    )
    return Insides(tensors, tensors, tuple(Candidates((place,), (place,)) for place in range(4)), is_exact)


def met(*passed: bool, note: str = "") -> list[Met]:
    figures = {True: Figures(equal=True, max_abs=0.0), False: Figures(equal=False, max_abs=1.0, note=note)}
    return [Met(place, place, place, figures[each], each, tells=True) for place, each in enumerate(passed)]


def test_the_first_that_differs_is_told_with_the_one_before_it() -> None:
    found = first(insides(is_exact=True), met(True, True, False, False))
    assert found is not None
    assert (found.source, found.op, found.compared) == ("relu", "RELU", 4)
    assert [(each.source, each.figures.equal) for each in found.before] == [("bias", True)]


def test_nothing_differs_where_all_agree() -> None:
    assert first(insides(is_exact=True), met(True, True, True, True)) is None


def test_what_leads_to_a_tensor_that_agrees_is_right_where_operators_are_fused() -> None:
    found = first(insides(is_exact=False), met(False, False, True, False))
    assert found is not None
    assert found.source == "dense"
    assert [each.source for each in found.before] == ["relu"]
    exact = first(insides(is_exact=True), met(False, False, True, False))
    assert exact is not None
    assert exact.source == "conv"


def test_values_of_other_shapes_are_no_counterparts_where_operators_are_fused() -> None:
    assert first(insides(is_exact=False), met(True, False, note="Their shapes differ.")) is None


def test_what_is_computed_in_one_is_told() -> None:
    plain = insides(is_exact=False)
    fused = Insides(plain.sources, plain.targets, (Candidates((2, 1, 0), (0,), 2),), is_exact=False)
    found = first(fused, [Met(0, 2, 0, Figures(equal=False, max_abs=1.0), passed=False, tells=True)])
    assert found is not None
    assert (found.source, found.fused) == ("relu", ("bias",))


def test_seen_from_the_other_side_the_names_change_places() -> None:
    found = first(insides(is_exact=True), met(True, False, False, False))
    assert found is not None
    assert turned(turned(found)) == found


def test_what_leads_to_a_value_that_agrees_in_the_other_is_right_too() -> None:
    """The first of the other has no counterpart, and was compared with what merely stands near it."""
    found = insides(is_exact=False)
    wrong = Figures(equal=False, max_abs=1.0)
    pairs = [
        Met(0, 3, 0, wrong, passed=False, tells=True),
        Met(1, 1, 1, Figures(equal=True), passed=True, tells=True),
        Met(3, 3, 3, wrong, passed=False, tells=True),
    ]
    told = first(found, pairs)
    assert told is not None
    assert (told.source, told.target) == ("dense", "dense")
