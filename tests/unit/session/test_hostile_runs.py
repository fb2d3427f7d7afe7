# SPDX-License-Identifier: Apache-2.0
"""Nine models that do harm are really run, with everything allowed that the user can allow; the system refuses it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cutaway.errors import CrashedError, LimitError, UnsafeFileError
from cutaway.session.jobs import JobState
from cutaway.worker import sandbox, system_calls
from helpers import hostile_models
from helpers.hostile_runs import Listener, Session, judge, lives

pytestmark = [
    pytest.mark.tensorflow,
    pytest.mark.skipif(
        sandbox.version() < 3 or not system_calls.is_there(),
        reason="this system can refuse nothing to a process",
    ),
]


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture(scope="module")
def session(listener: Listener) -> Iterator[Session]:
    made = Session(listener.environment)
    yield made
    made.close()


def test_a_file_is_not_written(session: Session, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    error = session.error(hostile_models.writing(tmp_path / "writing.pb", marker))
    judge(error, "writing.pb")
    assert isinstance(error, UnsafeFileError)
    assert "Permission denied" in error.message
    assert not marker.exists()
    assert lives(session, tmp_path)


def test_a_file_of_the_system_is_not_read(session: Session, tmp_path: Path) -> None:
    error = session.error(hostile_models.reading(tmp_path / "reading.pb", "/etc/passwd"))
    judge(error, "reading.pb")
    assert isinstance(error, UnsafeFileError)
    assert "root:" not in error.message + error.details
    assert lives(session, tmp_path)


def test_no_server_is_reached(session: Session, listener: Listener, tmp_path: Path) -> None:
    """TensorFlow tries again and again to connect to the proxy, so that the limit of time ends it."""
    error = session.error(hostile_models.reading(tmp_path / "asking.pb", "gs://bucket/object"), seconds=4)
    judge(error, "asking.pb")
    assert isinstance(error, LimitError)
    assert not listener.was_reached()
    assert lives(session, tmp_path)


def test_python_of_the_host_is_not_called(session: Session, tmp_path: Path) -> None:
    error = session.error(hostile_models.calling_python(tmp_path / "calling.pb"))
    judge(error, "calling.pb")
    assert "Python function" in error.message
    assert lives(session, tmp_path)


def _writes(x: object, name: str = "") -> object:
    with open(name, "w") as file:  # noqa: PTH123 -- byte code that stands alone imports nothing
        file.write("written by a model")
    return x


def _connects(x: object, port: int = 0) -> object:
    import socket

    socket.create_connection(("127.0.0.1", port))
    return x


def _starts(x: object, name: str = "") -> object:
    import subprocess

    subprocess.run(["/bin/touch", name], check=True)
    return x


def test_byte_code_of_a_layer_writes_nothing_and_starts_nothing(session: Session, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    for does in (_writes, _starts):
        path = hostile_models.lambda_layer(tmp_path / "layer.h5", does, str(marker))
        error = session.error(path, "tf_keras")
        judge(error, "layer.h5")
        assert isinstance(error, UnsafeFileError)
        assert "PermissionError" in error.details
    assert not marker.exists()
    assert lives(session, tmp_path)


def test_a_file_of_custom_objects_is_confined_too(session: Session, tmp_path: Path) -> None:
    marker, code = tmp_path / "marker", tmp_path / "objects.py"
    code.write_text(f"open({str(marker)!r}, 'w').write('written by code')", encoding="utf-8")
    path = hostile_models.lambda_layer(tmp_path / "layer.h5", _writes, str(marker))
    error = session.run(path, "tf_keras", custom=str(code)).error
    assert error is not None
    judge(error, "objects.py")
    assert "Permission denied" in error.message
    assert not marker.exists()


def test_byte_code_of_a_layer_reaches_no_server(session: Session, listener: Listener, tmp_path: Path) -> None:
    path = hostile_models.lambda_layer(tmp_path / "layer.h5", _connects, listener.port)
    error = session.error(path, "tf_keras")
    judge(error, "layer.h5")
    assert isinstance(error, UnsafeFileError)
    assert not listener.was_reached()


def _swells(x: object) -> object:
    kept = bytearray(1 << 42)
    return x if kept else None


def test_four_terabytes_are_not_given(session: Session, tmp_path: Path) -> None:
    error = session.error(hostile_models.lambda_layer(tmp_path / "swelling.h5", _swells), "tf_keras")
    judge(error, "swelling.h5")
    assert isinstance(error, LimitError)
    assert "memory" in error.message
    assert lives(session, tmp_path)


def test_a_loop_without_end_is_stopped(session: Session, tmp_path: Path) -> None:
    error = session.error(hostile_models.endless(tmp_path / "endless.pb"), seconds=2)
    judge(error, "endless.pb")
    assert isinstance(error, LimitError)
    assert "did not answer within 2 s" in error.message
    assert lives(session, tmp_path)


def test_a_loop_without_end_can_be_cancelled(session: Session, tmp_path: Path) -> None:
    job = session.begin(hostile_models.endless(tmp_path / "endless.pb"))
    session.until(lambda: job.words == "Loading the model" or job.seconds > 1, 20)
    begun = time.monotonic()
    job.cancel()
    assert job.state is JobState.CANCELLED
    assert lives(session, tmp_path)
    assert time.monotonic() - begun < 10


def test_a_function_that_calls_itself_crashes_only_its_process(session: Session, tmp_path: Path) -> None:
    error = session.error(hostile_models.calling_itself(tmp_path / "itself.pb"))
    judge(error, "itself.pb")
    assert isinstance(error, CrashedError)
    assert "SIGSEGV" in error.message
    assert f"Model: {tmp_path / 'itself.pb'}" in error.details
    assert lives(session, tmp_path)


def test_a_damaged_tflite_crashes_only_its_process(session: Session, tmp_path: Path) -> None:
    error = session.error(hostile_models.damaged_lite(tmp_path / "damaged.tflite"), "litert")
    judge(error, "damaged.tflite")
    assert isinstance(error, CrashedError)
    assert "SIGSEGV" in error.message
    assert lives(session, tmp_path, "litert")
