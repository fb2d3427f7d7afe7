# SPDX-License-Identifier: Apache-2.0
"""The desktop's own tools find nothing wrong with what is registered, and know the models by it."""

import configparser
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cutaway import APP_ID
from cutaway.session.desktop.kinds import OFFERED_ID
from helpers.screens import wait_until
from helpers.sessions import Desktop, open_by_desktop, run, windows

COMMAND = Path(sys.executable).with_name("cutaway")
KNOWN = (
    ("hello_world_int8.tflite", "application/x-tensorflow-lite"),
    ("sleep_stages.keras", "application/x-keras"),
    ("keyword_ds_cnn.pb", "application/x-tensorflow-graph"),
    ("basic_pitch/saved_model.pb", "application/x-tensorflow-saved-model"),
    ("resnet8_cifar10.h5", "application/x-hdf"),
    ("regression_checkpoint/model.index", "application/x-tensorflow-checkpoint"),
    ("regression_checkpoint/model.meta", "application/x-tensorflow-meta-graph"),
)
"""A sample of each kind, and what desktops call it."""


def section(file: Path, name: str) -> configparser.SectionProxy:
    """A section of a file that desktops read."""
    parser = configparser.RawConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(file, encoding="utf-8")
    return parser[name]


@contextmanager
def started(desktop: Desktop, *command: str | Path) -> Iterator[None]:
    """Start a program, which is ended with all others of the session."""
    quiet = subprocess.DEVNULL
    words = [str(word) for word in command]
    with subprocess.Popen(words, env=desktop.environment, stdout=quiet, stderr=quiet):
        try:
            yield
        finally:
            desktop.end_programs()


@pytest.fixture
def registered(desktop: Desktop) -> Desktop:
    """A session in which `cutaway desktop install` was said."""
    run(desktop, COMMAND, "desktop", "install")
    return desktop


def test_the_launchers_are_valid(registered: Desktop, need: Callable[..., None]) -> None:
    need("desktop-file-validate")
    for name in (APP_ID, OFFERED_ID):
        said = run(registered, "desktop-file-validate", registered.share / "applications" / f"{name}.desktop")
        assert said == ""


def test_the_metainfo_is_valid(registered: Desktop, need: Callable[..., None]) -> None:
    """No validator goes to the network."""
    need("appstreamcli")
    file = registered.share / "metainfo" / f"{APP_ID}.metainfo.xml"
    run(registered, "appstreamcli", "validate", "--no-net", "--pedantic", file)


@pytest.mark.parametrize(("name", "mime"), KNOWN)
def test_models_are_known(
    registered: Desktop, need: Callable[..., None], samples: Path, name: str, mime: str
) -> None:
    need("xdg-mime", "gio")
    assert run(registered, "xdg-mime", "query", "filetype", samples / name).strip() == mime


def test_a_lite_model_is_known_by_its_bytes_alone(
    registered: Desktop, need: Callable[..., None], samples: Path, tmp_path: Path
) -> None:
    need("xdg-mime", "gio")
    nameless = tmp_path / "model"
    nameless.write_bytes((samples / "hello_world_int8.tflite").read_bytes())
    assert (
        run(registered, "xdg-mime", "query", "filetype", nameless).strip() == "application/x-tensorflow-lite"
    )


def test_the_corpus_is_known(registered: Desktop, need: Callable[..., None], corpus_root: Path) -> None:
    need("gio")
    wanted = {
        ".tflite": "application/x-tensorflow-lite",
        ".keras": "application/x-keras",
        ".h5": "application/x-hdf",
    }
    for ending, mime in wanted.items():
        found = sorted((corpus_root / "models").rglob(f"*{ending}"))
        files = [file for file in found if not file.parent.name.startswith("bad_")][:10]
        assert files
        for file in files:
            said = run(registered, "gio", "info", "--attributes=standard::content-type", file)
            assert f"standard::content-type: {mime}" in said, file


def test_folders_stay_the_file_managers(registered: Desktop, need: Callable[..., None]) -> None:
    """And so do files of others, while "open with" offers Cutaway for them."""
    need("gio", "update-desktop-database")
    manager = registered.share / "applications" / "org.example.Files.desktop"
    types = "inode/directory;application/x-hdf;"
    manager.write_text(f"[Desktop Entry]\nType=Application\nName=Files\nExec=true %U\nMimeType={types}\n")
    run(registered, "update-desktop-database", manager.parent)
    for mime in types.rstrip(";").split(";"):
        said = run(registered, "gio", "mime", mime)
        assert said.splitlines()[0].endswith(manager.name)
        assert OFFERED_ID in said


