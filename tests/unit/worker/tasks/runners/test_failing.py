# SPDX-License-Identifier: Apache-2.0
"""What TensorFlow raises becomes one sentence that names the model, with its own words in the details."""

import pytest

from cutaway.errors import (
    CutawayError,
    LimitError,
    MissingFileError,
    ModelError,
    RequestError,
    UnsafeFileError,
)
from cutaway.worker.tasks.runners.failing import Asked, explain, first_line

ASKED = Asked("cnn", "/m/cnn", "the signature predict")


class InvalidArgumentError(Exception):
    """Named as TensorFlow's own."""


class ResourceExhaustedError(Exception):
    """Likewise."""


class PermissionDeniedError(Exception):
    """Likewise."""


class NotFoundError(Exception):
    """Likewise."""


@pytest.mark.parametrize(
    ("error", "cls", "words"),
    [
        (NotFoundError("Op type not registered 'My>Op' in binary"), ModelError, "the custom operation My>Op"),
        (
            InvalidArgumentError("No OpKernel was registered to support Op 'Boosted' used by {{node x}}"),
            ModelError,
            "needs the operation Boosted",
        ),
        (RuntimeError("Table not initialized."), ModelError, "lookup table that nothing has filled"),
        (RuntimeError("Attempting to use uninitialized value w"), ModelError, "the variable w,"),
        (
            RuntimeError("You must feed a value for placeholder tensor 'keep' with dtype float"),
            RequestError,
            "needs a value for keep",
        ),
        (InvalidArgumentError("Incompatible shapes: [2] vs. [3]"), RequestError, "[2] vs. [3]."),
        (
            InvalidArgumentError("Feature: age (data type: float) is required but could not be found."),
            RequestError,
            "with the feature age",
        ),
        (ResourceExhaustedError("anything"), LimitError, "more memory"),
        (PermissionDeniedError("/x; Permission denied"), UnsafeFileError, "may not do here"),
        (NotFoundError("/x; No such file or directory"), MissingFileError, "misses something"),
        (
            InvalidArgumentError("indices[0] = 7 is not in [0, 5)"),
            ModelError,
            "indices[0] = 7 is not in [0, 5).",
        ),
        (ValueError("odd"), ModelError, "could not be run: odd."),
    ],
)
def test_each_failure_has_words_of_its_own(error: Exception, cls: type[CutawayError], words: str) -> None:
    told = explain(error, ASKED)
    assert type(told) is cls
    assert words in told.message
    assert "cnn" in told.message
    assert told.message[0].isupper()
    assert told.message.endswith(".")
    assert told.hint
    assert str(error) in told.details


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            'Graph execution error:\n\nDetected at node x defined at\n  File "a.py"\nreal\n\t [[{{node x}}]]',
            "real.",
        ),
        ("{{function_node f}} broken {{node a/b}}", "f broken a/b."),
        ("\x1b[1mInput 0\x1b[0m", "Input 0."),
        ("", ""),
    ],
)
def test_the_line_that_says_something_is_found(text: str, line: str) -> None:
    assert first_line(text) == line


def test_a_line_without_end_is_cut() -> None:
    assert len(first_line("x" * 5000)) < 400
