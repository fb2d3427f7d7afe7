# SPDX-License-Identifier: Apache-2.0
"""Recipes: as JSON and back, as a command line, and what is told of files that are none."""

import json
import shlex
from pathlib import Path

import pytest

from cutaway.conversion import recipe as recipes
from cutaway.conversion.recipe import Recipe
from cutaway.description.cuts import Cut
from cutaway.description.running import InputChoice
from cutaway.errors import DamagedFileError, MissingFileError, RequestError

WHOLE = Recipe(
    "tflite",
    {"quantization": "int8", "integer_io": True},
    ("serving_default", "other"),
    {"image": InputChoice("/data/cat.jpg", {"resize": "crop"})},
    {"image": {0: 1, 1: 224}},
    5,
    7,
    "/data/calibration",
    {"image": {"resize": "crop"}},
    proves=False,
    custom_objects="/data/objects.py",
    source="/data/model",
    cut=Cut({"image": "conv1/Relu:0"}, {"scores": "softmax:0"}),
)


def test_a_recipe_comes_back_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "recipe.json"
    file.write_text(recipes.text(WHOLE))
    assert recipes.read(file) == WHOLE


def test_the_command_line_quotes_what_a_shell_would_split() -> None:
    line = recipes.command(Recipe("onnx", {"opset": 15}, ("a b",)), "/data/my model", "/out/it's.onnx")
    words = shlex.split(line)
    assert words[:7] == ["cutaway", "convert", "/data/my model", "--to", "onnx", "--output", "/out/it's.onnx"]
    assert words[7:] == ["--option", "opset=15", "--signature", "a b"]


def test_the_command_line_says_everything() -> None:
    words = shlex.split(recipes.command(WHOLE, "in", "out.tflite"))
    for word in ("quantization=int8", "integer_io=true", "image:0=1", "--calibration", "image=/data/cat.jpg"):
        assert word in words
    for word in ("image:resize=crop", "--samples", "--seed", "--no-proof", "--custom-objects"):
        assert word in words
    assert [words[place + 1] for place, word in enumerate(words) if word in ("--take", "--give")] == [
        "image=conv1/Relu:0",
        "scores=softmax:0",
    ]


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"schema": 2, "target": "onnx"}', '{"schema": 1, "target": "onnx", "samples": 0}'],
)
def test_a_file_that_is_no_recipe_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "recipe.json"
    file.write_text(content)
    with pytest.raises(DamagedFileError, match=r"recipe\.json is no recipe"):
        recipes.read(file)


def test_a_target_or_an_option_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "recipe.json"
    file.write_text(json.dumps({"schema": 1, "target": "coreml"}))
    with pytest.raises(RequestError, match="There is no target called coreml"):
        recipes.read(file)
    file.write_text(json.dumps({"schema": 1, "target": "onnx", "options": {"opset": 99}}))
    with pytest.raises(RequestError, match="99 is no value for the option opset"):
        recipes.read(file)


def test_a_recipe_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        recipes.read(tmp_path / "recipe.json")


@pytest.mark.parametrize(
    ("target", "model", "name"),
    [
        ("onnx", "/data/model.h5", "model.onnx"),
        ("saved_model", "/data/model.keras", "model-saved_model"),
        ("tflite", "/data/saved/", "saved.tflite"),
    ],
)
def test_results_are_called_like_their_models(target: str, model: str, name: str) -> None:
    assert Recipe(target).output_name(model) == name
