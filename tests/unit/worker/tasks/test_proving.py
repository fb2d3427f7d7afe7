# SPDX-License-Identifier: Apache-2.0
"""Handing the inputs of a run to another model, and comparing what both answered."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import numpy
import pytest

from cutaway.description.conversion import Figures, Proof, Tolerance
from cutaway.errors import RequestError
from cutaway.sampling import run_record, stored
from cutaway.sampling.values import Value
from cutaway.worker.models import Models
from cutaway.worker.questions import Call
from cutaway.worker.tasks.proving import hand_over, prove, worst

RAMP = numpy.linspace(-1, 1, 10, dtype=numpy.float32)


def run(folder: Path, values: Mapping[str, Value], group: str = "out") -> str:
    folder.mkdir()
    run_record.record(folder, group, [stored.store(folder, *pair, group) for pair in values.items()])  # type: ignore[arg-type]
    return str(folder)


def call(**arguments: object) -> Call:
    return Call(("", (), ""), arguments, Models(), lambda _words, _fraction: None, lambda _part: None)


def proof(
    place: Path, pairs: list[tuple[Value, Value]], borne: Tolerance | None = None, **more: object
) -> Proof:
    folders = [
        [run(place / f"{number}a", {"y": first}), run(place / f"{number}b", {"z": second})]
        for number, (first, second) in enumerate(pairs)
    ]
    asked = {"quantization": {}, "inputs": "samples", "is_random": False, "needs_data": False, **more}
    return prove(call(folders=folders, names={"y": "z"}, tolerance=asdict(borne or Tolerance()), **asked))


def test_equal_answers_pass(tmp_path: Path) -> None:
    found = proof(tmp_path, [(RAMP, RAMP), (RAMP * 2, RAMP * 2)])
    assert (found.verdict, found.samples) == ("pass", 2)
    assert found.outputs[0].figures.equal


def test_a_damaged_answer_fails(tmp_path: Path) -> None:
    wrong = RAMP.copy()
    wrong[3] += 0.01
    found = proof(tmp_path, [(RAMP, RAMP), (RAMP * 2, wrong * 2)])
    assert found.verdict == "fail"
    assert found.outputs[0].figures.max_abs == pytest.approx(0.02, rel=1e-3)


def test_values_of_another_shape_fail(tmp_path: Path) -> None:
    found = proof(tmp_path, [(RAMP, RAMP[:5])])
    assert found.verdict == "fail"
    assert found.outputs[0].figures.note


def test_an_answer_that_is_missing_fails(tmp_path: Path) -> None:
    folders = [[run(tmp_path / "a", {"y": RAMP}), run(tmp_path / "b", {"other": RAMP})]]
    asked = {"quantization": {}, "inputs": "", "is_random": False, "needs_data": False}
    found = prove(call(folders=folders, names={"y": "z"}, tolerance=asdict(Tolerance()), **asked))
    assert found.outputs[0].figures.note == "z has no value."


def test_integers_are_compared_as_the_numbers_that_they_stand_for(tmp_path: Path) -> None:
    steps = numpy.rint(RAMP / 0.01).astype(numpy.int8)
    scales = {"z": [[0.01], [0]]}
    found = proof(
        tmp_path, [(RAMP, steps), (RAMP / 2, steps // 2)], Tolerance(steps=4.0), quantization=scales
    )
    assert found.verdict == "pass"
    assert found.outputs[0].steps == pytest.approx(0.5, abs=0.6)


def test_an_output_that_says_the_same_to_all_samples_shows_nothing(tmp_path: Path) -> None:
    assert proof(tmp_path, [(RAMP, RAMP), (RAMP, RAMP)]).verdict == "not_run"


def test_inputs_are_handed_over_under_the_names_and_types_of_the_other_model(tmp_path: Path) -> None:
    first = run(tmp_path / "a", {"x": RAMP, "unused": RAMP}, "in")
    second = tmp_path / "b"
    second.mkdir()
    asked = {"names": {"x": "image"}, "types": {"image": "int8"}, "quantization": {"image": [[0.01], [5]]}}
    assert hand_over(call(folders=[[first, str(second)]], **asked)) == 1
    (value,) = run_record.read(second)["in"]
    handed = stored.load(second, value)
    assert isinstance(handed, numpy.ndarray)
    assert (value.name, str(handed.dtype)) == ("image", "int8")
    assert handed.tolist() == (numpy.rint(RAMP.astype(float) / 0.01) + 5).clip(-128, 127).tolist()


def test_texts_are_not_given_to_an_input_of_numbers(tmp_path: Path) -> None:
    texts = numpy.array([b"a"], object)
    first = run(tmp_path / "a", {"x": texts}, "in")
    second = tmp_path / "b"
    second.mkdir()
    with pytest.raises(RequestError):
        hand_over(
            call(folders=[[first, str(second)]], names={"x": "x"}, types={"x": "float32"}, quantization={})
        )


def test_the_worst_of_each_figure_is_kept() -> None:
    one = Figures(equal=True, max_abs=0.0, cosine=1.0, argmax_agreement=1.0)
    other = Figures(equal=False, max_abs=2.0, rmse=1.0, cosine=0.5, argmax_agreement=0.9, odd=1, note="n")
    assert worst([one, other]) == Figures(False, 2.0, 1.0, 0.5, None, 0.9, 1, "n")


def swapped(place: Path, *, guessed: bool) -> Proof:
    """Two outputs whose names in the result are those of each other."""
    folders = [
        [
            run(place / f"{number}a", {"a": RAMP * scale, "b": RAMP[::-1] * scale}),
            run(place / f"{number}b", {"x": RAMP[::-1] * scale, "y": RAMP * scale}),
        ]
        for number, scale in enumerate((1, 2))
    ]
    asked = {"quantization": {}, "inputs": "", "is_random": False, "needs_data": False, "guessed": guessed}
    return prove(call(folders=folders, names={"a": "x", "b": "y"}, tolerance=asdict(Tolerance()), **asked))


def test_outputs_without_names_in_common_are_matched_by_value(tmp_path: Path) -> None:
    found = swapped(tmp_path, guessed=True)
    assert found.verdict == "pass"
    assert [(output.source, output.target) for output in found.outputs] == [("a", "y"), ("b", "x")]


def test_outputs_that_were_told_and_interchanged_fail_and_the_nearest_is_named(tmp_path: Path) -> None:
    found = swapped(tmp_path, guessed=False)
    assert found.verdict == "fail"
    assert [output.nearest for output in found.outputs] == ["y", "x"]
