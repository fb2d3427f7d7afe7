# SPDX-License-Identifier: Apache-2.0
"""What the edits file says, and what is said of one that says nothing."""

import json
from pathlib import Path

import pytest

from cutaway.editing import edits, edits_file
from cutaway.errors import MissingFileError, RequestError

K = "serving_default"
EVERY: list[edits.Edit] = [
    edits.RenameSignature(K, "new"),
    edits.DuplicateSignature(K, "twin"),
    edits.DeleteSignature(K),
    edits.MakeDefault("other"),
    edits.AddSignature("sub", {"x": "a:0"}, {"y": "b/c:1"}),
    edits.RenameInput(K, "a", "b"),
    edits.RenameOutput(K, "a", "b"),
    edits.ReorderInputs(K, ("b", "a")),
    edits.ReorderOutputs(K, ("b", "a")),
    edits.AddInput(K, "x", "a:0"),
    edits.RemoveInput(K, "x", [1, 2.5]),
    edits.AddOutput(K, "x", "a:0"),
    edits.RemoveOutput(K, "x"),
    edits.SetShape(K, "x", (1, None, 3)),
    edits.SetShape(K, "x", None, "output"),
    edits.CastInput(K, "x", "uint8", 0.5, -1.0),
    edits.CastOutput(K, "x", "float16"),
    edits.SetDefault(K, "x", None),
    edits.SetMetadata("model.author", "me"),
]


def test_every_edit_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert {type(edit) for edit in EVERY} == set(edits.OPERATIONS.values())
    file = tmp_path / "edits.json"
    file.write_text(edits_file.text(EVERY))
    assert edits_file.read(file) == EVERY
    assert json.loads(edits_file.text([])) == {"schema": 1, "edits": []}


def test_it_looks_as_the_contract_has_it() -> None:
    assert edits_file.dump([edits.CastInput(K, "x", "uint8"), edits.SetShape(K, "x", (1, None))]) == [
        {"op": "cast_input", "signature": K, "name": "x", "dtype": "uint8"},
        {"op": "set_shape", "signature": K, "name": "x", "shape": [1, None]},
    ]


def test_what_undoes_an_edit_is_in_no_file() -> None:
    with pytest.raises(TypeError):
        edits_file.dump([edits.Restore((), {})])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], 'no list "edits"'),
        ({"schema": 2, "edits": []}, '"schema" is 2'),
        ({"schema": 1, "edits": {}}, '"edits" is no list'),
        ({"schema": 1, "edits": [7]}, "edit 1 is no object but 7"),
        ({"schema": 1, "edits": [{"op": "rename"}]}, 'the "op" of edit 1 is "rename"'),
        ({"schema": 1, "edits": [{"op": ["x"]}]}, 'the "op" of edit 1'),
        (
            {"schema": 1, "edits": [{"op": "rename_input", "signature": K, "name": "a"}]},
            r'edit 1 \(rename_input\) lacks the field "to"',
        ),
        (
            {"schema": 1, "edits": [{"op": "delete_signature", "signature": K, "name": "a"}]},
            'has a field "name", which it does not take',
        ),
        (
            {"schema": 1, "edits": [{"op": "delete_signature", "signature": 3}]},
            '"signature" of edit 1 .* is 3, and it has to be a text',
        ),
        (
            {"schema": 1, "edits": [{"op": "set_shape", "signature": K, "name": "x", "shape": [True]}]},
            '"shape" of edit 1',
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(value: object, words: str) -> None:
    with pytest.raises(RequestError, match=words):
        edits_file.parse(value)


def test_a_file_that_is_no_json_is_told_by_line(tmp_path: Path) -> None:
    (tmp_path / "edits.json").write_text('{"schema": 1,\n nothing}')
    with pytest.raises(RequestError, match="in line 2, column 2"):
        edits_file.read(tmp_path / "edits.json")
    with pytest.raises(MissingFileError, match="cannot be read"):
        edits_file.read(tmp_path / "nowhere.json")
    (tmp_path / "edits.json").write_text("{}")
    with pytest.raises(RequestError, match=r"edits\.json holds no edits: it has no list"):
        edits_file.read(tmp_path / "edits.json")
