# SPDX-License-Identifier: Apache-2.0
"""Edited signatures answer what they have to by both loaders of TensorFlow, which read them in different places."""

from typing import Any, NamedTuple

import numpy
import pytest

from cutaway.editing import edits, saving
from cutaway.editing.applying import apply_all
from cutaway.editing.graph_known import known_of
from cutaway.formats.opened import silent
from helpers import edit_runs, edited

pytestmark = pytest.mark.tensorflow

K = "serving_default"
INNER = "PartitionedCall/PartitionedCall"
A = numpy.array([[1, 2.5, -3], [4, 0, 6]], numpy.float32)
B = numpy.array([[7, -8, 9], [0.5, 11, 12]], numpy.float32)
BYTES = numpy.arange(6, dtype=numpy.uint8).reshape(2, 3)
ROWS = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


class Case(NamedTuple):
    """Edits, a call of what comes of them, and the answer that it has to give."""

    name: str
    edits: list[edits.Edit]
    key: str
    inputs: dict[str, Any]
    answer: dict[str, Any]
    loaders: tuple[str, ...] = ("v1", "v2")


CASES = [
    Case(  # the trap: both pairs of names are sorted the other way round now
        "names that swap their order",
        [edits.RenameInput(K, "a", "z"), edits.RenameOutput(K, "difference", "zz")],
        K,
        {"z": A, "b": B},
        {"zz": A - B, "sum": A + B},
    ),
    Case(
        "other types",
        [edits.CastInput(K, "a", "uint8", 0.5, -1.0), edits.CastOutput(K, "sum", "int32")],
        K,
        {"a": BYTES, "b": B},
        {
            "difference": BYTES * numpy.float32(0.5) - 1 - B,
            "sum": (BYTES * numpy.float32(0.5) - 1 + B).astype("i4"),
        },
    ),
    Case(
        "an input that always has one value",
        [edits.RemoveInput(K, "b", ROWS), edits.RemoveOutput(K, "sum")],
        K,
        {"a": A},
        {"difference": A - numpy.array(ROWS, "f4")},
    ),
    Case(
        "a default, where the loader knows of defaults",
        [edits.SetDefault(K, "b", ROWS)],
        K,
        {"a": A},
        {"difference": A - numpy.array(ROWS, "f4"), "sum": A + numpy.array(ROWS, "f4")},
        ("v1",),
    ),
    Case(
        "a default that is not used",
        [edits.SetDefault(K, "b", ROWS)],
        K,
        {"a": A, "b": B},
        {"difference": A - B, "sum": A + B},
    ),
    Case(
        "a tensor inside two functions as an output",
        [edits.AddOutput(K, "a_doubled", f"{INNER}/doubled:0")],
        K,
        {"a": A, "b": B},
        {"a_doubled": A * 2, "difference": A - B, "sum": A + B},
    ),
    Case(
        "a tensor inside two functions as an input",
        [edits.AddInput(K, "middle", f"{INNER}/sub:0")],
        K,
        {"a": A, "b": B, "middle": B},
        {"difference": B, "sum": A + B},
    ),
    Case(
        "a part of the model",
        [edits.AddSignature("part", {"middle": f"{INNER}/sub:0"}, {"out": "PartitionedCall:0"})],
        "part",
        {"middle": A},
        {"out": A},
    ),
    Case(
        "what needs one input of two",
        [edits.AddSignature("part", {"x": "serving_default_a:0"}, {"out": f"{INNER}/doubled:0"})],
        "part",
        {"x": A},
        {"out": A * 2},
    ),
    Case(
        "two signatures that change their keys",
        [
            edits.DuplicateSignature(K, "twin"),
            edits.RenameOutput("twin", "sum", "total"),
            edits.MakeDefault("twin"),
        ],
        K,
        {"a": A, "b": B},
        {"difference": A - B, "total": A + B},
    ),
    Case(
        "a fixed batch",
        [edits.SetShape(K, "a", (2, 3)), edits.SetShape(K, "sum", (2, 3))],
        K,
        {"a": A, "b": B},
        {"difference": A - B, "sum": A + B},
    ),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Any]:
    """What each case answers by each loader; one child runs them all."""
    folder = tmp_path_factory.mktemp("edited")
    model = edited.opened(edited.saved_model(folder / "model", edited.minus_two()))
    runs, names = [], []
    for number, case in enumerate(CASES):
        draft = apply_all(edited.draft(model), case.edits, known_of(model, ()))
        target = folder / str(number)
        saving.save(model, draft, target, silent)
        for loader in case.loaders:
            runs.append(edit_runs.Run(target, ("serve",), case.key, case.inputs, {}, loader))
            names.append((case.name, loader))
    return dict(zip(names, edit_runs.run(folder, runs), strict=True))


@pytest.mark.parametrize(("case", "loader"), [(case, loader) for case in CASES for loader in case.loaders])
def test_an_edited_signature_answers(case: Case, loader: str, answers: dict[tuple[str, str], Any]) -> None:
    found = answers[case.name, loader]
    assert isinstance(found, dict), found
    assert set(found) == set(case.answer)
    for name, value in case.answer.items():
        numpy.testing.assert_array_equal(found[name], value)
