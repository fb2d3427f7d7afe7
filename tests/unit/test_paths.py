# SPDX-License-Identifier: Apache-2.0
"""Where the user's folders are, by each system's convention."""

import os
import sys
from pathlib import Path

import pytest

from cutaway import paths


@pytest.mark.skipif(os.name == "nt", reason="XDG is for Unix")
def test_folders_follow_xdg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/elsewhere/config")
    monkeypatch.setenv("XDG_STATE_HOME", "relative, so it must be ignored")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert paths.config() == Path("/elsewhere/config/cutaway")
    assert paths.state() == Path("/home/somebody/.local/state/cutaway")


@pytest.mark.skipif(os.name == "nt", reason="the home of a Mac is HOME")
def test_folders_follow_apple(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", "/Users/somebody")
    assert paths.config() == Path("/Users/somebody/Library/Application Support/Cutaway")
    assert paths.state() == Path("/Users/somebody/Library/Application Support/Cutaway")


def test_resources_are_found() -> None:
    assert paths.resource("samples/hello_world_int8.tflite").is_file()
    with pytest.raises(FileNotFoundError):
        paths.resource("no/such/thing")
