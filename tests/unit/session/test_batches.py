# SPDX-License-Identifier: Apache-2.0
"""Batches: bounded workers, on after failures, on where they were after a kill."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cutaway.conversion.recipe import Recipe
from cutaway.description.conversion import Converted, Proof, Verdict
from cutaway.errors import CrashedError, CutawayError, RequestError
from cutaway.session import batches, store
from cutaway.session.batches import Item

ONNX = Recipe("onnx")


def models(folder: Path, count: int) -> list[str]:
    found = [folder / f"m{number}.pb" for number in range(count)]
    for file in found:
        file.write_bytes(b"model")
    return [str(file) for file in found]


def converted(source: str, output: Path, verdict: Verdict = "pass") -> Converted:
    output.write_bytes(b"result")
    return Converted(source, "onnx", str(output), 6, 5, 1.0, (), (), Proof(verdict, "So it is."))


def at_once(source: str, output: Path, over: Callable[[Converted | CutawayError], None]) -> None:
    over(converted(source, output))


def ignored(_: Item) -> None:
    pass


def test_all_are_converted_and_told_in_their_order(tmp_path: Path) -> None:
    sources = models(tmp_path, 5)
    batch = batches.begin(ONNX, sources, tmp_path / "out")
    told: list[Item] = []
    assert batches.run(batch, 2, at_once, told.append)()
    assert [item.source for item in batch.items()] == sources
    assert len(told) == 5
    summary = batch.end()
    assert summary is not None
    assert len(store.read(summary)["items"]) == 5
    assert not (tmp_path / "out" / batches.STATE).exists()


def test_no_more_are_begun_than_there_are_workers(tmp_path: Path) -> None:
    waiting: list[Callable[[], None]] = []

    def start(source: str, output: Path, over: Callable[[Converted | CutawayError], None]) -> None:
        waiting.append(lambda: over(converted(source, output)))

    batch = batches.begin(ONNX, models(tmp_path, 5), tmp_path / "out")
    is_over = batches.run(batch, 2, start, ignored)
    assert len(waiting) == 2
    waiting.pop(0)()
    assert len(waiting) == 2
    while waiting:
        waiting.pop(0)()
    assert is_over()


def test_a_failure_does_not_stop_the_others(tmp_path: Path) -> None:
    sources = models(tmp_path, 3)

    def start(source: str, output: Path, over: Callable[[Converted | CutawayError], None]) -> None:
        if source == sources[1]:
            over(CrashedError("It crashed.", path=source))
        else:
            over(converted(source, output, "fail" if source == sources[2] else "pass"))

    batch = batches.begin(ONNX, sources, tmp_path / "out")
    assert batches.run(batch, 1, start, ignored)()
    assert [item.status for item in batch.items()] == [0, 4, 3]
    assert batch.items()[1].answer["error"]["kind"] == "CrashedError"


def test_hundreds_of_refusals_in_a_row_are_no_recursion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "write", lambda *_: True)  # what is written meanwhile is not the subject
    batch = batches.begin(ONNX, [str(tmp_path / f"m{number}") for number in range(500)], tmp_path / "out")
    assert batches.run(batch, 2, lambda _source, _output, over: over(RequestError("No.")), ignored)()


def test_a_killed_batch_goes_on_where_it_was(tmp_path: Path) -> None:
    sources = models(tmp_path, 4)
    first = batches.begin(ONNX, sources, tmp_path / "out")
    first.succeed(sources[0], converted(sources[0], first.outputs[sources[0]]))
    first.succeed(sources[1], converted(sources[1], first.outputs[sources[1]]))
    first.fail(sources[2], RequestError("No."))
    first.outputs[sources[1]].unlink()
    first.leave()
    again = batches.begin(ONNX, sources, tmp_path / "out")
    assert again.waiting() == sources[1:]
    assert again.items()[0].is_resumed


def test_a_model_that_changed_is_converted_again(tmp_path: Path) -> None:
    sources = models(tmp_path, 1)
    first = batches.begin(ONNX, sources, tmp_path / "out")
    first.succeed(sources[0], converted(sources[0], first.outputs[sources[0]]))
    Path(sources[0]).write_bytes(b"another model")
    first.leave()
    assert batches.begin(ONNX, sources, tmp_path / "out").waiting() == sources


def test_another_recipe_begins_anew(tmp_path: Path) -> None:
    sources = models(tmp_path, 1)
    first = batches.begin(ONNX, sources, tmp_path / "out")
    first.succeed(sources[0], converted(sources[0], first.outputs[sources[0]]))
    first.leave()
    assert batches.begin(Recipe("onnx", {"opset": 15}), sources, tmp_path / "out").waiting() == sources


def test_results_of_one_name_get_numbers(tmp_path: Path) -> None:
    batch = batches.begin(ONNX, ["/a/model.pb", "/b/model.pb", "/c/Model.h5", "/a/model.pb"], tmp_path)
    assert [path.name for path in batch.outputs.values()] == ["model.onnx", "model-2.onnx", "Model-3.onnx"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RequestError, match="cannot be made"):
        batches.begin(ONNX, ["/a"], tmp_path / "file" / "out")


def test_a_folder_takes_one_batch_at_a_time(tmp_path: Path) -> None:
    first = batches.begin(ONNX, models(tmp_path, 1), tmp_path / "out")
    with pytest.raises(RequestError, match="Another batch is being converted into the folder out"):
        batches.begin(ONNX, ["/a/model.pb"], tmp_path / "out")
    first.leave()
    batches.begin(ONNX, ["/a/model.pb"], tmp_path / "out").leave()


def test_a_result_that_was_named_but_not_noted_before_a_kill_is_made_again(tmp_path: Path) -> None:
    """What was there before the batch began with that model is the user's, and stays."""
    sources = models(tmp_path, 2)
    first = batches.begin(ONNX, sources, tmp_path / "out")
    mine = first.outputs[sources[1]]
    mine.write_bytes(b"mine")
    for source in sources:
        first.note(source)
    first.outputs[sources[0]].write_bytes(b"result")
    (tmp_path / "out" / f".{batches.STATE}.0123abcd").write_bytes(b"half a state")
    first.leave()
    again = batches.begin(ONNX, sources, tmp_path / "out")
    assert again.waiting() == sources
    assert not again.outputs[sources[0]].exists()
    assert mine.read_bytes() == b"mine"
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(
        (batches.STATE, batches.LOCK, mine.name)
    )
    again.leave()
