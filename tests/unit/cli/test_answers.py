# SPDX-License-Identifier: Apache-2.0
"""JSON on stdout: one object, ASCII, and null where a figure is not defined."""

import json

from cutaway.cli import answers
from cutaway.description.model import ModelDescription
from cutaway.description.statistics import Statistics
from cutaway.description.variables import Variable
from cutaway.errors import LimitError


def test_nan_and_infinity_become_null() -> None:
    model = ModelDescription(
        "tflite", "p", "l", metadata={"a": [float("nan"), 1.5], "b": {"c": float("inf")}}
    )
    answer = json.loads(answers.text(answers.described(model), pretty=False))
    assert answer["metadata"] == {"a": [None, 1.5], "b": {"c": None}}


def test_nothing_in_it_can_steer_a_terminal() -> None:
    model = ModelDescription("tflite", "\x1b[31m\u202e\udce9", "l")
    text = answers.text(answers.described(model), pretty=True)
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)["path"] == "\x1b[31m\u202e\udce9"


def test_statistics_stand_beside_their_variable() -> None:
    found = (Variable("w", "w", "float32", (2,), 8, "weight"), Variable("s", "s", "string", (), 0, "other"))
    answer = answers.variables(found, {"w": Statistics(2, 0.0, 1.0)})
    assert answer["items"][0]["statistics"]["maximum"] == 1.0
    assert "statistics" not in answer["items"][1]
    assert (answer["count"], answer["parameters"], answer["bytes"]) == (2, 3, 8)


def test_details_are_only_in_errors_that_ask_for_them() -> None:
    error = LimitError("m", details="a traceback")
    assert answers.failure(error)["error"].keys() == {"kind", "message", "hint", "path"}
    assert answers.failure(error, details=True)["error"]["details"] == "a traceback"
