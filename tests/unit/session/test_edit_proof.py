# SPDX-License-Identifier: Apache-2.0
"""Edits are proven with what belongs together: cast, constant, left out, tapped; and what is not compared is told."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cutaway.editing.draft import Cast, DraftSignature
from cutaway.session import running
from cutaway.session.blocking import BlockingLoop
from cutaway.session.documents import Source
from cutaway.session.edit_proof import EditProof, prove_edit
from cutaway.session.engine import Engine
from cutaway.session.run_folders import RunFolders
from cutaway.session.steps import follow
from helpers import edited
from helpers.commands import cutaway
from helpers.corpus import SAMPLES

pytestmark = pytest.mark.tensorflow

KEY = "serving_default"
LITE = SAMPLES / "hello_world_int8.tflite"


def _edit(folder: Path, model: Path, *listed: dict[str, object], status: int = 0) -> dict[str, Any]:
    file = folder / "edits.json"
    file.write_text(json.dumps({"schema": 1, "edits": [{"signature": KEY, **each} for each in listed]}))
    target = folder / f"new{model.suffix}"
    outcome = cutaway("edit", model, "--edits", file, "--output", target, "--json", patience=120)
    assert outcome.status == status, outcome.stdout + outcome.stderr
    proof: dict[str, Any] = outcome.json()["proof"]
    return proof


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A SavedModel of TensorFlow 2."""
    return edited.saved_model(tmp_path / "second", edited.minus_two())


def test_a_saved_model_is_proven_by_both_loaders_and_the_tool(second: Path, tmp_path: Path) -> None:
    proof = _edit(
        tmp_path,
        second,
        {"op": "cast_input", "name": "a", "dtype": "uint8"},
        {"op": "remove_input", "name": "b", "value": [[1, 2, 3]]},
        {"op": "add_output", "name": "hidden", "tensor": "PartitionedCall/PartitionedCall/sub:0"},
        {"op": "add_output", "name": "dead", "tensor": "PartitionedCall/PartitionedCall/doubled:0"},
        {"op": "rename_output", "name": "sum", "to": "total"},
    )
    assert proof["verdict"] == "pass", proof
    assert {each["target"] for each in proof["outputs"]} == {"difference", "total", "hidden"}
    told = " ".join(proof["told"])
    assert "The output dead was not compared: the tensor has no value in the model." in told
    assert "By tf.saved_model.load it answers alike." in told
    assert "By tf.compat.v1.saved_model.loader it answers alike." in told
    assert "saved_model_cli shows its inputs and outputs." in told
    assert [(each["loader"], each["verdict"]) for each in proof["loaders"]] == [
        ("tf.saved_model.load", "pass"),
        ("tf.compat.v1.saved_model.loader", "pass"),
        ("saved_model_cli", "pass"),
    ]


def test_a_part_between_tensors_gives_what_the_model_has_there(tmp_path: Path) -> None:
    model = edited.saved_model(tmp_path / "first", edited.subtracting())
    proof = _edit(
        tmp_path,
        model,
        {
            "op": "add_signature",
            "signature": "part",
            "inputs": {"x": "a:0", "z": "b:0"},
            "outputs": {"y": "sub:0"},
        },
    )
    assert proof["verdict"] == "pass", proof
    assert [(each["source"], each["target"]) for each in proof["outputs"]] == [("sub:0", "y")]


def test_what_cannot_be_compared_is_loaded_all_the_same(tmp_path: Path) -> None:
    model = edited.saved_model(tmp_path / "first", edited.subtracting())
    part = {"signature": "part", "inputs": {"x": "sub:0"}, "outputs": {"y": "hidden:0"}}
    proof = _edit(tmp_path, model, {"op": "add_signature", **part})
    assert proof["verdict"] == "not_run"
    assert "no value in the model" in proof["reason"]
    assert "part: tf.saved_model.load loads it." in proof["told"]
    assert "part: tf.compat.v1.saved_model.loader loads it." in proof["told"]


def test_an_input_that_is_left_out_has_its_default(tmp_path: Path) -> None:
    graph = edited.frozen(tmp_path / "graph.pb")
    signature = json.loads(cutaway("show", graph, "--json").stdout)["signatures"][0]["key"]
    proof = _edit(
        tmp_path, graph, {"op": "set_default", "signature": signature, "name": "b", "value": [[1, 2, 3]]}
    )
    assert proof["verdict"] == "pass", proof
    assert any("Without b it answers as with the default." in each for each in proof["told"])


def test_nothing_edited_is_told(tmp_path: Path) -> None:
    proof = _edit(tmp_path, LITE)
    assert (proof["verdict"], proof["told"]) == ("not_run", [])
    assert proof["reason"] == "No signature was edited, so there is nothing to compare."


def _proven_with(model: Path, draft: DraftSignature, folders: RunFolders) -> EditProof:
    """The proof of a file that was not edited at all, as if it had that signature."""
    loop = BlockingLoop()
    engine = Engine(loop.transport, loop, front=1, back=0)
    try:
        source = Source(str(model))
        described = engine.describe(source)
        loop.run_until(lambda: described.is_over)
        assert described.result is not None
        steps = prove_edit(engine, source, described.result, source, [draft], running.grant, folders)
        job = follow("Proving", steps)
        loop.run_until(lambda: job.is_over)
        assert job.result is not None
        return job.result
    finally:
        engine.close()


def test_an_edit_that_was_not_made_fails_and_what_stays_is_told() -> None:
    signature = edited.draft(edited.opened(LITE)).signatures[0]
    (port,) = signature.outputs
    doubled = replace(port, spec=replace(port.spec, dtype="float32"), cast=Cast(2.0, 0.0))
    with closing(RunFolders()) as folders:
        proof = _proven_with(LITE, replace(signature, outputs=(doubled,)), folders)
    assert proof.verdict == "fail"
    assert not proof.outputs[0].passed
    assert (
        proof.told[-1] == f"{LITE.name} stays where it was written, and the model as it was is {LITE.name}."
    )