def test_a_double_click_opens_the_one_window(
    registered: Desktop, need: Callable[..., None], samples: Path
) -> None:
    """`gio open` is what a file manager does at a double click."""
    need("gio", "xdotool")
    assert open_by_desktop(registered, samples / "hello_world_int8.tflite").wait(60) == 0
    wait_until(lambda: windows(registered) == ["hello_world_int8.tflite – Cutaway"], "the first model")
    for name in ("resnet8_cifar10.h5", "sleep_stages.keras", "keyword_ds_cnn.pb"):
        assert open_by_desktop(registered, samples / name).wait(60) == 0
        wait_until(lambda name=name: windows(registered) == [f"{name} – Cutaway"], name)  # type: ignore[misc]
    assert open_by_desktop(registered, samples / "basic_pitch" / "saved_model.pb").wait(60) == 0
    wait_until(lambda: windows(registered) == ["saved_model.pb – Cutaway"], "a SavedModel by its file")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("regression_checkpoint/model.index", "model.index"),
        ("regression_checkpoint/model.meta", "model.meta"),
        ("basic_pitch", "basic_pitch"),
    ],
)
def test_what_is_offered_opens_where_it_is_chosen(
    registered: Desktop, need: Callable[..., None], samples: Path, name: str, title: str
) -> None:
    """`gio launch` is what a file manager does where "open with Cutaway" is chosen."""
    need("gio", "xdotool")
    launcher = registered.share / "applications" / f"{OFFERED_ID}.desktop"
    with started(registered, "gio", "launch", launcher, samples / name):
        wait_until(lambda: windows(registered) == [f"{title} – Cutaway"], title)


@pytest.mark.parametrize(
    ("word", "title"),
    [("Open", "Open models"), ("OpenFolder", "Open a model's folder"), ("Convert", "Open models")],
)
def test_the_actions_of_the_launcher_ask_for_a_model(
    registered: Desktop, need: Callable[..., None], word: str, title: str
) -> None:
    need("xdotool")
    launcher = registered.share / "applications" / f"{APP_ID}.desktop"
    with started(registered, *shlex.split(section(launcher, f"Desktop Action {word}")["Exec"])):
        wait_until(lambda: windows(registered, f"^{title}$") == [title], title)


def test_an_action_of_the_launcher_opens_another_window(
    registered: Desktop, need: Callable[..., None], samples: Path
) -> None:
    need("gio", "xdotool")
    assert open_by_desktop(registered, samples / "hello_world_int8.tflite").wait(60) == 0
    wait_until(lambda: len(windows(registered)) == 1, "the first window")
    launcher = registered.share / "applications" / f"{APP_ID}.desktop"
    with started(registered, *shlex.split(section(launcher, "Desktop Action NewWindow")["Exec"])):
        wait_until(lambda: len(windows(registered)) == 2, "the second window")


@pytest.mark.parametrize(("name", "mime"), KNOWN)
def test_file_managers_get_a_picture_of_every_kind(
    registered: Desktop, samples: Path, tmp_path: Path, name: str, mime: str
) -> None:
    """As GNOME asks for it: of a copy that has another name and nothing beside it."""
    entry = section(registered.share / "thumbnailers" / f"{APP_ID}.thumbnailer", "Thumbnailer Entry")
    assert mime in entry["MimeType"].split(";")
    copy, picture = tmp_path / f"thumbnail{Path(name).suffix}", tmp_path / "picture.png"
    copy.write_bytes((samples / name).read_bytes())
    told = {"%i": str(copy), "%o": str(picture), "%s": "256"}
    run(registered, *(told.get(word, word) for word in shlex.split(entry["Exec"])))
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_models_opened_at_the_same_moment_share_a_window(
    registered: Desktop, need: Callable[..., None], samples: Path
) -> None:
    need("gio", "xdotool")
    names = ("hello_world_int8.tflite", "resnet8_cifar10.h5", "sleep_stages.keras", "keyword_ds_cnn.pb")
    starts = [open_by_desktop(registered, samples / name) for name in names]
    assert [start.wait(60) for start in starts] == [0] * len(names)
    wait_until(lambda: len(windows(registered)) == 1, "a window")
    time.sleep(3)
    assert len(windows(registered)) == 1


def test_the_registration_goes_without_a_trace(registered: Desktop) -> None:
    run(registered, COMMAND, "desktop", "remove")
    left = [file for file in registered.home.rglob("*") if file.is_file()]
    assert left == []
