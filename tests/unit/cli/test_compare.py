# SPDX-License-Identifier: Apache-2.0
"""`cutaway compare` as scripts and people meet it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy
import pytest

from cutaway.cli import compare_report, main
from cutaway.description.comparison import Compared, ModelComparison, Structure
from cutaway.description.conversion import Proof
from cutaway.description.labelled import Labelled, Tally
from cutaway.description.running import InputChoice
from cutaway.session import input_sets
from cutaway.session.run_plan import RunPlan
from helpers.bundles import BundleV2
from helpers.commands import cutaway
from helpers.corpus import SAMPLES
from helpers.keras_files import entrance, graph, layer, write_h5
from helpers.lite import Graph, Model, Tensor, signature

LITE = SAMPLES / "hello_world_int8.tflite"


def dense(folder: Path, name: str, change: float = 0.0) -> Path:
    kernel = numpy.arange(12, dtype=numpy.float32).reshape(4, 3)
    kernel[2, 1] += change
    layers = [entrance("x", 4), layer("Dense", "dense", "x", units=3, activation="linear", use_bias=False)]
    return write_h5(folder / name, graph(layers, ["dense"]), {"dense": {"dense/kernel:0": kernel}})


def test_a_copy_is_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tflite"
    shutil.copy(LITE, copy)
    outcome = cutaway("compare", LITE, copy, "--no-run", "--json")
    assert outcome.status == 0, outcome.stderr
    answer = outcome.json()
    assert (answer["schema"], answer["source"], answer["target"]) == (1, str(LITE), str(copy))
    assert answer["description"] == []
    assert answer["weights"]["matched"] == answer["weights"]["equal"] > 0
    assert answer["structure"]["only_source"] == answer["structure"]["only_target"] == []
    assert answer["proof"]["verdict"] == "not_run"


def test_a_changed_weight_ends_with_3_and_within_the_tolerance_with_0(tmp_path: Path) -> None:
    first, second = dense(tmp_path, "one.h5"), dense(tmp_path, "two.h5", 0.25)
    outcome = cutaway("compare", first, second, "--weights-only", "--json")
    assert outcome.status == 3
    (found,) = outcome.json()["weights"]["items"]
    assert (found["source"]["title"], found["max_abs"]) == ("dense/kernel", 0.25)
    assert outcome.json()["refused"] == ["dense/kernel"]
    assert cutaway("compare", first, second, "--weights-only", "--tolerance", "0.1").status == 0


def test_people_are_told_what_changed_and_get_a_report(tmp_path: Path) -> None:
    first, second = dense(tmp_path, "one.h5"), dense(tmp_path, "two.h5", 0.25)
    page, data = tmp_path / "report.html", tmp_path / "report.json"
    outcome = cutaway("compare", first, second, "--no-run", "--report", page)
    assert "1 weight matched, 0 of them equal." in outcome.stdout
    assert "dense/kernel" in outcome.stdout
    assert "dense/kernel" in page.read_text(encoding="utf-8")
    cutaway("compare", first, second, "--no-run", "--report", data)
    assert json.loads(data.read_text(encoding="utf-8"))["weights"]["items"][0]["max_abs"] == 0.25
    assert cutaway("compare", first, second, "--no-run", "--report", page).status == 1


def test_both_are_asked_what_was_said(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tflite"
    shutil.copy(LITE, copy)
    name = cutaway("show", LITE, "--json").json()["signatures"][0]["inputs"][0]["name"]
    outcome = cutaway("compare", LITE, copy, "--input", f"{name}=value:[[3]]", "--json")
    assert outcome.status == 0, outcome.stderr
    proof = outcome.json()["proof"]
    assert (proof["verdict"], proof["samples"], proof["inputs"]) == ("pass", 1, f"{name}: value:[[3]]")
    assert proof["outputs"][0]["equal"]


def test_both_are_asked_a_folder_also_where_a_set_of_inputs_names_it(tmp_path: Path) -> None:
    copy, folder, kept = tmp_path / "copy.tflite", tmp_path / "samples", tmp_path / "set.json"
    shutil.copy(LITE, copy)
    folder.mkdir()
    for number in range(3):
        numpy.save(folder / f"{number}.npy", numpy.array([number], numpy.float32))
    name = "dense_input"
    input_sets.save(RunPlan(inputs={name: InputChoice(str(folder))}), "", kept)
    for asked in (("--input", f"{name}={folder}"), ("--input-set", kept)):
        outcome = cutaway("compare", LITE, copy, *asked, "--json")
        assert outcome.status == 0, outcome.stderr
        proof = outcome.json()["proof"]
        assert (proof["verdict"], proof["inputs"]) == ("pass", f"{name}: {folder}")


def classifier(path: Path, *biases: float) -> Path:
    """Scores are the inputs and these, added."""
    data = numpy.array(biases, numpy.float32).tobytes()
    tensors = [Tensor("x", (1, 3)), Tensor("bias", (3,), buffer=1), Tensor("scores", (1, 3))]
    called = signature("serving_default", {"x": 0}, {"scores": 2})
    return Model([Graph(tensors, inputs=(0,))], buffers=[data], signatures=[called]).write(path)


def test_labelled_samples_tell_accuracy_confusion_and_where_both_differ(tmp_path: Path) -> None:
    first, second = classifier(tmp_path / "one.tflite", 0, 0, 0), classifier(tmp_path / "two.tflite", 0, 0, 2)
    samples, labels, page = tmp_path / "x.npy", tmp_path / "labels.txt", tmp_path / "page.html"
    numpy.save(samples, numpy.array([[3, 0, 0], [0, 3, 0], [1, 0, 0], [0, 0, 1]], numpy.float32))
    labels.write_text("ant\nbee\nant\ncat\n")
    outcome = cutaway(
        *("compare", first, second, "--samples", samples, "--labels", labels, "--json", "--report", page)
    )
    assert outcome.status == 3, outcome.stderr
    told = outcome.json()["labelled"]
    assert (told["classes"], told["samples"]) == (["ant", "bee", "cat"], 4)
    assert (told["source"]["accuracy"], told["target"]["accuracy"]) == (1.0, 0.75)
    assert {"label": 0, "answer": 2, "count": 1} in told["target"]["confusion"]
    (apart,) = told["disagreements"]
    assert (apart["sample"], apart["class"], apart["target"]["class"]) == ("x.npy[2]", "ant", "cat")
    assert outcome.json()["proof"]["samples"] == 4
    assert "Confusion of two.tflite" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("loss", "status"), [(None, 3), (0.25, 0), (0.2, 3), (0.0, 3)], ids=["answers count", "0.25", "0.2", "0"]
)
def test_where_accuracy_counts_it_alone_makes_the_status(loss: float | None, status: int) -> None:
    sides = Tally(4, 1.0, ()), Tally(3, 0.75, ())
    told = Labelled(
        (), 2, 4, "samples", "y", "y", *sides, differ=1, only_first=1, only_second=0, disagreements=()
    )
    compared = Compared((), (), (), (), Structure("none"))
    found = ModelComparison("a", "b", "tflite", "tflite", compared, Proof("fail", "."), labelled=told)
    assert compare_report.status(found, loss) == status
    assert compare_report.status(replace(found, labelled=None), 0.5) == 3


def run_of(folder: Path) -> Path:
    folder.mkdir()
    for step in (10, 200, 30):
        bundle = (
            BundleV2().add("dense/kernel", [[float(step), 0.0]]).add("dense/kernel/Momentum", [[1.0, step]])
        )
        bundle.write(folder, f"model.ckpt-{step}")
    return folder


def test_a_run_is_followed_over_its_checkpoints(tmp_path: Path) -> None:
    folder, page = run_of(tmp_path / "run"), tmp_path / "run.html"
    outcome = cutaway("compare", folder, "--along", "--json", "--report", page)
    assert outcome.status == 0, outcome.stderr
    answer = outcome.json()
    assert [each["step"] for each in answer["moments"]] == [10, 30, 200]
    kernel, slot = answer["weights"]
    assert (kernel["norms"], kernel["from_previous"]) == ([10.0, 30.0, 200.0], [None, 20.0, 170.0])
    assert (slot["slot_of"], slot["slot"], slot["from_first"]) == (
        "dense/kernel",
        "momentum",
        [None, 20.0, 190.0],
    )
    assert page.read_text(encoding="utf-8").count("<svg") == 6


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([str(LITE)], "takes the paths of two models; one is given"),
        ([str(LITE)] * 3, "3 are given"),
        ([str(LITE), str(LITE), "--tolerance", "much"], "--tolerance much is no number"),
        ([str(LITE), str(LITE), "--report", "a.txt"], "does not end in .html or .json"),
        ([str(LITE)] * 3, "To follow one run over its checkpoints, say --along."),
        ([str(LITE), "--along", "--seed", "1"], "so --seed has no meaning with it"),
        ([str(LITE), str(LITE), "--labels", "y.npy"], "--labels is for labelled samples"),
        ([str(LITE), str(LITE), "--accuracy-loss", "0.1"], "--accuracy-loss is for labelled samples"),
        ([str(LITE), str(LITE), "--samples", "x", "--accuracy-loss", "2"], "is no number from 0 to 1"),
        ([str(LITE), str(LITE), "--samples", "x", "--no-run"], "so --samples x would be ignored"),
        ([str(LITE), str(LITE), "--samples", "x", "--limit", "0"], "--limit 0 would leave no sample"),
        ([str(LITE), str(LITE), *("--version", "1") * 3], "--version is given 3 times"),
    ],
)
def test_what_is_wrong_with_the_command_line_is_said(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["compare", *arguments], lambda _: 0) == 2
    assert sentence in capsys.readouterr().err


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    outcome = cutaway("compare", LITE, tmp_path / "gone.tflite", "--json")
    assert outcome.status == 1
    assert outcome.json()["error"]["kind"] == "MissingFileError"
