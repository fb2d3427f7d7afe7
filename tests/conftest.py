# SPDX-License-Identifier: Apache-2.0
"""What holds for every test: a home of its own, no screen, nothing left behind, and where the models are."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from helpers import corpus, leaks

# Two busy cores are no reason for a property to be called slow.
hypothesis.settings.register_profile("cutaway", deadline=None)
hypothesis.settings.load_profile("cutaway")

_HOME = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a home of its own before Qt or a child process asks for one."""
    home = Path(tempfile.mkdtemp(prefix="cutaway-tests-"))
    config.stash[_HOME] = home
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.update(
        HOME=str(home),
        USERPROFILE=str(home),
        APPDATA=str(home / "AppData" / "Roaming"),
        LOCALAPPDATA=str(home / "AppData" / "Local"),
        XDG_CACHE_HOME=str(home / ".cache"),
        XDG_CONFIG_HOME=str(home / ".config"),
        XDG_DATA_HOME=str(home / ".local" / "share"),
        XDG_STATE_HOME=str(home / ".local" / "state"),
        XDG_RUNTIME_DIR=str(runtime),
    )
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the home away again."""
    shutil.rmtree(config.stash[_HOME], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the corpus where there is none, and say why."""
    if corpus.root() is not None:
        return
    skip = pytest.mark.skip(reason=corpus.missing_reason())
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a top-level widget, a thread or a child process behind."""
    before = leaks.living()
    yield
    left = leaks.left_behind(before)
    if left:
        pytest.fail("This test left something behind: " + "; ".join(left), pytrace=False)


@pytest.fixture(scope="session")
def corpus_root() -> Path:
    """Return the folder of the corpus, or skip the test where there is none."""
    folder = corpus.root()
    if folder is None:
        pytest.skip(corpus.missing_reason())
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of the small real models that come with the program."""
    return corpus.SAMPLES
