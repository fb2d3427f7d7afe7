# SPDX-License-Identifier: Apache-2.0
"""What a conversion is asked for, why it cannot begin, and what is left of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from cutaway.conversion.targets import target_of
from cutaway.description.conversion import LayerError
from cutaway.session.convert_desk import ConvertDesk
from cutaway.session.documents import Source
from helpers import example_models
from helpers.fake_conversions import FakeConversions, converted
from helpers.readings import FakeReading


@pytest.fixture
def desk(tmp_path: Path) -> ConvertDesk:
    """Give the desk of a model that lies in a folder of the test's own."""
    path = str(tmp_path / "net.keras")
    model = replace(example_models.saved_model(), path=path, location=path)
    return ConvertDesk(Source(path), model, FakeConversions(FakeReading(model)))


def test_a_name_that_is_free_is_proposed_beside_the_model(desk: ConvertDesk, tmp_path: Path) -> None:
    (tmp_path / "net.tflite").touch()
    desk.choose(target_of("tflite"))
    assert Path(desk.output) == tmp_path / "net-2.tflite"
    assert not desk.problem()


def test_a_chosen_place_keeps_its_folder_with_another_target(desk: ConvertDesk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    desk.choose(target_of("tflite"))
    desk.place(str(tmp_path / "out" / "small.tflite"))
    desk.choose(target_of("onnx"))
    assert Path(desk.output) == tmp_path / "out" / "small.onnx"


def test_only_what_differs_from_the_defaults_is_asked_for(desk: ConvertDesk) -> None:
    desk.choose(target_of("tflite"))
    desk.put("quantization", "int8")
    desk.put("integer_io", value=True)
    desk.put("integer_io", value=False)
    recipe = desk.recipe()
    assert recipe is not None
    assert recipe.options == {"quantization": "int8"}


def test_a_fixed_dimension_is_part_of_the_recipe_and_a_freed_one_is_not(desk: ConvertDesk) -> None:
    desk.choose(target_of("tflite"))
    desk.size("x", 0, 4)
    recipe = desk.recipe()
    assert recipe is not None
    assert recipe.dimensions == {"x": {0: 4}}
    desk.size("x", 0, None)
    freed = desk.recipe()
    assert freed is not None
    assert freed.dimensions == {}


def test_the_model_itself_is_never_written_over(desk: ConvertDesk, tmp_path: Path) -> None:
    (tmp_path / "net.keras").touch()
    desk.choose(target_of("keras_archive"))
    desk.place(str(tmp_path / "net.keras"))
    desk.overwrite(is_wanted=True)
    assert desk.problem() == "The result cannot go where the model itself is."


def test_layers_kept_in_float_add_up(desk: ConvertDesk) -> None:
    desk.choose(target_of("tflite"))
    desk.put("quantization", "int8")
    desk.keep_in_float((LayerError("a", "CONV_2D", 0.1, 0.2),))
    desk.keep_in_float((LayerError("a", "CONV_2D", 0.1, 0.2), LayerError("b", "CONV_2D", 0.1, 0.1)))
    assert desk.options()["keep_float"] == "a, b"


def test_a_result_leaves_a_command_and_a_script(desk: ConvertDesk) -> None:
    assert desk.command() == ""
    desk.choose(target_of("tflite"))
    desk.begin()
    service = desk.service
    assert isinstance(service, FakeConversions)
    service.jobs[0].succeed(converted("tflite", desk.output))
    assert "--to tflite" in desk.command()
    assert "import tensorflow" in desk.script()
    assert not desk.is_running


def test_a_report_that_cannot_be_written_says_why(desk: ConvertDesk, tmp_path: Path) -> None:
    desk.choose(target_of("tflite"))
    desk.begin()
    service = desk.service
    assert isinstance(service, FakeConversions)
    service.jobs[0].succeed(converted("tflite", desk.output))
    said = desk.save_report(tmp_path / "absent" / "report.html")
    assert said.startswith("report.html cannot be saved: the folder ")
