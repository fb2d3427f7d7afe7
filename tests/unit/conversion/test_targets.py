# SPDX-License-Identifier: Apache-2.0
"""The table of targets: options with their values, and what is refused."""

from pathlib import Path

import pytest

from cutaway.conversion.targets import TARGETS, Option, Target, target_of
from cutaway.errors import RequestError
from cutaway.worker.tasks import converters


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_every_target_on_offer_has_a_converter(target: Target) -> None:
    there = {file.stem for file in Path(converters.__path__[0]).glob("*.py")}
    assert target.id in there


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_defaults_are_values_that_the_options_take(target: Target) -> None:
    for option in target.options:
        assert option.checked(option.default) == option.default
        assert option.help.endswith(".")


def test_options_that_were_not_given_have_their_defaults() -> None:
    filled = target_of("tflite").filled({"quantization": "int8", "integer_io": "yes"})
    assert filled == {"quantization": "int8", "integer_io": True, "select_tf_ops": False, "keep_float": ""}


def test_an_option_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(RequestError) as caught:
        target_of("onnx").filled({"opste": 18})
    assert caught.value.message == "ONNX has no option called opste."
    assert "opset" in caught.value.hint


@pytest.mark.parametrize(("key", "value"), [("opset", "19"), ("opset", "8"), ("opset", "many")])
def test_a_value_that_the_option_does_not_take_is_refused_with_what_it_takes(key: str, value: str) -> None:
    with pytest.raises(RequestError) as caught:
        target_of("onnx").filled({key: value})
    assert caught.value.hint == "It takes a whole number from 9 to 18."


def test_a_choice_takes_only_what_is_on_offer() -> None:
    with pytest.raises(RequestError) as caught:
        target_of("tflite").filled({"quantization": "int4"})
    assert "int16x8" in caught.value.hint


def test_a_flag_is_spelled_in_several_ways() -> None:
    flag = Option("on", "On", "flag", default=False, help="Whether.")
    assert [flag.read(text) for text in ("1", "TRUE", "off", "no")] == [True, True, False, False]


def test_an_unknown_target_is_refused_with_those_that_are_there() -> None:
    with pytest.raises(RequestError) as caught:
        target_of("coreml")
    assert "tflite" in caught.value.hint


def test_only_integers_take_calibration_data() -> None:
    tflite = target_of("tflite")
    taking = [
        kind
        for kind in ("float32", "float16", "dynamic", "int8", "int16x8")
        if tflite.takes_samples({"quantization": kind})
    ]
    assert taking == ["int8", "int16x8"]
    assert not target_of("onnx").takes_samples({})
