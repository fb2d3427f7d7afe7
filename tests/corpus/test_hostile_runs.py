# SPDX-License-Identifier: Apache-2.0
"""Hostile models of the corpus are run with all that a user can allow: no marker, a sentence, and the engine lives."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cutaway.errors import LimitError, UnsafeFileError
from cutaway.session import running
from cutaway.session.jobs import JobState
from cutaway.worker import sandbox, system_calls
from helpers import corpus, hostile_models
from helpers.hostile_runs import Listener, Session, judge, lives

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        sandbox.version() < 3 or not system_calls.is_there(),
        reason="this system can refuse nothing to a process",
    ),
]
_RUNNABLE = ("saved_model", "frozen_graph", "meta_graph", "keras_h5", "keras_archive", "tflite")
_HOSTILE = [
    pytest.param(entry, id=entry.id) for entry in corpus.entries() if entry.id.startswith(("hos_", "bad_"))
]
_ASKING = "import sys, signal, tensorflow; signal.alarm(20); tensorflow.io.read_file(sys.argv[1])"


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    made = Session({})
    made.describe(corpus.SAMPLES / "half_plus_two")
    yield made
    made.close()


@pytest.mark.parametrize("entry", _HOSTILE)
def test_running_a_hostile_entry_does_no_harm(session: Session, entry: corpus.Entry, tmp_path: Path) -> None:
    markers = [Path(name) for name in entry.row["markers"].split() if name.startswith("/")]
    for marker in markers:
        marker.unlink(missing_ok=True)
    found = session.describe(entry.path)
    if found.result is None or found.result.format not in _RUNNABLE:
        pytest.skip("it is not opened, so that there is nothing to run")
    runner = running.runner_of(found.result)
    job = session.run_described(found.result, runner, seconds=10)
    assert not any(marker.exists() for marker in markers)
    if job.error is not None:
        assert job.error.message.endswith((".", "…"))
        assert "Traceback" not in job.error.message
    assert lives(session, tmp_path, runner)


def test_the_server_of_a_bucket_is_refused_at_once(session: Session, tmp_path: Path) -> None:
    error = session.error(hostile_models.reading(tmp_path / "asking.pb", "gs://bucket/object"))
    judge(error, "asking.pb")
    assert isinstance(error, UnsafeFileError)
    assert "reach a server" in error.message


def test_without_the_sandbox_the_server_would_be_reached() -> None:
    """What the other tests of the network rest on: TensorFlow does go there by itself."""
    listener = Listener()
    subprocess.run(
        [sys.executable, "-c", _ASKING, "gs://bucket/object"],
        env={**listener.environment, "NO_GCE_CHECK": "true", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        check=False,
        timeout=90,
    )
    assert listener.was_reached()
    listener.close()


def test_four_terabytes_are_not_given_to_tensorflow(session: Session, tmp_path: Path) -> None:
    error = session.error(hostile_models.swelling(tmp_path / "swelling.pb"))
    judge(error, "swelling.pb")
    assert isinstance(error, LimitError)
    assert "memory" in error.message
    assert session.run(hostile_models.harmless(tmp_path / "harmless.pb")).state is JobState.DONE
