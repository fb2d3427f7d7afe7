# SPDX-License-Identifier: Apache-2.0
"""A user agrees to what is in a file, not to its name: what changes what a model does is asked about again."""

import os
from pathlib import Path

import pytest

from cutaway.description.findings import Finding
from cutaway.description.model import ModelDescription, ModelFile
from cutaway.session import trust
from cutaway.session.trust import Trust, fingerprint


@pytest.fixture
def model(tmp_path: Path) -> ModelDescription:
    folder = tmp_path / "model"
    (folder / "variables").mkdir(parents=True)
    names = ("saved_model.pb", "variables/variables.data-00000-of-00001", "variables/variables.index")
    for name in names:
        (folder / name).write_bytes(name.encode())
    files = tuple(ModelFile(name, len(name)) for name in names)
    return ModelDescription("saved_model", str(folder), str(folder), files=files)


@pytest.fixture
def trusted(tmp_path: Path) -> Trust:
    return Trust(tmp_path / "state" / "trusted.json")


def change(model: ModelDescription, name: str, content: bytes) -> None:
    path = Path(model.path) / name
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))


def test_nothing_is_accepted_at_first(model: ModelDescription, trusted: Trust) -> None:
    assert not trusted.is_accepted(model)


def test_what_was_accepted_is_remembered_by_the_next_program(
    model: ModelDescription, trusted: Trust, tmp_path: Path
) -> None:
    assert trusted.accept(model)
    assert Trust(tmp_path / "state" / "trusted.json").is_accepted(model)


def test_another_graph_of_the_same_size_is_another_model(model: ModelDescription, trusted: Trust) -> None:
    trusted.accept(model)
    change(model, "saved_model.pb", b"other_model.pb")
    assert not trusted.is_accepted(model)


def test_weights_count_by_size_and_time(model: ModelDescription) -> None:
    shard = "variables/variables.data-00000-of-00001"
    change(model, shard, b"1" * 10)
    before = fingerprint(model)
    change(model, shard, b"2" * 10)
    assert fingerprint(model) == before
    os.utime(Path(model.path) / shard, ns=(2, 2))
    assert fingerprint(model) != before


def test_a_copy_elsewhere_is_the_same_model(tmp_path: Path) -> None:
    found = []
    for name in ("a", "b"):
        path = tmp_path / name / "m.tflite"
        path.parent.mkdir()
        path.write_bytes(b"model")
        found.append(ModelDescription("tflite", str(path), str(path), files=(ModelFile("m.tflite", 5),)))
    assert fingerprint(found[0]) == fingerprint(found[1])


def test_an_archive_counts_by_its_own_content(tmp_path: Path) -> None:
    archive = tmp_path / "m.zip"
    gone = str(tmp_path / "unpacked")
    model = ModelDescription("saved_model", str(archive), gone, files=(ModelFile("saved_model.pb", 3),))
    archive.write_bytes(b"one")
    first = fingerprint(model)
    archive.write_bytes(b"two")
    assert fingerprint(model) != first


def test_code_that_is_run_with_it_counts_too(model: ModelDescription, trusted: Trust, tmp_path: Path) -> None:
    code = tmp_path / "layers.py"
    code.write_text("first = 1", encoding="ascii")
    trusted.accept(model)
    assert not trusted.is_accepted(model, str(code))
    trusted.accept(model, str(code))
    code.write_text("other = 22", encoding="ascii")
    assert not trusted.is_accepted(model, str(code))


def test_the_end_of_a_large_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "_WHOLE", 4)
    path = tmp_path / "m.pb"
    model = ModelDescription("frozen_graph", str(path), str(path), files=(ModelFile("m.pb", 12),))
    path.write_bytes(b"begin---end1")
    first = fingerprint(model)
    path.write_bytes(b"begin---end2")
    assert fingerprint(model) != first


def test_dangers_are_what_the_model_could_do() -> None:
    found = (Finding("write-file", "danger", "It writes."), Finding("old", "info", "It is old."))
    model = ModelDescription("saved_model", "m", "m", findings=found)
    assert trust.dangers(model) == found[:1]
