# SPDX-License-Identifier: Apache-2.0
"""Which views make sense follows from the shape of a value."""

import pytest

from cutaway.description.value_forms import PictureForm, has_scores, picture_form, signal_axis


@pytest.mark.parametrize(
    ("shape", "form"),
    [
        ((224, 160, 3), PictureForm(0, 1, 2, 3, -1)),
        ((1, 224, 160, 3), PictureForm(1, 2, 3, 3, 0)),
        ((5, 3, 64, 48), PictureForm(2, 3, 1, 3, 0)),
        ((2, 64, 48, 1), PictureForm(1, 2, 3, 1, 0)),
        ((1, 64, 48), PictureForm(1, 2, 0, 1, -1)),
        ((1, 24, 24, 32), None),
        ((1, 1000), None),
        ((4, 4, 3), None),
        ((), None),
    ],
)
def test_pictures_have_channels_at_an_end(shape: tuple[int, ...], form: PictureForm | None) -> None:
    assert picture_form(shape) == form


@pytest.mark.parametrize(
    ("shape", "axis"), [((16_000,), 0), ((1, 43_844, 1), 1), ((2, 8), -1), ((24, 24, 32), -1), ((), -1)]
)
def test_a_line_runs_along_the_longest_axis(shape: tuple[int, ...], axis: int) -> None:
    assert signal_axis(shape) == axis


def test_scores_are_numbers_of_few_axes() -> None:
    assert has_scores((1, 1000), "float32")
    assert has_scores((10,), "uint8")
    assert not has_scores((1, 1000), "string")
    assert not has_scores((1, 1), "float32")
    assert not has_scores((1, 7, 1000), "float32")
