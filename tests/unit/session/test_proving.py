# SPDX-License-Identifier: Apache-2.0
"""Which inputs and outputs of two models belong together, and what both are asked."""

from cutaway.description.running import InputChoice
from cutaway.description.tensors import TensorSpec
from cutaway.session.proving import Samples, paired


def specs(*names: str) -> list[TensorSpec]:
    return [TensorSpec(name, f"{name}:0", "float32", (None, 4)) for name in names]


def test_the_same_names_belong_together_in_any_order() -> None:
    assert paired(specs("a", "b"), specs("b", "a")) == {"a": "a", "b": "b"}


def test_other_names_belong_together_by_place() -> None:
    assert paired(specs("a", "b"), specs("Identity", "Identity_1")) == {"a": "Identity", "b": "Identity_1"}


def test_where_their_number_differs_only_the_same_names_do() -> None:
    assert paired(specs("a", "b"), specs("a")) == {"a": "a"}


def test_without_choices_samples_are_random_with_seeds_of_their_own() -> None:
    samples = Samples(count=3, seed=7)
    assert [seed for _, seed in samples.given()] == [7, 8, 9]
    assert samples.is_random
    assert samples.told() == "3 random samples, seed 7"


def test_one_sample_is_told_as_one() -> None:
    assert Samples(count=1).told() == "1 random sample, seed 0"


def test_what_the_user_chose_is_not_random() -> None:
    samples = Samples(choices=[{"x": InputChoice("photo.png")}], words="the folder photos")
    assert not samples.is_random
    assert len(samples.given()) == 1
    assert samples.told() == "the folder photos"
