# SPDX-License-Identifier: Apache-2.0
"""Files in the user's folders are written whole, survive damage, and keep what other windows wrote."""

import json
from pathlib import Path

import pytest

from cutaway.session import store
from cutaway.session.recents import MOST, Recents
from cutaway.session.settings import SETTINGS, Settings
from cutaway.session.state import State


def test_what_was_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "file.json"
    assert store.write(file, {"path": "caf\udce9"})
    assert store.read(file) == {"path": "caf\udce9"}
    assert [found.name for found in file.parent.iterdir()] == ["file.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_counts_as_empty_and_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file.json"
    file.write_bytes(content)
    assert store.read(file) == {}
    assert (tmp_path / "file.json.damaged").read_bytes() == content


def test_no_file_counts_as_empty(tmp_path: Path) -> None:
    assert store.read(tmp_path / "none.json") == {}


def test_a_write_that_fails_says_so_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "file.json"
    target.mkdir()  # a folder cannot be replaced by a file
    assert not store.write(target, {"a": 1})
    assert list(tmp_path.iterdir()) == [target]


def test_settings_have_their_defaults(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for setting in SETTINGS:
        value = settings.flag(setting.key) if setting.default is True else settings.text(setting.key)
        assert value == setting.default


def test_a_setting_is_kept_and_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    settings, told = Settings(file), list[str]()
    settings.changed.connect(told.append)
    assert settings.put("theme", "dark")
    assert settings.put("theme", "dark")
    assert told == ["theme"]
    assert Settings(file).text("theme") == "dark"


def test_a_setting_takes_only_its_own_values(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    with pytest.raises(ValueError, match="theme"):
        settings.put("theme", "pink")
    with pytest.raises(ValueError, match="restore_tabs"):
        settings.put("restore_tabs", "yes")
    with pytest.raises(KeyError):
        settings.put("unknown", "x")


def test_values_of_the_wrong_type_in_the_file_count_as_not_set(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": 7, "restore_tabs": "no"}))
    settings = Settings(file)
    assert settings.text("theme") == "system"
    assert settings.flag("restore_tabs") is True


def test_keys_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"from_the_future": [1]}))
    Settings(file).put("theme", "light")
    assert store.read(file)["from_the_future"] == [1]


def test_the_newest_is_first_and_each_path_is_there_once(tmp_path: Path) -> None:
    recents = Recents(tmp_path / "recents.json")
    for name in ("a", "b", "a"):
        recents.add(str(tmp_path / name), "tflite", 7)
    assert [Path(item.path).name for item in recents.items] == ["a", "b"]


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    recents = Recents(tmp_path / "recents.json")
    for number in range(MOST + 5):
        recents.add(f"/m/{number}", "tflite", 1)
    assert len(recents.items) == MOST
    assert recents.items[0].path == str(Path(f"/m/{MOST + 4}").absolute())


def test_two_windows_share_the_list(tmp_path: Path) -> None:
    file = tmp_path / "recents.json"
    one, other = Recents(file), Recents(file)
    one.add("/m/one", "tflite", 1)
    other.add("/m/other", "keras_h5", 2)
    one.refresh()
    assert {item.format for item in one.items} == {"tflite", "keras_h5"}


def test_a_path_that_is_no_utf_8_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "recents.json"
    Recents(file).add("/m/caf\udce9", "tflite", 1)
    assert Recents(file).items[0].path.endswith("caf\udce9")


def test_a_missing_file_is_known_to_be_missing(tmp_path: Path) -> None:
    recents = Recents(tmp_path / "recents.json")
    recents.add(str(tmp_path), "saved_model", 1)
    recents.add(str(tmp_path / "gone"), "saved_model", 1)
    assert [item.exists for item in recents.items] == [False, True]


def test_recents_can_be_forgotten(tmp_path: Path) -> None:
    recents = Recents(tmp_path / "recents.json")
    recents.add("/m/a", "tflite", 1)
    recents.add("/m/b", "tflite", 1)
    recents.remove(recents.items[0].path)
    assert len(recents.items) == 1
    recents.clear()
    assert Recents(tmp_path / "recents.json").items == ()


def test_rows_that_are_none_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "recents.json"
    file.write_text(
        json.dumps({"recents": [7, {"path": 1}, {"path": "/m", "format": "x", "bytes": 1, "opened": 2}]})
    )
    assert [item.path for item in Recents(file).items] == ["/m"]


def test_the_state_of_a_window_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    state = State(file)
    state.put("tabs", ["/m/a", "/m/b"])
    state.put("page", "graphPage")
    state.put("current", 1)
    state.put("geometry", b"\0\xff")
    assert state.save()
    again = State(file)
    assert again.texts("tabs") == ["/m/a", "/m/b"]
    assert again.text("page") == "graphPage"
    assert again.number("current") == 1
    assert again.data("geometry") == b"\0\xff"


def test_state_of_another_type_counts_as_none(tmp_path: Path) -> None:
    state = State(tmp_path / "window.json")
    state.put("tabs", "no list")
    state.put("geometry", "no base64!")
    assert state.texts("tabs") == []
    assert state.data("geometry") == b""
    assert state.number("tabs", 3) == 3
