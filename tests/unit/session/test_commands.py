# SPDX-License-Identifier: Apache-2.0
"""How children are started: what of the user's environment reaches those that run models."""

import sys

import pytest

from cutaway.session import commands

USERS = {
    "PATH": "/bin",
    "LC_ALL": "C",
    "HOME": "/home/ada",
    "AWS_SECRET_ACCESS_KEY": "x",
    "PYTHONPATH": "/evil",
}


def test_a_child_that_runs_models_gets_no_secrets_and_a_home_of_its_own() -> None:
    found = commands.runner("tensorflow", "/scratch", USERS).environment
    assert found["PATH"] == "/bin"
    assert found["LC_ALL"] == "C"
    assert found["HOME"] == found["TMPDIR"] == "/scratch"
    assert not {"AWS_SECRET_ACCESS_KEY", "PYTHONPATH"} & found.keys()


def test_a_child_that_runs_models_is_quiet_and_looks_for_no_gpu() -> None:
    found = commands.runner("tensorflow", "/scratch", USERS).environment
    assert found["TF_CPP_MIN_LOG_LEVEL"] == "3"
    assert found["CUDA_VISIBLE_DEVICES"] == "-1"


def test_it_is_a_worker_of_its_own_role() -> None:
    assert list(commands.runner("tensorflow", "/scratch", USERS).arguments[-2:]) == ["--worker", "tensorflow"]


def test_a_frozen_program_has_its_console_executable_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/cutaway/cutaway-gui")
    assert list(commands.reader("/scratch", USERS).arguments) == [
        "/opt/cutaway/cutaway",
        "--worker",
        "reader",
    ]


def test_only_the_child_for_keras_2_is_told_to_use_it() -> None:
    assert commands.runner("tf_keras", "/scratch", USERS).environment["TF_USE_LEGACY_KERAS"] == "1"
    assert "TF_USE_LEGACY_KERAS" not in commands.runner("tensorflow", "/scratch", USERS).environment
