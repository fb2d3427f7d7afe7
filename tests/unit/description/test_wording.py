# SPDX-License-Identifier: Apache-2.0
"""How numbers, shapes, names and models are written for people."""

import math

import pytest

from cutaway.description import wording
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.description.variables import Variable


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (1_304_871, "1.3 MB"),
        (12_480_000, "12.5 MB"),
        (999_600, "1 MB"),
        (4_000_000_000, "4 GB"),
    ],
)
def test_sizes_have_at_most_three_digits(size: int, text: str) -> None:
    assert wording.byte_size(size) == text


def test_counts_have_separators() -> None:
    assert wording.count(50_442) == "50,442"
    assert wording.counted(1, "variable") == "1 variable"
    assert wording.counted(74, "variable") == "74 variables"
    assert wording.counted(0, "entry", "entries") == "0 entries"
    assert [wording.compact(value) for value in (742, 50_442, 25_636_712)] == ["742", "50.4 K", "25.6 M"]


def test_lists_end_where_nobody_would_read_on() -> None:
    assert wording.listed(["a", "b"], 2) == "a, b"
    assert wording.listed([1, 2, 3, 4], 2) == "1, 2 and 2 more"
    assert wording.listed([], 2) == ""


def test_real_numbers_tell_what_is_not_finite() -> None:
    values = (None, math.nan, math.inf, -math.inf, -0.5, 1234567.0)
    assert [wording.number(value) for value in values] == ["–", "NaN", "∞", "−∞", "−0.5", "1.235e+06"]


@pytest.mark.parametrize(
    ("fraction", "text"), [(0, "0 %"), (0.001, "< 1 %"), (0.62, "62 %"), (0.999, "> 99 %"), (1, "100 %")]
)
def test_shares_are_never_rounded_to_nothing_or_all(fraction: float, text: str) -> None:
    assert wording.percent(fraction) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0021, "2.1 ms"), (3.44, "3.4 s"), (42.0, "42 s"), (80.0, "1 min 20 s"), (7500.0, "2 h 5 min")],
)
def test_times_use_the_unit_that_fits(seconds: float, text: str) -> None:
    assert wording.duration(seconds) == text


def test_shapes() -> None:
    assert wording.shape((None, 43844, 1)) == "? × 43844 × 1"
    assert wording.shape(()) == "scalar"
    assert wording.shape(None) == "any shape"


def test_nothing_in_a_name_can_act_on_a_terminal_or_turn_the_text_around() -> None:
    hostile = "a\x1b[31mb\u202ec\nd\u2028e\x00\u200b\U000e0001"
    assert wording.safe(hostile) == "a\\x1b[31mb\\u202ec\\nd\\u2028e\\x00\\u200b\\U000e0001"
    assert wording.safe("dense/kernel:0 · größe 漢字") == "dense/kernel:0 · größe 漢字"


def test_names_are_elided_in_the_middle() -> None:
    assert wording.elided("StatefulPartitionedCall", 11) == "State…dCall"
    assert [wording.elided("abcdef", limit) for limit in (0, 1, 2, 6)] == ["", "…", "a…", "abcdef"]
    assert wording.name("") == "(no name)"
    assert len(wording.name("x" * 500, limit=40)) == 40


def test_a_model_in_one_line() -> None:
    description = ModelDescription(
        format="saved_model",
        path="/models/nmp",
        location="/models/nmp",
        producer={"tensorflow": "2.4.1"},
        variables=(Variable("kernel", "kernel", "float32", (50_442,), 201_768, "weight"),),
        files=(ModelFile("saved_model.pb", 1_304_871),),
    )
    assert wording.summary(description) == "SavedModel · TensorFlow 2.4.1 · 50,442 parameters · 1.3 MB"
