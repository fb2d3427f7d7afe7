# SPDX-License-Identifier: Apache-2.0
"""What is kept of a map between two sittings."""

from dataclasses import replace
from pathlib import Path

from cutaway.session.graph_state import Bookmark, GraphState, GraphStates, fingerprint
from helpers import example_models


def test_a_state_comes_back_as_it_was(tmp_path: Path) -> None:
    state = GraphState(("a/", "b()"), "right", "bytes", (Bookmark("conv", "a/conv", ("a/",)),))
    GraphStates(tmp_path / "graphs.json").keep("model", state)
    assert GraphStates(tmp_path / "graphs.json").of("model") == state


def test_a_model_that_was_never_seen_has_an_untouched_map(tmp_path: Path) -> None:
    assert GraphStates(tmp_path / "graphs.json").of("model") == GraphState()


def test_only_the_models_seen_last_are_kept(tmp_path: Path) -> None:
    states = GraphStates(tmp_path / "graphs.json")
    touched = GraphState(opened=())
    states.keep("first", touched)
    for number in range(200):
        states.keep(f"model {number}", touched)
    assert states.of("first") == GraphState()
    assert states.of("model 199") == touched


def test_a_file_of_nonsense_is_an_untouched_map(tmp_path: Path) -> None:
    file = tmp_path / "graphs.json"
    file.write_text('{"model": {"opened": 3, "direction": "up", "bookmarks": [["a"], 7]}, "other": []}')
    assert GraphStates(file).of("model") == GraphState()
    assert GraphStates(file).of("other") == GraphState()


def test_a_bookmark_of_the_same_box_takes_the_old_ones_place() -> None:
    state = GraphState().marked(Bookmark("old", "key")).marked(Bookmark("new", "key"))
    assert [mark.words for mark in state.bookmarks] == ["new"]
    assert state.unmarked("key").bookmarks == ()


def test_a_model_is_known_by_its_content_not_by_its_place() -> None:
    model = example_models.saved_model()
    moved = replace(model, path="/elsewhere", location="/elsewhere")
    assert fingerprint(model) == fingerprint(moved)
    assert fingerprint(model) != fingerprint(example_models.tflite())
