# SPDX-License-Identifier: Apache-2.0
"""Each way in which a run ends badly has a sentence of its own, and it names library, signature and model."""

import errno

import pytest

from cutaway.errors import CrashedError, DamagedFileError, LimitError, UnsafeFileError
from cutaway.worker import run_endings
from cutaway.worker.limits import STATUS_MEMORY
from cutaway.worker.run_endings import Work

WORK = Work("litert", "/models/cnn.tflite", signature="predict")
DOING = "running the signature predict of cnn.tflite"


def test_a_crash_names_library_signature_and_model() -> None:
    error = run_endings.crashed(WORK, None, 11, "the last words")
    assert error.message == f"LiteRT crashed (SIGSEGV) while {DOING}."
    assert error.details == "Model: /models/cnn.tflite\nSignature: predict\nthe last words"
    assert error.path == "/models/cnn.tflite"


@pytest.mark.parametrize(("status", "tail"), [(STATUS_MEMORY, ""), (134, "what():  std::bad_alloc")])
def test_memory_that_ran_out_is_told_as_such(status: int, tail: str) -> None:
    error = run_endings.crashed(WORK, status, None, tail)
    assert isinstance(error, LimitError)
    assert error.message == f"LiteRT took more memory than it may while {DOING}."


def test_processor_time_that_ran_out_is_told_as_such() -> None:
    assert isinstance(run_endings.crashed(WORK, None, 24, ""), LimitError)


def test_a_signal_without_a_name_is_told_by_its_number() -> None:
    assert "(signal 99)" in run_endings.crashed(WORK, None, 99, "").message


def test_time_that_ran_out_is_told_in_seconds() -> None:
    assert run_endings.too_long(WORK, 120.0).message.startswith(
        "LiteRT did not answer within 120 s while running"
    )


def test_what_the_system_refused_is_the_model_s_fault() -> None:
    error = run_endings.explain(PermissionError(errno.EACCES, "Permission denied", "/etc/shadow"), WORK)
    assert isinstance(error, UnsafeFileError)
    assert error.message == "cnn.tflite tried to use /etc/shadow when it was run, and the system refused it."


def test_what_says_what_it_is_stays_as_it_is() -> None:
    error = DamagedFileError("It is damaged.")
    assert run_endings.explain(error, WORK) is error


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        (MemoryError(), "took more memory than it may"),
        (RecursionError(), "calls itself without end"),
        (ZeroDivisionError(), "stopped unexpectedly (ZeroDivisionError)"),
    ],
)
def test_what_a_library_raises_becomes_a_sentence(raised: Exception, words: str) -> None:
    error = run_endings.explain(raised, WORK)
    assert words in error.message
    assert error.message.endswith(".")
    assert isinstance(error, LimitError | CrashedError)


def test_other_work_than_running_is_named_too() -> None:
    assert Work("tensorflow", "/m/a.pb", "shapes").words == "inferring the shapes of a.pb"
    assert Work("tensorflow", "/m/a.pb", "convert").words == "working on a.pb"
