# SPDX-License-Identifier: Apache-2.0
"""What a recipe means for a model: the samples it is proven and calibrated with."""

from dataclasses import replace
from pathlib import Path

import pytest

from cutaway.conversion.recipe import Recipe
from cutaway.description.model import ModelDescription
from cutaway.description.running import InputChoice
from cutaway.description.signatures import Signature
from cutaway.description.tensors import TensorSpec
from cutaway.errors import MissingFileError, RequestError
from cutaway.session.converting import ConversionPlan
from cutaway.session.recipes import plan_of

IMAGE = TensorSpec("image", "image:0", "float32", (1, 8, 8, 3))
MODEL = ModelDescription("saved_model", "/m", "/m", signatures=(Signature("a", "declared", (IMAGE,), ()),))
TWO = replace(MODEL, signatures=(Signature("a", "declared", (IMAGE, replace(IMAGE, name="mask")), ()),))


def plan(recipe: Recipe, model: ModelDescription = MODEL) -> ConversionPlan:
    return plan_of(recipe, model, Path("/out"))


def folder(at: Path, *names: str) -> str:
    for name in names:
        (at / name).write_bytes(b"")
    return str(at)


def test_without_anything_it_is_proven_with_random_samples() -> None:
    found = plan(Recipe("tflite", samples=4, seed=9))
    assert (found.samples.count, found.samples.seed, found.samples.is_random) == (4, 9, True)
    assert found.calibration is None


def test_each_file_of_a_folder_is_a_sample_in_the_order_of_names(tmp_path: Path) -> None:
    data = folder(tmp_path, "b.png", "a.png", ".hidden.png", "notes.md", "c.npy")
    found = plan(
        Recipe("tflite", samples=2, calibration=data, calibration_options={"image": {"resize": "crop"}})
    )
    assert found.calibration is not None
    sources = [choices["image"] for choices in found.calibration.choices]
    assert [Path(choice.source).name for choice in sources] == ["a.png", "b.png", "c.npy"]
    assert sources[0].options == {"resize": "crop"}
    assert len(found.samples.choices) == 2
    assert not found.samples.is_random


def test_archives_fill_several_inputs_by_name(tmp_path: Path) -> None:
    found = plan(Recipe("tflite", calibration=folder(tmp_path, "a.npz")), TWO)
    assert found.calibration is not None
    assert {name: choice.options["key"] for name, choice in found.calibration.choices[0].items()} == {
        "image": "image",
        "mask": "mask",
    }


def test_chosen_inputs_are_what_it_is_proven_with() -> None:
    found = plan(Recipe("tflite", inputs={"image": InputChoice("/cat.png")}))
    assert found.samples.choices == ({"image": InputChoice("/cat.png")},)


def test_what_is_no_calibration_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="does not exist"):
        plan(Recipe("tflite", calibration=str(tmp_path / "none")))
    with pytest.raises(RequestError, match="no file that a sample could be made of"):
        plan(Recipe("tflite", calibration=folder(tmp_path, "notes.md")))
    (tmp_path / "a.png").write_bytes(b"")
    with pytest.raises(RequestError, match="The model has 2 inputs"):
        plan(Recipe("tflite", calibration=str(tmp_path)), TWO)
