# SPDX-License-Identifier: Apache-2.0
"""The folder of a run opens like a model whose variables are the run's values."""

from pathlib import Path

import numpy
import pytest

from cutaway.errors import DamagedFileError, MissingFileError, RequestError
from cutaway.sampling import run_record, stored
from cutaway.sampling.run_folder import RunFolder
from cutaway.sampling.values import Ragged, Sparse
from cutaway.worker.models import open_file


def run_folder(folder: Path) -> Path:
    run_record.record(folder, "in", [stored.store(folder, "x", numpy.arange(6.0).reshape(2, 3), "in")])
    ragged = Ragged(numpy.array([1, 2, 3]), (numpy.array([0, 1, 3]),))
    sparse = Sparse(numpy.array([[0, 1]]), numpy.array([5.0]), (1, 2))
    outputs = [stored.store(folder, "rows", ragged, "out"), stored.store(folder, "few", sparse, "out")]
    run_record.record(folder, "out", outputs)
    text = stored.store(folder, "scope/text:0", numpy.array([b"a"], object), "tap")
    run_record.record(folder, "tap", [text])
    return folder


def test_values_are_variables(tmp_path: Path) -> None:
    model = open_file((str(run_folder(tmp_path)), (), ""), lambda _words, _fraction: None)
    names = {variable.name: (variable.dtype, variable.shape) for variable in model.description.variables}
    assert names == {
        "in/x": ("float64", (2, 3)),
        "out/rows": ("int64", (3,)),
        "out/rows/row_splits_0": ("int64", (3,)),
        "out/few": ("float64", (1,)),
        "out/few/indices": ("int64", (1, 2)),
        "out/few/dense_shape": ("int64", (2,)),
        "tap/scope/text:0": ("string", (1,)),
    }
    for name, (_, shape) in names.items():
        assert model.array(name).shape == shape
    assert model.array("out/few/dense_shape").tolist() == [1, 2]
    assert model.array("tap/scope/text:0").tolist() == [b"a"]


def test_a_group_that_is_recorded_again_replaces_itself_alone(tmp_path: Path) -> None:
    folder = run_folder(tmp_path)
    run_record.record(folder, "out", [])
    found = run_record.read(folder)
    assert [value.name for value in found["in"]] == ["x"]
    assert found["out"] == ()
    assert [value.name for value in found["tap"]] == ["scope/text:0"]


def test_a_run_has_no_assets_and_no_other_values(tmp_path: Path) -> None:
    model = RunFolder(run_folder(tmp_path))
    assert model.graph() is None
    with pytest.raises(RequestError):
        model.array("out/else")
    with pytest.raises(RequestError):
        model.content("labels.txt", 10)
    with pytest.raises(RequestError):
        model.entries("table", 10)


def test_a_users_own_run_json_makes_no_run(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"learning_rate": 0.1}', encoding="utf-8")
    assert not run_record.is_run(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", '{"values": {"in": [{}]}}', '{"values": {"in": 3}}'])
def test_a_damaged_list_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedFileError):
        run_record.read(tmp_path)


def test_a_list_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        run_record.read(tmp_path)
